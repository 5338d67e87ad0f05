"""Which tests `make test` runs on SQLite alone; their twins on PostgreSQL are for `make drills`.

What a page says, or what follows from what, does not depend on the database. What is found,
locked, refused or ordered by it does: all that is proven on both at once.
"""

from pathlib import PurePath

import pytest

# What people and machines are shown.
SHOWN = {"admin", "api"}
ON_BOTH = {
    "admin/test_lists",
    "api/test_content",
    "api/test_editions",
    "api/test_enrollment",
    "api/test_health",
}
# Of the rest: they follow what was read from the database, and ask it nothing of their own.
FOLLOWS = {
    "test_attestations",
    "test_chain",
    "test_checking",
    "test_cli_content",
    "test_comparing",
    "test_composing",
    "test_evidence",
    "test_exchange",
    "test_leaks",
    "test_overrides",
    "test_previews",
    "test_rehearsing",
    "test_resolving",
    "test_rollback",
    "test_shapes",
    "test_two_people",
    "test_usages",
    "test_ways_round",
    "test_withholdings",
    "test_workflow",
}


def is_left(path: PurePath) -> bool:
    """A test file, from the folder of tests on."""
    if path.parts[0] in SHOWN:
        return path.with_suffix("").as_posix() not in ON_BOTH
    return path.stem in FOLLOWS


def is_twin(item: pytest.Item, path: PurePath) -> bool:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return is_left(path) and params.get("app") == "postgresql"
