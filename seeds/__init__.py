"""The guide as data files, loaded through the same services as a staff edit.

One file per content type (`<key>.json`), a list of snapshots in the order readers see them; and
`terms.json`, the terms to avoid.
"""

import json
from collections import Counter
from pathlib import Path

from services import items, terms
from services.actors import SYSTEM
from services.registry import ContentType, sources_first
from services.snapshot import Data

FOLDER = Path(__file__).parent
ACTOR = SYSTEM.name
NOTE = "seeded"


def load(folder: Path = FOLDER) -> Counter[str]:
    """Add what is not there yet; never touch what is. Gives how many were `created` and `kept`."""
    loaded = Counter(
        _load_one(content_type, record)
        for content_type in sources_first()
        for record in records(content_type, folder)
    )
    return loaded + Counter(map(_load_term, avoided(folder)))


def records(content_type: ContentType, folder: Path = FOLDER) -> list[Data]:
    """The seed records of a type as whole snapshots; their order is their position."""
    listed = _read(folder / f"{content_type.key}.json")
    return [{**record, "position": position} for position, record in enumerate(listed)]


def avoided(folder: Path = FOLDER) -> list[Data]:
    """The terms to avoid, each with its forms and what to say instead."""
    return _read(folder / "terms.json")


def _read(path: Path) -> list[Data]:
    found: list[Data] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _load_one(content_type: ContentType, record: Data) -> str:
    if items.find(content_type, record["slug"]):
        return "kept"
    items.create(content_type, record, actor=ACTOR, note=NOTE)
    return "created"


def _load_term(data: Data) -> str:
    if terms.find(data["name"]):
        return "kept"
    terms.add(data, ACTOR)
    return "created"
