"""Approvals as signatures: of one revision, and of the very words it makes with all it names."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from models.base import db
from models.edition import Edition
from models.review import Approval, Review
from models.revision import Revision
from services import authors, contexts, resolving
from services.editions import Manifest
from services.resolving import Resolved
from services.subjects import Subject

Signed = set[tuple[int, str | None]]


def is_signed(subject: Subject) -> bool:
    """Does an approval stand for what the public would read?"""
    if subject.withdrawal:
        return (subject.revision.id, None) in signed([subject.revision.id])
    found = _own(subject, contexts.ahead_with(subject))
    return (found.revision.id, found.digest) in signed([subject.revision.id])


def sign(review: Review, subject: Subject, approver: str) -> None:
    """The change itself, among what is live and among what is approved; and the live or approved
    words of others that it changes, where the approver is not among their authors.
    """
    if subject.withdrawal:
        _add(review, subject.revision, None, approver, {str(subject.item.trashed_by)})
        return
    for manifest in (contexts.live_with(subject), contexts.ahead_with(subject)):
        _sign_among(review, subject, approver, contexts.revisions_of(manifest))


def unsigned(after: Sequence[Revision], *public: Sequence[Revision]) -> list[Resolved]:
    """Whatever reads differently than in each `public` guide, for whatever cause, and nobody
    approved as it now reads.
    """
    guides = [resolving.resolve(guide) for guide in public]
    known = {(each.revision.item_id, each.digest) for guide in guides for each in guide}
    changed = [
        each
        for each in resolving.resolve(after)
        if (each.revision.item_id, each.digest) not in known
    ]
    stand = signed([each.revision.id for each in changed])
    return [each for each in changed if (each.revision.id, each.digest) not in stand]


def signed(revision_ids: Iterable[int], second_person: bool = False) -> Signed:
    """Revision id and digest of all approvals of these; the digest of a withdrawal is None."""
    query = select(Approval.revision_id, Approval.digest)
    found = query.where(Approval.revision_id.in_(list(revision_ids)))
    rows = db.session.execute(found.where(Approval.second_person) if second_person else found)
    return {(revision_id, digest) for revision_id, digest in rows}


def break_glass(edition: Edition, resolved: Iterable[Resolved], out: Iterable[Revision]) -> None:
    """Put on record what goes out, or is left out, on one person's word."""
    told = {"edition_number": edition.number, "approved_by": edition.published_by}
    words = [(each.revision, each.digest) for each in resolved]
    for revision, digest in [*words, *((each, None) for each in out)]:
        db.session.add(_approval(revision, digest, second_person=False, **told))


def _sign_among(review: Review, subject: Subject, approver: str, among: list[Revision]) -> None:
    stand = signed([each.id for each in among])
    name = resolving.name_of(subject.revision)
    touched = [e for e in among if e.id == subject.revision.id or name in resolving.names_in(e)]
    for each in resolving.resolve(touched, among):
        is_own = each.revision.id == subject.revision.id
        if (each.revision.id, each.digest) in stand:
            continue
        wrote = authors.of_revision(each.revision, among)
        if is_own or approver not in wrote:
            _add(review, each.revision, each.digest, approver, wrote)


def _own(subject: Subject, manifest: Manifest) -> Resolved:
    (own,) = resolving.resolve([subject.revision], contexts.revisions_of(manifest))
    return own


def _add(
    review: Review, revision: Revision, digest: str | None, approver: str, wrote: set[str]
) -> None:
    told = {"review_id": review.id, "approved_by": approver, "second_person": approver not in wrote}
    db.session.add(_approval(revision, digest, **told))


def _approval(revision: Revision, digest: str | None, **told: object) -> Approval:
    return Approval(
        item_id=revision.item_id,
        revision_id=revision.id,
        withdrawal=digest is None,
        digest=digest,
        **told,
    )
