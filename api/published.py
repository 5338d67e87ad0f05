"""The current edition: its number, its parsed document, and what every answer says of it."""

import json
from functools import lru_cache
from typing import Any

from api.refusals import NotPublished
from models.edition import Edition
from services import editions
from services.registry import content_types


def current() -> Edition:
    edition = editions.current()
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
    return parsed(edition.document)


@lru_cache(maxsize=2)
def parsed(document: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(document)
    return parsed
