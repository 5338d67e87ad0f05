"""What differs between two guides as people read them, with every name filled in."""

from collections.abc import Collection
from dataclasses import dataclass

from services.diff import diff
from services.resolving import Resolved


@dataclass(frozen=True)
class Comparison:
    added: list[Resolved]
    removed: list[Resolved]
    changed: list[tuple[Resolved, Resolved]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Collection[Resolved], after: Collection[Resolved]) -> Comparison:
    old, new = _by_item(before), _by_item(after)
    both = [(old[item], each) for item, each in new.items() if item in old]
    return Comparison(
        added=[each for item, each in new.items() if item not in old],
        removed=[each for item, each in old.items() if item not in new],
        changed=[pair for pair in both if diff(pair[0].public, pair[1].public)],
    )


def _by_item(guide: Collection[Resolved]) -> dict[int, Resolved]:
    return {each.revision.item_id: each for each in guide}
