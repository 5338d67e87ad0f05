"""The current edition: its number, its parsed document, and what every answer says of it."""

import json
from functools import lru_cache
from typing import Any

from api.refusals import NotPublished
from models.edition import Edition
from services import editions
from services.registry import content_types


def current() -> Edition:
    """Without its document: of a large guide, to read that again takes longer than to answer."""
    edition = editions.latest()
    if edition is None:
        raise NotPublished(retry_after=60)
    return edition


def guide(edition: Edition) -> dict[str, Any]:
    # An older edition lacks the content types that came after it.
    empty: dict[str, Any] = {each.key: None if each.singleton else [] for each in content_types()}
    return {**empty, **document(edition)["guide"]}


def meta(edition: Edition) -> dict[str, Any]:
    head = document(edition)["edition"]
    return {
        "edition": edition.number,
        "published_at": head["published_at"],
        "digest": edition.digest,
        "clinically_reviewed": head["clinically_reviewed"],
    }


def document(edition: Edition) -> dict[str, Any]:
    return parsed(edition.digest)


def record(edition: Edition, key: str, slug: str) -> Any:
    """None where there is no such one."""
    return _records(edition.digest).get((key, slug))


# An edition never changes: its digest tells it from any other, without a look at its bytes.
@lru_cache(maxsize=2)
def parsed(digest: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(editions.document_of(digest))
    return found


@lru_cache(maxsize=2)
def _records(digest: str) -> dict[tuple[str, str], Any]:
    """All but a content type's only one, by its key and their slug."""
    found = parsed(digest)["guide"].items()
    lists = ((key, each) for key, records in found if isinstance(records, list) for each in records)
    return {(key, each["slug"]): each for key, each in lists}
