"""Reading editions: the current one, any other, their manifests."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer

from models.base import db
from models.edition import Edition, EditionHead

# Item id to revision id.
Manifest = dict[int, int]


def current() -> Edition | None:
    """The newest edition, or None before the first."""
    return db.session.scalar(select(Edition).order_by(Edition.number.desc()).limit(1))


def numbered(number: int) -> Edition | None:
    return db.session.get(Edition, number)


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
    return {entry.item_id: entry.revision_id for entry in edition.entries} if edition else {}


def lock_current() -> Edition | None:
    """The current edition, with every other publisher kept waiting until this transaction ends.

    On SQLite the lock is BEGIN IMMEDIATE (models/transaction.py); here FOR UPDATE does nothing.
    """
    db.session.get_one(EditionHead, 1, with_for_update=True, populate_existing=True)
    return current()
