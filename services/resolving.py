"""What exact revisions say with all that they name filled in: the text that an approval signs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapper, object_mapper

from models.clinic import Clinic
from models.fact import Fact
from models.revision import Revision
from services import naming, shapes, snapshot
from services.canonical import canonical, digest
from services.naming import Values
from services.snapshot import Data

# Content type and slug: how one item names another.
Name = tuple[str, str]
# Never published, so nobody signs it.
_INTERNAL = {"internal_note"}
# There is one, whatever its slug: a name in text does not repeat it.
CLINIC: Name = ("clinic", "clinic")


@dataclass(frozen=True)
class Resolved:
    """A revision among others: `data` as the public reads it, and `digest`, SHA-256 in hex of it
    and of the sources it cites.

    Facts and clinic fields need no place of their own in the digest: their values stand in `data`.
    What else their records say is signed where they are approved.
    """

    revision: Revision
    data: Data
    digest: str

    @property
    def public(self) -> Data:
        return _public(self.data)


def resolve(
    revisions: Sequence[Revision], among: Sequence[Revision] | None = None
) -> list[Resolved]:
    """Each of them, with what it names filled in from `among`, or from among themselves.

    A name that none of those has is left as it stands; composing refuses it.
    """
    others = revisions if among is None else among
    by_name = {name_of(each): shapes.data_of(each) for each in others}
    values = naming.values_of(others)
    return [_resolved(each, by_name, values) for each in revisions]


def name_of(revision: Revision) -> Name:
    if isinstance(revision.item, Clinic):
        return CLINIC
    return revision.item.content_type, revision.data["slug"]


def names_in(revision: Revision) -> set[Name]:
    """The other items that this revision names: sources it cites, facts and clinic in its text."""
    mapper, data = mapper_of(revision), shapes.data_of(revision)
    named = {_owner(name) for name in naming.names(mapper, data)}
    return (snapshot.references(mapper, data) | named) - {name_of(revision)}


def mapper_of(revision: Revision) -> Mapper[Any]:
    mapper: Mapper[Any] = object_mapper(revision.item)
    return mapper


def _owner(name: str) -> Name:
    return CLINIC if name.startswith("clinic.") else (_FACT, name)


def _resolved(revision: Revision, by_name: Mapping[Name, Data], values: Values) -> Resolved:
    mapper, source = mapper_of(revision), shapes.data_of(revision)
    data = naming.filled(mapper, source, values)
    cited = snapshot.references(mapper, source) & by_name.keys()
    return Resolved(revision, data, _digest(data, {name: by_name[name] for name in cited}.items()))


def _digest(data: Data, named: Iterable[tuple[Name, Data]]) -> str:
    sources = [[*name, _public(source)] for name, source in sorted(named)]
    return digest(canonical({"data": _public(data), "sources": sources}))


def _public(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in _INTERNAL}


_FACT = str(Fact.__mapper__.polymorphic_identity)
