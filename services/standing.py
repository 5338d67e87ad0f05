"""Where items stand: their newest revision, and the one that the public reads."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from models.base import db
from models.edition import Edition, ManifestEntry
from models.item import Item
from models.revision import Revision
from services import reviews, subjects
from services.reviews import Status

Numbers = dict[int, int]


@dataclass(frozen=True)
class Standing:
    """`newest` and `live` are revision numbers; the public does not read what has no `live`.

    `status` is that of what waits: the newest revision, or the withdrawal of what is in the trash.
    """

    newest: int
    live: int | None
    trashed: bool
    status: Status = Status.DRAFT

    @property
    def is_live(self) -> bool:
        """The public reads it as it now is."""
        return self.live == self.newest and not self.trashed


def of(items: Collection[Item]) -> dict[int, Standing]:
    """By item id; the same few queries, however many items there are."""
    ids = [each.id for each in items]
    newest, live = _numbers(newest_numbers(), ids), _numbers(live_numbers(), ids)
    status = reviews.statuses(subjects.of_all(items))
    return {
        each.id: Standing(
            newest[each.id],
            live.get(each.id),
            each.trashed_at is not None,
            status.get(each.id, Status.DRAFT),
        )
        for each in items
    }


def newest_numbers() -> Select[int, int]:
    """Item id and the number of its newest revision."""
    newest = func.max(Revision.number).label("number")
    return select(Revision.item_id, newest).group_by(Revision.item_id)


def live_numbers() -> Select[int, int]:
    """Item id and the number of the revision that the current edition shows."""
    current = select(func.max(Edition.number)).scalar_subquery()
    shown = select(Revision.item_id, Revision.number)
    return shown.join(ManifestEntry, ManifestEntry.revision_id == Revision.id).where(
        ManifestEntry.edition_number == current
    )


def ids_shown() -> Select[int]:
    """Of the items that the current edition shows."""
    return select(live_numbers().subquery().c.item_id)


def ids_as_published() -> Select[int]:
    """Of the items that the current edition shows as they now are."""
    newest, live = newest_numbers().subquery(), live_numbers().subquery()
    same = (live.c.item_id == newest.c.item_id) & (live.c.number == newest.c.number)
    return select(live.c.item_id).join(newest, same)


def _numbers(query: Select[int, int], ids: list[int]) -> Numbers:
    rows = db.session.execute(query.where(Revision.item_id.in_(ids)))
    return dict(iter(rows))
