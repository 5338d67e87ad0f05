"""Approvals as signatures: of one revision, and of the very words it makes with all it names."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from models.base import db
from models.edition import Edition
from models.review import Approval, Review
from models.revision import Revision
from services import authors, editions, resolving
from services.resolving import Resolved
from services.subjects import Subject
from services.together import Together

Signed = set[tuple[int, str | None]]


def is_signed(subject: Subject, ahead: Together) -> bool:
    """Does an approval stand for what the public would read of it among those?"""
    return not unsigned([ahead.reads(subject.revision)])


def of(subject: Subject, together: Together) -> list[Resolved]:
    """What an approval signs: the change itself, and the words of others there that it changes."""
    if subject.withdrawal:
        return []
    touched = [subject.revision, *together.naming(subject.revision)]
    return resolving.resolve(touched, together.revisions)


def sign(review: Review, subject: Subject, approver: str, *contexts: Together) -> None:
    """Among each of these, such as what is live and what is approved. The words of others only
    where the approver is not among their authors.
    """
    if subject.withdrawal:
        _add(review, subject.revision, None, approver, {str(subject.item.trashed_by)})
        return
    for together in contexts:
        _sign_among(review, subject, approver, together)


def unsigned(words: Iterable[Resolved]) -> list[Resolved]:
    """Those for which no approval stands. One that was published is used up when the public
    stops reading its revision: what was taken out comes back by a new approval alone.
    """
    found = list(words)
    gone = editions.last_shown(each.revision.id for each in found)
    rows = db.session.execute(_signed(each.revision.id for each in found))
    stand = {(i, digest) for i, digest, then in rows if gone.get(i, 0) <= then}
    return [each for each in found if (each.revision.id, each.digest) not in stand]


def signed(revision_ids: Iterable[int], second_person: bool = False) -> Signed:
    """Revision id and digest of all that somebody ever approved of these."""
    query = _signed(revision_ids)
    rows = db.session.execute(query.where(Approval.second_person) if second_person else query)
    return {(revision_id, digest) for revision_id, digest, _ in rows}


def break_glass(edition: Edition, resolved: Iterable[Resolved], out: Iterable[Revision]) -> None:
    """Put on record what goes out, or is left out, on one person's word."""
    told = {"edition_number": edition.number, "approved_by": edition.published_by}
    words = [(each.revision, each.digest) for each in resolved]
    for revision, digest in [*words, *((each, None) for each in out)]:
        db.session.add(_approval(revision, digest, second_person=False, **told))


def _signed(revision_ids: Iterable[int]) -> Select[int, str | None, int]:
    """Reviewed words: not what only went out over broken glass."""
    query = select(Approval.revision_id, Approval.digest, Review.edition_then)
    reviewed = query.join(Review, Review.id == Approval.review_id)
    mine = Approval.revision_id.in_(list(revision_ids)) & Approval.digest.is_not(None)
    return reviewed.where(mine)


def _sign_among(review: Review, subject: Subject, approver: str, together: Together) -> None:
    for each in unsigned(of(subject, together)):
        wrote = authors.of_revision(each.revision, together.revisions)
        if each.revision.id == subject.revision.id or approver not in wrote:
            _add(review, each.revision, each.digest, approver, wrote)


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
