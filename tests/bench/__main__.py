"""`make bench`, or `python -m tests.bench [--quick] [CASE …]`: measure, and write it down.

All cases together write docs/performance.md. Some of them, or with --quick, only say what they
found: half a measurement must not take the place of a whole one.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from string import Template

from tests.bench import enrolling, machine, processes, profiling, publishing, reads, sizes
from tests.bench.effort import QUICK, WHOLE, Effort
from tests.bench.load import WRK
from tests.nginx import NGINX
from tests.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"
TEMPLATE = Path(__file__).parent / "performance.md"
CASES: dict[str, Callable[[Effort], str]] = {
    "reads": reads.reads,
    "searches": reads.searches,
    "files": reads.files,
    "enrollment": enrolling.enrollment,
    "profile": profiling.profile,
    "processes": processes.processes,
    "publications": publishing.publications,
    "growth": sizes.growth,
}


def main(arguments: list[str]) -> None:
    effort = QUICK if "--quick" in arguments else WHOLE
    chosen = [each for each in arguments if each != "--quick"] or list(CASES)
    _refuse(chosen)
    found = {"machine": machine.described()}
    for name in chosen:
        found[name] = CASES[name](effort)
        print(f"\n{name}\n\n{found[name]}\n", flush=True)
    if effort is WHOLE and chosen == list(CASES):
        PAGE.write_text(page(found))
        print(f"written: {PAGE.relative_to(ROOT)}")


def page(found: dict[str, str]) -> str:
    """Every table has its place in the template; a missing one is a mistake."""
    return Template(TEMPLATE.read_text()).substitute(found)


def _refuse(chosen: list[str]) -> None:
    """With words, before anything is begun."""
    if unknown := set(chosen) - CASES.keys():
        raise SystemExit(f"No such case: {', '.join(unknown)}. There are: {', '.join(CASES)}.")
    tools = {"wrk": WRK, "nginx-light": NGINX}
    if missing := [name for name, found in tools.items() if found is None]:
        raise SystemExit(f"Missing: {', '.join(missing)}. Try: apt-get install {' '.join(missing)}")


if __name__ == "__main__":
    main(sys.argv[1:])
