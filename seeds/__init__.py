"""The guide as data files, loaded through the same services as a staff edit.

One file per content type (`<key>.json`), a list of snapshots in the order readers see them.
"""

import json
from collections import Counter
from pathlib import Path

from services import items
from services.registry import ContentType, sources_first
from services.snapshot import Data

FOLDER = Path(__file__).parent
ACTOR = "system"
NOTE = "seeded"


def load(folder: Path = FOLDER) -> Counter[str]:
    """Add what is not there yet; never touch what is. Gives how many were `created` and `kept`."""
    return Counter(
        _load_one(content_type, record)
        for content_type in sources_first()
        for record in records(content_type, folder)
    )


def records(content_type: ContentType, folder: Path = FOLDER) -> list[Data]:
    """The seed records of a type as whole snapshots; their order is their position."""
    listed = json.loads((folder / f"{content_type.key}.json").read_text(encoding="utf-8"))
    return [{**record, "position": position} for position, record in enumerate(listed)]


def _load_one(content_type: ContentType, record: Data) -> str:
    if items.find(content_type, record["slug"]):
        return "kept"
    items.create(content_type, record, actor=ACTOR, note=NOTE)
    return "created"
