"""Reading editions: the current one, any other, their manifests."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from models.base import db
from models.edition import Edition, EditionHead, ManifestEntry

# Item id to revision id.
Manifest = dict[int, int]


def current() -> Edition | None:
    """The newest edition, or None before the first."""
    return db.session.scalar(select(Edition).order_by(Edition.number.desc()).limit(1))


def numbered(number: int) -> Edition | None:
    return db.session.get(Edition, number)


def document_of(digest: str) -> bytes:
    """The bytes of the edition that has this digest."""
    return db.session.scalars(select(Edition.document).where(Edition.digest == digest)).one()


def newest_first() -> Iterable[Edition]:
    """Every edition, without loading its document."""
    query = select(Edition).options(defer(Edition.document))
    return db.session.scalars(query.order_by(Edition.number.desc()))


def latest() -> Edition | None:
    """The current edition, without loading its document."""
    query = select(Edition).options(defer(Edition.document))
    return db.session.scalar(query.order_by(Edition.number.desc()).limit(1))


def as_of(moment: datetime) -> Edition | None:
    """The edition that the public read at that moment, without its document."""
    query = select(Edition).options(defer(Edition.document))
    then = query.where(Edition.published_at <= moment)
    return db.session.scalar(then.order_by(Edition.number.desc()).limit(1))


def manifest_of(edition: Edition | None) -> Manifest:
    if edition is None:
        return {}
    lines = select(ManifestEntry.item_id, ManifestEntry.revision_id)
    found = db.session.execute(lines.where(ManifestEntry.edition_number == edition.number))
    return dict(iter(found))


def times_shown(item_ids: Iterable[int], numbers: range) -> dict[int, int]:
    """Of each item: in how many of these editions the public read it."""
    mine, number = ManifestEntry.item_id, ManifestEntry.edition_number
    query = select(mine, func.count()).where(mine.in_(list(item_ids)))
    within = query.where(number >= numbers.start, number < numbers.stop)
    return dict(iter(db.session.execute(within.group_by(mine))))


def latest_number() -> int:
    """0 before the first."""
    return db.session.scalar(select(func.max(Edition.number))) or 0


def last_shown(revision_ids: Iterable[int]) -> dict[int, int]:
    """Of those that were public and are no more: the newest edition that said them."""
    shown, number = ManifestEntry.revision_id, func.max(ManifestEntry.edition_number)
    query = select(shown, number).where(shown.in_(list(revision_ids))).group_by(shown)
    current = select(func.max(Edition.number)).scalar_subquery()
    return dict(iter(db.session.execute(query.having(number < current))))


def newest_with(revision_ids: Iterable[int]) -> dict[int, int]:
    """Of those that were ever public: the newest edition that said them, be it the current one."""
    shown, number = ManifestEntry.revision_id, func.max(ManifestEntry.edition_number)
    query = select(shown, number).where(shown.in_(list(revision_ids))).group_by(shown)
    return dict(iter(db.session.execute(query)))


def change_notes(numbers: Iterable[int]) -> dict[int, str]:
    """What readers were told of these."""
    query = select(Edition.number, Edition.change_note)
    return dict(iter(db.session.execute(query.where(Edition.number.in_(list(numbers))))))


def newest_shown(item_ids: Iterable[int]) -> Manifest:
    """The newest revision of each that was ever public."""
    mine = ManifestEntry.item_id
    query = select(mine, func.max(ManifestEntry.revision_id)).where(mine.in_(list(item_ids)))
    return dict(iter(db.session.execute(query.group_by(mine))))


def lock_current() -> Edition | None:
    """The current edition, with every other publisher kept waiting until this transaction ends.

    On SQLite the lock is BEGIN IMMEDIATE (models/transaction.py); here FOR UPDATE does nothing.
    """
    db.session.get_one(EditionHead, 1, with_for_update=True, populate_existing=True)
    return current()
