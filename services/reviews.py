"""Reading reviews: where a revision stands, and what waits for a second person."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from sqlalchemy import func, select, update

from models.base import db
from models.columns import utcnow
from models.item import Item
from models.review import Review, Verdict
from services import audit, editions
from services.subjects import Subject


class Status(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETURNED = "returned"


_AFTER = {
    None: Status.IN_REVIEW,
    Verdict.APPROVED: Status.APPROVED,
    Verdict.RETURNED: Status.RETURNED,
    Verdict.TAKEN_BACK: Status.DRAFT,
    Verdict.LAPSED: Status.DRAFT,
}


def latest(subjects: Collection[Subject]) -> dict[int, Review]:
    """By item id, the last review of each, where it had one; one query for all."""
    wanted = {each.item.id: each for each in subjects}
    last = select(func.max(Review.id)).where(Review.item_id.in_(wanted))
    grouped = last.group_by(Review.item_id, Review.revision_id, Review.withdrawal)
    found = db.session.scalars(select(Review).where(Review.id.in_(grouped))).all()
    gone = editions.last_shown(each.revision_id for each in found)
    about = (each for each in found if _is_about(each, wanted[each.item_id]))
    return {e.item_id: e for e in about if not _is_used_up(e, gone.get(e.revision_id, 0))}


def statuses(subjects: Collection[Subject]) -> dict[int, Status]:
    """By item id."""
    found = latest(subjects)
    return {each.item.id: _status(found.get(each.item.id)) for each in subjects}


def status(subject: Subject) -> Status:
    return statuses([subject])[subject.item.id]


def lapse(item: Item, actor: str) -> None:
    """The item no longer says what somebody was to review."""
    is_open = (Review.item_id == item.id) & Review.closed_at.is_(None)
    closed = {"verdict": Verdict.LAPSED, "decided_by": actor, "closed_at": utcnow()}
    for review_id in _ids(update(Review).where(is_open).values(closed).returning(Review.id)):
        audit.record(actor, "review.lapsed", str(item), review=review_id)


def _ids(statement: object) -> Iterable[int]:
    return list(db.session.scalars(statement))  # type: ignore[call-overload]


def _status(review: Review | None) -> Status:
    return _AFTER[review.verdict] if review else Status.DRAFT


def _is_used_up(review: Review, gone: int) -> bool:
    """It was published since, and the public reads it no more: that takes a review of its own."""
    words = not review.withdrawal and review.verdict == Verdict.APPROVED
    return words and gone > review.edition_then


def _is_about(review: Review, subject: Subject) -> bool:
    """Whoever takes an item out of the trash and puts it there again, withdraws it anew."""
    same = (review.revision_id, review.withdrawal) == (subject.revision.id, subject.withdrawal)
    since = subject.item.trashed_at
    return same and (since is None or not subject.withdrawal or review.submitted_at >= since)
