"""From a manifest to the guide: the public shape of exact revisions, and nothing else."""

from collections.abc import Iterable
from typing import Any

from models.revision import Revision
from services import attested
from services.attested import Claim
from services.errors import NotPublishable
from services.registry import ContentType, content_types
from services.resolving import Resolved
from services.snapshot import Data
from services.together import Together

Guide = dict[str, Any]


def compose(together: Together) -> Guide:
    """Content type key to its records. Refused when it would name what it does not contain."""
    together.require_closed()
    by_type: dict[str, list[Data]] = {each.name: [] for each in content_types()}
    claims = attested.claims(together.resolved)
    for each in together.resolved:
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
