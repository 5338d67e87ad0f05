"""What runs on both databases, and where: nothing that runs on one stays away from the other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import DATABASES
from tests.twins import FOLLOWS, ON_BOTH, is_left

Wanted = Callable[[pytest.Item], bool]


def is_screen_or_follows(item: pytest.Item, root: Path) -> bool:
    return is_left(item.path.relative_to(root / "tests"))


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


def test_all_that_asks_the_database_is_proven_quickly_on_both(collected, root):
    def wanted(item):
        return is_quick(item) and not is_screen_or_follows(item, root)

    on_sqlite, on_postgresql = (names(collected, each, wanted) for each in DATABASES)
    assert on_sqlite == on_postgresql


def test_everything_is_proven_on_both_in_the_end(collected, counts):
    on_sqlite = names(collected, "sqlite", is_quick)
    on_postgresql = names(collected, "postgresql", lambda _: True)
    both = on_sqlite & names(collected, "postgresql", is_quick)
    counts(f"quick tests over a database: {len(on_sqlite)}, {len(both)} of them on both")
    assert on_sqlite <= on_postgresql


def test_twins_are_of_postgresql_and_not_quick(collected, root):
    twins = [each for each in collected if each.get_closest_marker("twin")]
    assert {each.callspec.params["app"] for each in twins} <= {"postgresql"}
    assert all(is_screen_or_follows(each, root) and not is_quick(each) for each in twins)


def test_each_file_that_is_named_is_there(root):
    files = [each.relative_to(root / "tests") for each in (root / "tests").rglob("test_*.py")]
    assert {each.stem for each in files} >= FOLLOWS
    assert {each.with_suffix("").as_posix() for each in files} >= ON_BOTH


def test_drills_run_every_drill(root):
    """The twins two at a time, the others alone: a race is timed. In between, what hypothesis asks
    in few examples elsewhere."""
    recipe = re.search(r"^drills:.*\n((?:\t.*\n)+)", (root / "Makefile").read_text(), re.MULTILINE)
    parts = ["twin", '"hypothesis and not drill"', '"drill and not twin"']
    assert re.findall(r'-m (twin|"[^"]*")', recipe[1]) == parts
    assert "--hypothesis-profile=full" in recipe[1]
    assert "\nmake drills\n" in (root / ".ci/run").read_text()
