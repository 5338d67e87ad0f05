"""From a manifest to the guide: the public shape of exact revisions, and nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base import db
from models.edition import Edition
from models.revision import Revision
from services import attested, closing, editions, resolving
from services.attested import Claim
from services.editions import Manifest
from services.errors import NotPublishable
from services.registry import ContentType, content_types
from services.resolving import Resolved
from services.snapshot import Data

Guide = dict[str, Any]


def revisions_of(manifest: Manifest) -> list[Revision]:
    """The manifest's revisions in the order readers see them."""
    query = select(Revision).options(joinedload(Revision.item))
    found = db.session.scalars(query.where(Revision.id.in_(manifest.values())))
    return sorted(found, key=lambda each: (each.data["position"], each.data["slug"]))


def read_in(edition: Edition | None) -> list[Resolved]:
    """Every item as the public reads it in that edition; nothing before the first."""
    return resolving.resolve(revisions_of(editions.manifest_of(edition)))


def compose(revisions: Sequence[Revision]) -> Guide:
    """Content type key to its records. Refused when it would name what it does not contain."""
    require_closed(revisions)
    by_type: dict[str, list[Data]] = {each.name: [] for each in content_types()}
    resolved = resolving.resolve(revisions)
    claims = attested.claims(resolved)
    for each in resolved:
        item = each.revision.item
        by_type[item.content_type].append(_told(each, claims[item.id]))
    return {each.key: _records(each, by_type[each.name]) for each in content_types()}


def manifest_lines(revisions: Iterable[Revision]) -> list[dict[str, Any]]:
    """The manifest in public words: which revision of which item."""
    return [
        {
            "content_type": each.item.content_type,
            "slug": each.data["slug"],
            "revision": each.number,
        }
        for each in revisions
    ]


def _records(content_type: ContentType, found: list[Data]) -> Any:
    schema = content_type.schema()
    records = [schema.dump(each) for each in found]
    if not content_type.singleton:
        return records
    if len(records) != 1:
        raise NotPublishable(f"An edition needs exactly one {content_type.key} record.")
    return records[0]


def _told(resolved: Resolved, claim: Claim) -> Data:
    return {**resolved.data, **claim, "revision": resolved.revision.number}


def require_closed(revisions: Sequence[Revision]) -> None:
    """Refused when one of them names what is not among them."""
    if said := closing.open_ends(revisions):
        raise NotPublishable(
            f"This edition would not contain what it names: {'; '.join(said)}."
            " Publish that along with it, or correct the text and save it anew."
        )
