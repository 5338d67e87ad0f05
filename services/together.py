"""Exact revisions together: a guide as it reads, read once or might read, loaded once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base import db
from models.edition import Edition
from models.revision import Revision
from services import closing, editions, resolving
from services.editions import Manifest
from services.errors import NotPublishable
from services.resolving import Resolved


@dataclass(frozen=True)
class Together:
    """The revisions of a manifest, and what they say among each other."""

    manifest: Manifest

    @cached_property
    def revisions(self) -> list[Revision]:
        """In the order in which readers see them."""
        return revisions_of(self.manifest.values())

    @cached_property
    def resolved(self) -> list[Resolved]:
        return resolving.resolve(self.revisions)

    @cached_property
    def open_ends(self) -> list[str]:
        """Who names what is not among them."""
        return closing.open_ends(self.revisions)

    def others(self, revision: Revision) -> list[Revision]:
        """All but the one of its item."""
        return [each for each in self.revisions if each.item_id != revision.item_id]

    def reads(self, revision: Revision) -> Resolved:
        """How that revision reads here, in place of the one of its item."""
        (resolved,) = resolving.resolve([revision], [*self.others(revision), revision])
        return resolved

    def naming(self, revision: Revision) -> list[Revision]:
        """The others that name it."""
        name = resolving.name_of(revision)
        return [each for each in self.others(revision) if name in resolving.names_in(each)]

    def require_closed(self) -> None:
        if self.open_ends:
            raise NotPublishable(
                f"This edition would not hold together: {'; '.join(self.open_ends)}."
                " Publish what is missing along with it, or correct the text and save it anew."
            )


def of(edition: Edition | None) -> Together:
    """As the public reads it in that edition; nothing before the first."""
    return Together(editions.manifest_of(edition))


def revisions_of(ids: Iterable[int]) -> list[Revision]:
    """Revisions by their ids, in the order in which readers see them."""
    query = select(Revision).options(joinedload(Revision.item))
    found = db.session.scalars(query.where(Revision.id.in_(ids)))
    return sorted(found, key=lambda each: (each.data["position"], each.data["slug"]))
