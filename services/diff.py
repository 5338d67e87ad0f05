"""What differs between two snapshots, field by field."""

from typing import Any

from services.snapshot import Data


def diff(before: Data, after: Data) -> dict[str, tuple[Any, Any]]:
    """Field to (before, after), for the fields that are not equal."""
    names = sorted(before.keys() | after.keys())
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
