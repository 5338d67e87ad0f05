"""Findings that somebody answers for. Who may is for the workflow to say."""

from collections.abc import Sequence

from sqlalchemy import select

from models.base import db
from models.override import Override
from models.revision import Revision
from services import audit, checking
from services.canonical import canonical, digest
from services.checks import Finding, Level
from services.errors import DomainError
from services.subjects import Subject

NO_REASON = "Say why this may stand. The reason is kept."


class NothingToAllow(DomainError):
    """No finding of this check stops the revision."""

    def __init__(self) -> None:
        super().__init__("No finding of this check stops this revision. There is nothing to allow.")


def blocking(subject: Subject) -> list[Finding]:
    """What stops it: the findings that block and that nobody allowed for this very revision."""
    allowed = {(each.check_name, each.finding_digest) for each in of(subject.revision)}
    found = (each for each in checking.findings_of(subject) if each.level == Level.BLOCK)
    return [each for each in found if (each.check, digest_of(each)) not in allowed]


def allow(subject: Subject, check_name: str, actor: str, reason: str) -> list[Override]:
    """Let it pass this check, as it is found now."""
    if not reason.strip():
        raise DomainError(NO_REASON)
    stopped = [each for each in blocking(subject) if each.check == check_name]
    if not stopped:
        raise NothingToAllow
    made = [_override(subject.revision, each, actor, reason.strip()) for each in stopped]
    db.session.add_all(made)
    db.session.flush()
    _record(subject.revision, check_name, actor, made)
    return made


def of(revision: Revision) -> Sequence[Override]:
    """In the order in which they were made."""
    query = select(Override).where(Override.revision_id == revision.id)
    return db.session.scalars(query.order_by(Override.id)).all()


def digest_of(finding: Finding) -> str:
    """Of the place and of the words found there."""
    return digest(canonical([finding.field, finding.start, finding.excerpt]))


def _override(revision: Revision, finding: Finding, actor: str, reason: str) -> Override:
    return Override(
        item_id=revision.item_id,
        revision_id=revision.id,
        check_name=finding.check,
        finding_digest=digest_of(finding),
        allowed_by=actor,
        reason=reason,
    )


def _record(revision: Revision, check_name: str, actor: str, made: Sequence[Override]) -> None:
    facts = {"item": revision.item_id, "revision": revision.number, "findings": len(made)}
    reason = digest(made[0].reason.encode())
    audit.record(
        actor, "check.overridden", str(revision.item), check=check_name, reason=reason, **facts
    )
