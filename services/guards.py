"""What a step needs besides its role: each gives the sentence that refuses, or nothing."""

from collections.abc import Callable

from services import authors, editions, overrides, signatures
from services.asking import Asked
from services.registry import named
from services.resolving import Resolved

Guard = Callable[[Asked], str | None]


def not_live(asked: Asked) -> str | None:
    return "The public reads exactly this already." if asked.subject.is_live else None


def something_new(asked: Asked) -> str | None:
    if asked.subject.withdrawal or signatures.is_signed(asked.subject, asked.ahead):
        return "Nothing changed since it was approved."
    return None


def as_it_was_seen(asked: Asked) -> str | None:
    if asked.seen is not None and asked.seen != asked.words:
        return "Something changed in how it reads while you looked. Look at it again."
    return None


def outside_the_authors(asked: Asked) -> str | None:
    if asked.two_people and asked.actor.name in authors.of(asked.subject, asked.ahead):
        return "You changed this yourself, or something it names. Somebody else must approve it."
    return None


def clinical_for_safety(asked: Asked) -> str | None:
    """Also where it changes how something about safety reads."""
    is_safety = asked.subject.is_safety or any(map(_is_safety, asked.signing))
    if is_safety and not asked.actor.clinical:
        return "This is about safety: only a reviewer with the clinical permission approves it."
    return None


def passes_the_checks(asked: Asked) -> str | None:
    if not (found := overrides.blocking(asked.subject)):
        return None
    return f"The checks stop it: {found[0].says}"


def as_it_lies(asked: Asked) -> str | None:
    """What was trashed since is not shown, and what was taken out of the trash not left out."""
    if asked.subject.withdrawal != bool(asked.subject.item.trashed_at):
        return "It was put into the trash or taken out of it since. Look at it again."
    return None


def newest_published(asked: Asked) -> str | None:
    """Going back is for a roll back, which says so."""
    subject = asked.subject
    last = editions.newest_shown([subject.item.id]).get(subject.item.id, 0)
    if not subject.withdrawal and last > subject.revision.id:
        return "A newer revision was published meanwhile."
    return None


def says_why(asked: Asked) -> str | None:
    return None if asked.comment.strip() else "Write what must change."


def _is_safety(resolved: Resolved) -> bool:
    revision = resolved.revision
    return named(revision.item.content_type).model.is_safety(revision.data)
