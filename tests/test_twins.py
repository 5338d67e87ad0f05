"""What runs on both databases, and where: nothing that runs on one stays away from the other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import DATABASES

# Of this folder alone the quick proof leaves tests on PostgreSQL to the drills.
DASHBOARD = "admin"
Wanted = Callable[[pytest.Item], bool]


def folder_of(item: pytest.Item, root: Path) -> str:
    return item.path.relative_to(root / "tests").parts[0]


def is_quick(item: pytest.Item) -> bool:
    return item.get_closest_marker("drill") is None


def names(collected: list[pytest.Item], database: str, wanted: Wanted) -> set[str]:
    """The tests over that database, without the word in their name that says which."""
    return {
        re.sub(rf"\b{database}\b-?", "", item.nodeid)
        for item in collected
        if wanted(item) and hasattr(item, "callspec")
        if item.callspec.params.get("app") == database
    }


def test_all_but_the_dashboard_is_proven_quickly_on_both(collected, root):
    def wanted(item):
        return is_quick(item) and folder_of(item, root) != DASHBOARD

    on_sqlite, on_postgresql = (names(collected, each, wanted) for each in DATABASES)
    assert on_sqlite == on_postgresql


def test_dashboard_is_proven_on_both_in_the_end(collected, counts):
    on_sqlite = names(collected, "sqlite", is_quick)
    on_postgresql = names(collected, "postgresql", lambda _: True)
    both = on_sqlite & names(collected, "postgresql", is_quick)
    counts(f"quick tests over a database: {len(on_sqlite)}, {len(both)} of them on both")
    assert on_sqlite <= on_postgresql


def test_only_the_dashboard_on_postgresql_is_a_twin(collected, root):
    twins = [each for each in collected if each.get_closest_marker("twin")]
    assert {(folder_of(each, root), each.callspec.params["app"]) for each in twins} <= {
        (DASHBOARD, "postgresql")
    }
    assert not any(map(is_quick, twins))


def test_drills_run_every_drill(root):
    """The twins two at a time, the others alone: a race is timed."""
    recipe = re.search(r"^drills:.*\n((?:\t.*\n)+)", (root / "Makefile").read_text(), re.MULTILINE)
    assert re.findall(r'-m (twin|"[^"]*")', recipe[1]) == ["twin", '"drill and not twin"']
    assert "\nmake drills\n" in (root / ".ci/run").read_text()
