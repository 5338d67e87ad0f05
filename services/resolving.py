"""What exact revisions say with all that they name filled in: the text that an approval signs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import object_mapper

from models.revision import Revision
from services import snapshot
from services.canonical import canonical, digest
from services.snapshot import Data

# Content type and slug: how one item names another.
Name = tuple[str, str]
# Never published, so nobody signs it.
_INTERNAL = {"internal_note"}


@dataclass(frozen=True)
class Resolved:
    """A revision among others: `data` as the public reads it, and `digest`, SHA-256 in hex of it
    and of the sources it cites.
    """

    revision: Revision
    data: Data
    digest: str


def resolve(revisions: Sequence[Revision]) -> list[Resolved]:
    """Each of them, with what it names filled in from among all of them.

    A name that none of them has is left as it stands; composing refuses it.
    """
    by_name = {name_of(each): each.data for each in revisions}
    return [_resolved(each, by_name) for each in revisions]


def name_of(revision: Revision) -> Name:
    return revision.item.content_type, revision.data["slug"]


def names_in(revision: Revision) -> set[Name]:
    """The other items that this revision names."""
    return snapshot.references(object_mapper(revision.item), revision.data)


def _resolved(revision: Revision, by_name: Mapping[Name, Data]) -> Resolved:
    named = {name: by_name[name] for name in names_in(revision) & by_name.keys()}
    return Resolved(revision, revision.data, _digest(revision.data, named.items()))


def _digest(data: Data, named: Iterable[tuple[Name, Data]]) -> str:
    sources = [[*name, _public(source)] for name, source in sorted(named)]
    return digest(canonical({"data": _public(data), "sources": sources}))


def _public(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in _INTERNAL}
