"""What the checks may know of an item, read from the database."""

from sqlalchemy import func, select

from models.base import db
from models.edition import Edition, ManifestEntry
from models.item import Item
from models.revision import Revision
from services import naming, registry, shapes, terms, usages
from services.checks import Context, Finding, check, shrinking
from services.snapshot import Data
from services.subjects import Subject


def context_of(item: Item | None) -> Context:
    """Of no item yet: the public reads nothing of it."""
    values = naming.values_of(usages.offering())
    return Context(terms.in_order(), values, values.keys(), _live(item) if item else None)


def findings(revision: Revision) -> list[Finding]:
    """What the checks say about it today: terms and the live text change."""
    content_type = registry.named(revision.item.content_type)
    return check(content_type, shapes.data_of(revision), context_of(revision.item))


def findings_of(subject: Subject) -> list[Finding]:
    """Of a withdrawal, what readers would miss."""
    if not subject.withdrawal:
        return findings(subject.revision)
    content_type = registry.named(subject.item.content_type)
    return list(shrinking.find_withdrawn(content_type, shapes.data_of(subject.revision)))


def _live(item: Item) -> Data | None:
    current = select(func.max(Edition.number)).scalar_subquery()
    shown = (ManifestEntry.edition_number == current) & (ManifestEntry.item_id == item.id)
    query = select(Revision.data).join(ManifestEntry, ManifestEntry.revision_id == Revision.id)
    return db.session.scalar(query.where(shown))
