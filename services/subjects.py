"""What waits of an item: its newest revision, or that the public no longer reads it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from models.base import db
from models.item import Item
from models.revision import Revision
from services import editions
from services.editions import Manifest
from services.errors import DomainError
from services.registry import named

# Item id to the revision id to show from now on, or to None: leave it out.
Changes = Mapping[int, int | None]
Shown = dict[int, Revision]


@dataclass(frozen=True)
class Subject:
    """`live` is the revision that the public reads now, `last` the newest that it ever read. Of a
    `withdrawal` `live` is `revision` too.
    """

    item: Item
    revision: Revision
    live: Revision | None
    last: Revision | None
    withdrawal: bool = False

    @property
    def key(self) -> str:
        """Names exactly this: what somebody looked at, and nothing that came since."""
        return f"{self.item.id}:{self.revision.id}:{'out' if self.withdrawal else 'in'}"

    @property
    def is_live(self) -> bool:
        """There is nothing to publish."""
        return not self.withdrawal and self.live is not None and self.live.id == self.revision.id

    @property
    def is_safety(self) -> bool:
        """By what the public would read, reads or read last."""
        model = named(self.item.content_type).model
        said = (self.revision, self.live, self.last)
        return any(model.is_safety(each.data) for each in said if each)

    @property
    def change(self) -> tuple[int, int | None]:
        """What a publication makes of it."""
        return self.item.id, None if self.withdrawal else self.revision.id


class NotThere(DomainError):
    """What was chosen is no longer what waits."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this while you looked. Look at it again.")


def of(item: Item) -> Subject | None:
    return next(iter(of_all([item])), None)


def of_all(items: Iterable[Item]) -> list[Subject]:
    """Of those of which anything can be said: what is in the trash and not live is nothing."""
    found, live = list(items), editions.manifest_of(editions.latest())
    newest = _newest([each.id for each in found])
    shown, last = _shown([each.id for each in found], live)
    subjects = (_subject(e, newest[e.id], shown.get(e.id), last.get(e.id)) for e in found)
    return [each for each in subjects if each]


def changed() -> list[Subject]:
    """Everything that a publication could change."""
    return of_all(db.session.scalars(select(Item).where(Item.id.in_(waiting()))))


def waiting() -> Changes:
    """The newest revision of every item that the current edition does not show as it now is, and
    None for those that lie in the trash.
    """
    live = editions.manifest_of(editions.latest())
    newest = select(Item.id, Item.trashed_at, func.max(Revision.id)).join(Revision)
    found = db.session.execute(newest.group_by(Item.id, Item.trashed_at))
    now = {item: None if trashed else revision for item, trashed, revision in found}
    return {item: revision for item, revision in now.items() if live.get(item) != revision}


def of_changes(changes: Changes, before: Manifest) -> list[Subject]:
    """These exact revisions, whatever was saved since; `before` is what the public reads."""
    wanted = {item: revision or before.get(item) for item, revision in changes.items()}
    new, (live, last) = _revisions(list(wanted.values())), _shown(wanted, before)
    return [
        Subject(each.item, each, live.get(item), last.get(item), withdrawal=changes[item] is None)
        for item, each in new.items()
    ]


def keyed(keys: Collection[str]) -> list[Subject]:
    """The subjects of these keys, in their order; NotThere if one is no longer what waits."""
    waiting = {each.key: each for each in of_all(_items(keys))}
    if not waiting.keys() >= set(keys):
        raise NotThere
    return [waiting[key] for key in dict.fromkeys(keys)]


def _items(keys: Iterable[str]) -> list[Item]:
    ids = {int(head) for head in (key.partition(":")[0] for key in keys) if head.isdecimal()}
    small = [each for each in ids if each < 2**31]
    return list(db.session.scalars(select(Item).where(Item.id.in_(small))))


def _subject(
    item: Item, newest: Revision, live: Revision | None, last: Revision | None
) -> Subject | None:
    if not item.trashed_at:
        return Subject(item, newest, live, last)
    return Subject(item, live, live, last, withdrawal=True) if live else None


def _shown(items: Collection[int], live: Manifest) -> tuple[Shown, Shown]:
    """What the public reads of these, and what it read last."""
    return (
        _revisions([live[each] for each in items if each in live]),
        _revisions(list(editions.newest_shown(items).values())),
    )


def _newest(ids: list[int]) -> dict[int, Revision]:
    last = select(func.max(Revision.id)).where(Revision.item_id.in_(ids))
    return _revisions(last.group_by(Revision.item_id))


def _revisions(ids: object) -> dict[int, Revision]:
    query = select(Revision).options(joinedload(Revision.item))
    found = db.session.scalars(query.where(Revision.id.in_(ids)))  # type: ignore[arg-type]
    return {each.item_id: each for each in found}
