"""One item as the public read it: title, type and every field in words."""

from dataclasses import dataclass

from flask import url_for

from admin import access
from admin.access import Permission
from admin.differences import as_text
from admin.words import label
from models.edition import Edition
from models.item import Item
from services import editions, registry
from services.resolving import Resolved


@dataclass(frozen=True)
class Read:
    """An item in an edition."""

    resolved: Resolved
    edition: Edition

    @property
    def title(self) -> str:
        content_type = registry.named(self.resolved.revision.item.content_type)
        return str(self.resolved.data[content_type.heading])

    @property
    def type(self) -> str:
        return registry.named(self.resolved.revision.item.content_type).one.capitalize()

    @property
    def revision(self) -> int:
        return self.resolved.revision.number

    @property
    def url(self) -> str:
        """Where its words stand."""
        item = self.resolved.revision.item_id
        return url_for("editions.item_view", id=self.edition.number, item=item)

    @property
    def history_url(self) -> str | None:
        """None for who may not read drafts."""
        if not access.may(Permission.READ_GUIDE):
            return None
        item = self.resolved.revision.item
        return url_for(f"{registry.named(item.content_type).key}.history_view", id=item.id)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(label(name), as_text(value)) for name, value in self.resolved.public.items()]


def read_url(item: Item) -> str | None:
    """Where its words stand as the public reads them now."""
    current = editions.latest()
    if current is None or item.id not in editions.manifest_of(current):
        return None
    return url_for("editions.item_view", id=current.number, item=item.id)


def all_of(resolved: list[Resolved], edition: Edition) -> list[Read]:
    found = [Read(each, edition) for each in resolved]
    return sorted(found, key=lambda each: (each.type, each.title))
