"""Snapshots in the shape of an older schema version, as their type has them today.

A revision is never rewritten. Whoever changes a type's fields raises its `schema_version` and adds
one function here, from the version before; a snapshot of each version stays in
tests/services/snapshots.
"""

from collections.abc import Callable

from models.revision import Revision
from services.registry import named
from services.snapshot import Data

# Gives a new snapshot in the shape of the next version.
Upgrade = Callable[[Data], Data]
# Content type and the version that it takes.
UPGRADES: dict[tuple[str, int], Upgrade] = {}


def data_of(revision: Revision) -> Data:
    """What the revision says, in the shape of today."""
    return upgraded(revision.item.content_type, revision.schema_version, revision.data)


def upgraded(content_type: str, version: int, data: Data) -> Data:
    for each in range(version, named(content_type).model.schema_version):
        data = UPGRADES[content_type, each](data)
    return data
