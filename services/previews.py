"""Previews: the guide as it would be with some drafts, for whoever is given the link.

Compiled once, where it is made; whoever looks reads that document and nothing else.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import func, select, tuple_, update

from models.base import db
from models.columns import utcnow
from models.item import Item
from models.preview import Preview
from models.revision import Revision
from services import audit, composing, editions, publishing, resolving
from services.canonical import canonical, digest
from services.editions import Manifest
from services.errors import DomainError, NotPublishable
from services.policies import PREVIEW
from services.subjects import Changes
from services.together import Together, revisions_of

LONGEST_TITLE = 120


def make(
    changes: Changes, *, title: str, actor: str, days: int = PREVIEW.days
) -> tuple[Preview, str]:
    """The current edition with these exact revisions put in, and the token that shows it.

    Refused like a publication where it would name what it does not contain. Of the token only the
    SHA-256 is kept, so nobody is ever told it again.
    """
    title = _checked(title, days)
    made_at = utcnow().replace(microsecond=0)
    token, until = token_urlsafe(32), made_at + timedelta(days=days)
    document = canonical(_document(changes, title, made_at, until))
    preview = Preview(token_hash=_hash(token), document=document, title=title, made_by=actor)
    preview.made_at, preview.expires_at = made_at, until
    db.session.add(preview)
    db.session.flush()
    told: dict[str, int | str] = {"preview": preview.id, "days": days, "digest": digest(document)}
    audit.record(actor, "preview.made", str(preview), **told)
    return preview, token


def find(token: str, now: datetime | None = None) -> bytes | None:
    """What the link shows; None alike for one that is unknown, too old or taken back."""
    query = select(Preview).where(Preview.token_hash == _hash(token))
    found = db.session.scalar(query)
    return found.document if found and found.works(now or utcnow()) else None


def revoke(preview: Preview, actor: str) -> None:
    """From now on the link shows nothing; to take it back again changes nothing."""
    if preview.revoked_at is None:
        preview.revoked_at = utcnow()
        audit.record(actor, "preview.revoked", str(preview), preview=preview.id)


def drafts_in(preview: Preview) -> list[dict[str, Any]]:
    """Content type, slug and revision of each; none once the document was forgotten."""
    head = json.loads(preview.document)["preview"] if preview.document else {"drafts": []}
    return list(head["drafts"])


def forget(now: datetime) -> None:
    """Empty the documents of links that have shown nothing for a while; the rows stay."""
    ended = func.coalesce(Preview.revoked_at, Preview.expires_at) <= now - PREVIEW.kept
    old = ended & (func.length(Preview.document) > 0)
    db.session.execute(update(Preview).where(old).values(document=b""))


def with_what_it_names(item: Item) -> Changes:
    """The newest revision of an item, and of all that it names and the public does not read yet."""
    live = editions.manifest_of(editions.latest()).keys()
    wanted: dict[int, int | None] = {}
    waiting = [item.id]
    while waiting:
        newest = _newest(waiting)
        wanted |= {each.item_id: each.id for each in newest}
        waiting = [each for each in _named_by(newest) if each not in live | wanted.keys()]
    return wanted


def _checked(title: str, days: int) -> str:
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE or "\0" in title:
        raise DomainError(f"Say whom it is for, in at most {LONGEST_TITLE} characters.")
    if days not in PREVIEW.choices:
        raise DomainError("Choose one of the offered times.")
    return title


def _document(changes: Changes, title: str, made_at: datetime, until: datetime) -> dict[str, Any]:
    current = editions.latest()
    before = editions.manifest_of(current)
    after = _exactly(publishing.overlaid(before, changes))
    gone = [before[item] for item, revision in changes.items() if not revision and item in before]
    head = {
        "title": title,
        "made_at": made_at.isoformat(),
        "expires_at": until.isoformat(),
        "edition": current and current.number,
        "drafts": composing.manifest_lines(e for e in after.revisions if e.item_id in changes),
        "left_out": composing.manifest_lines(revisions_of(gone)),
    }
    return {"preview": head, "guide": composing.compose(after)}


def _exactly(manifest: Manifest) -> Together:
    after = Together(manifest)
    if {each.item_id: each.id for each in after.revisions} != manifest:
        raise NotPublishable("One of these changes is not there any more. Look again.")
    return after


def _newest(ids: Iterable[int]) -> list[Revision]:
    newest = select(func.max(Revision.id)).where(Revision.item_id.in_(ids))
    return list(
        db.session.scalars(
            select(Revision).where(Revision.id.in_(newest.group_by(Revision.item_id)))
        )
    )


def _named_by(revisions: Iterable[Revision]) -> list[int]:
    names = set[resolving.Name]().union(*(resolving.names_in(each) for each in revisions))
    called = tuple_(Item.content_type, Item.slug).in_(names)
    return list(db.session.scalars(select(Item.id).where(called, Item.trashed_at.is_(None))))


def _hash(token: str) -> str:
    return digest(token.encode())
