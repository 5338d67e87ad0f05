"""Proof of the architecture: docs/examples/glossary.patch makes a content type in a copy.

Run as `python -m tests.new_content_type`. Four files and a migration; the address, the seeds and
the parametrized tests of the new type appear, and nothing else of the guide changes.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATCH = ROOT / "docs" / "examples" / "glossary.patch"
# Prepares a new database and prints what the API then gives.
GUIDE = """
import json, pathlib, tempfile
from app import create_app
folder = tempfile.mkdtemp()
url = f"sqlite:///{folder}/guide.sqlite3"
given = {"INSTANCE": pathlib.Path(folder), "SQLALCHEMY_DATABASE_URI": url}
commands = create_app("runner", given).test_cli_runner()
commands.invoke(args=["prepare"], catch_exceptions=False)
app = create_app("public", given)
answer = app.test_client().get("/api/v1/guide").json["data"]
listed = app.test_client().get("/api/v1/glossary")
print(json.dumps({"guide": answer, "glossary": [listed.status_code, listed.json]}))
"""
# The tests that the registry or the tables could have upset.
TESTS = ["tests", "--ignore=tests/journeys", "--ignore=tests/seeds", "-k", "not documented"]

# Counted only: the whole suite runs them.
NAMED = [*TESTS[:-2], "-k", "glossary", "--collect-only"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_to(copy)
        before, none = _guide(copy), _count(copy, NAMED)
        _run(copy, "git", "apply", str(PATCH))
        _compare_with_a_draft(copy)
        after, some = _guide(copy), _count(copy, NAMED)
        _compare(before, after)
        _refuse_a_change_elsewhere(before, after)
        everything = _count(copy, TESTS)
    expect(none == 0 and some > 0, f"tests named for it: {none} before, {some} after")
    expect(everything > some, f"whole suite with it: {everything} passed")


def _compare_with_a_draft(copy: Path) -> None:
    """`make migration` drafts what the patch brings along."""
    given = next((copy / "migrations" / "versions").glob("0017_*.py"))
    shipped = given.read_text()
    given.unlink()
    # The copy borrows this environment instead of installing one of its own.
    settings = (f"PYTHON={sys.executable}", f"INSTANCE={copy}/instance", "ID=0017", "M=glossary")
    _run(copy, "make", "-s", "-o", ".venv/.development", "migration", *settings)
    drafted = next((copy / "migrations" / "versions").glob("0017_*.py"))
    expect(_steps(drafted.read_text()) == _steps(shipped), "`make migration` drafts the migration")
    drafted.unlink()
    given.write_text(shipped)


def _steps(migration: str) -> list[str]:
    """What a migration does, without its words."""
    bodies = [node for node in ast.parse(migration).body if isinstance(node, ast.FunctionDef)]
    return [ast.unparse(step) for node in bodies for step in node.body]


def expect(holds: bool, words: str) -> None:
    """Print a figure, or stop with it."""
    if not holds:
        raise SystemExit(f"FAILED: {words}")
    print(f"glossary: {words}")


def _compare(before: dict[str, Any], after: dict[str, Any]) -> None:
    paths = re.findall(r"^\+\+\+ b/(.+)$", PATCH.read_text(), re.M)
    migrations = [path for path in paths if path.startswith("migrations/")]
    files = len(paths) - len(migrations)
    expect((files, len(migrations)) == (4, 1), f"{files} files and {len(migrations)} migration")
    seeded = json.loads(_added("seeds/glossary.json"))
    status, answer = after["glossary"]
    expect(before["glossary"][0] == 404, "no such address before")
    expect(status == 200 and len(answer["data"]) == len(seeded), f"{len(seeded)} seeds served")
    rest = {key: value for key, value in after["guide"].items() if key != "glossary"}
    expect(rest == before["guide"], f"the other {len(rest)} content types are as they were")


def _refuse_a_change_elsewhere(before: dict[str, Any], after: dict[str, Any]) -> None:
    """The control: a type that changed with the patch is seen."""
    changed = {**after, "guide": {**after["guide"], "faqs": []}}
    try:
        with redirect_stdout(StringIO()):
            _compare(before, changed)
    except SystemExit:
        print("glossary: a change in another content type is seen")
    else:
        raise SystemExit("FAILED: a change in another content type went unseen")


def _added(path: str) -> str:
    """The text of a new file in the patch."""
    part = PATCH.read_text().split(f"+++ b/{path}\n")[1].split("diff --git")[0]
    return "\n".join(line[1:] for line in part.splitlines()[1:])


def _copy_to(folder: Path) -> None:
    listed = _run(ROOT, "git", "ls-files", "-co", "--exclude-standard").splitlines()
    for name in listed:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            target.write_bytes((ROOT / name).read_bytes())


def _guide(copy: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(_run(copy, sys.executable, "-c", GUIDE).splitlines()[-1])
    return given


def _count(copy: Path, arguments: list[str]) -> int:
    """How many tests passed, or would be run; 5 is pytest's exit for none."""
    said = _run(copy, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments)
    found = re.search(r"(\d+) passed|^(\d+)(?:/\d+)? tests? collected", said, re.M)
    return int(found[1] or found[2]) if found else 0


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5):
        said = f"{done.stdout[-3000:]}{done.stderr[-3000:]}"
        raise SystemExit(f"FAILED: {' '.join(command[:4])}\n{said}")
    return done.stdout


if __name__ == "__main__":
    main()
