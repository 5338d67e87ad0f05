"""The way of a change to the public: one table, and one function that everything goes through."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.columns import utcnow
from models.review import Review, Verdict
from models.staff import Role
from services import audit, editions, overrides, reviews, signatures
from services.asking import Asked
from services.errors import DomainError
from services.guards import (
    Guard,
    as_it_lies,
    as_it_was_seen,
    clinical_for_safety,
    newest_published,
    not_live,
    outside_the_authors,
    passes_the_checks,
    says_why,
    something_new,
)
from services.reviews import Status
from services.subjects import NotThere, Subject


class Verb(StrEnum):
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RETURN = "return"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    BREAK_GLASS = "break_glass"


class NotAllowed(DomainError):
    """A step that the table does not have, or without what it needs."""


@dataclass(frozen=True)
class Step:
    verb: Verb
    before: Status
    after: Status
    role: Role
    guards: tuple[Guard, ...] = ()


APPROVES = (as_it_was_seen, outside_the_authors, clinical_for_safety)
GOES_OUT = (as_it_lies, newest_published, passes_the_checks)
WORKFLOW = (
    Step(Verb.SUBMIT, Status.DRAFT, Status.IN_REVIEW, Role.EDITOR, (not_live, passes_the_checks)),
    Step(Verb.SUBMIT, Status.RETURNED, Status.IN_REVIEW, Role.EDITOR, (passes_the_checks,)),
    # What it names may read differently since.
    Step(
        Verb.SUBMIT,
        Status.APPROVED,
        Status.IN_REVIEW,
        Role.EDITOR,
        (not_live, something_new, passes_the_checks),
    ),
    Step(Verb.TAKE_BACK, Status.IN_REVIEW, Status.DRAFT, Role.EDITOR),
    Step(Verb.APPROVE, Status.IN_REVIEW, Status.APPROVED, Role.REVIEWER, APPROVES),
    Step(Verb.RETURN, Status.IN_REVIEW, Status.RETURNED, Role.REVIEWER, (says_why,)),
    # Somebody sees the mistake an hour later: it holds what is scheduled.
    Step(Verb.RETURN, Status.APPROVED, Status.RETURNED, Role.REVIEWER, (not_live, says_why)),
    Step(Verb.SCHEDULE, Status.APPROVED, Status.APPROVED, Role.PUBLISHER, GOES_OUT),
    Step(Verb.PUBLISH, Status.APPROVED, Status.APPROVED, Role.PUBLISHER, GOES_OUT),
    *(
        Step(Verb.BREAK_GLASS, each, each, Role.PUBLISHER, (as_it_lies, newest_published, says_why))
        for each in Status
    ),
)
# The review that approved it is closed: what returns it is one of its own.
AGAIN = (Verb.RETURN, Status.APPROVED)
_ENDS = {
    Verb.TAKE_BACK: Verdict.TAKEN_BACK,
    Verb.APPROVE: Verdict.APPROVED,
    Verb.RETURN: Verdict.RETURNED,
}


def perform(verb: Verb, asked: Asked) -> None:
    """Take the step, or raise NotAllowed and leave everything as it was.

    Scheduling and publishing are only permitted here: `services/releases.py` keeps together what
    goes out together, and `services/publishing.py` makes the edition of all of it.
    """
    if verb == Verb.APPROVE:
        # What others approve meanwhile could change what this one signs.
        editions.lock_current()
    require(verb, asked)
    if verb == Verb.SUBMIT or (verb, reviews.status(asked.subject)) == AGAIN:
        _open(asked)
    if verb in _ENDS:
        _close(asked, _ENDS[verb])


def allow(check: str, asked: Asked) -> None:
    """Let stand what a check found; the comment says why. Whoever could approve it may."""
    if Role.REVIEWER not in asked.actor.roles:
        raise NotAllowed("This needs the role reviewer.")
    if refusal := outside_the_authors(asked) or clinical_for_safety(asked):
        raise NotAllowed(f"{asked.subject.item}: {refusal}")
    overrides.allow(asked.subject, check, asked.actor.name, asked.comment)


def require(verb: Verb, asked: Asked) -> None:
    if refusal := refusal_of(verb, asked):
        raise NotAllowed(f"{asked.subject.item}: {refusal}")


def refusal_of(verb: Verb, asked: Asked) -> str | None:
    """Why this cannot be done now, or nothing: buttons ask too."""
    standing = reviews.status(asked.subject)
    step = next((e for e in WORKFLOW if (e.verb, e.before) == (verb, standing)), None)
    if step is None:
        return f"What is {standing.replace('_', ' ')} cannot be {_DONE[verb]}."
    if step.role not in asked.actor.roles:
        return f"This needs the role {step.role}."
    return next(filter(None, (guard(asked) for guard in step.guards)), None)


_DONE = {
    Verb.SUBMIT: "submitted",
    Verb.TAKE_BACK: "taken back",
    Verb.APPROVE: "approved",
    Verb.RETURN: "returned",
    Verb.SCHEDULE: "scheduled",
    Verb.PUBLISH: "published",
    Verb.BREAK_GLASS: "published",
}


def _open(asked: Asked) -> None:
    subject = asked.subject
    review = Review(
        item_id=subject.item.id,
        revision_id=subject.revision.id,
        withdrawal=subject.withdrawal,
        submitted_by=asked.actor.name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(review)
    except IntegrityError:  # somebody else was faster
        raise NotThere from None
    _record(asked, "review.submitted", review)


def _close(asked: Asked, verdict: Verdict) -> None:
    review = _locked(asked.subject)
    review.edition_then = editions.latest_number()
    if verdict == Verdict.APPROVED:
        signatures.sign(review, asked.subject, asked.actor.name, asked.live, asked.ahead)
    review.verdict, review.comment = verdict, asked.comment.strip()
    review.decided_by, review.closed_at = asked.actor.name, utcnow()
    db.session.flush()
    _record(asked, f"review.{verdict}", review)


def _locked(subject: Subject) -> Review:
    """The open review; whoever wants to end it too waits, and then finds it closed."""
    is_open = (Review.item_id == subject.item.id) & Review.closed_at.is_(None)
    query = select(Review).where(is_open & (Review.revision_id == subject.revision.id))
    locked = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(locked) or _gone()


def _gone() -> Review:
    raise NotThere


def _record(asked: Asked, action: str, review: Review) -> None:
    item = asked.subject.item
    audit.record(asked.actor.name, action, str(item), item=item.id, review=review.id)
