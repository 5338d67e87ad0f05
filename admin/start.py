"""The start page: what waits for whoever is signed in."""

from flask import url_for
from flask_admin import expose
from sqlalchemy import func, select

from admin import (
    access,
    attesting,
    changes,
    keeping_start,
    mail_cards,
    record_cards,
    start_desk,
)
from admin.access import Permission
from admin.guard import Guarded
from admin.waiting import Look, Waiting
from models.base import db
from models.enrollment import Enrollment
from services import (
    confirmations,
    editions,
    glass,
    rehearsing,
    reviews,
    staff,
    subjects,
    webhooks,
    withholdings,
    worklist,
)
from services.attested import State
from services.policies import ATTESTING, FIGURES
from services.reviews import Status


class StartView(Guarded):
    needs = {"index_view": None}

    def __init__(self) -> None:
        super().__init__("Start", endpoint="start", url="/")

    @expose("/")
    def index_view(self) -> str:
        found = [look() for permission, look in _LOOKS if access.may(permission)]
        waiting = [each for each in found if each.count]
        return self.render(
            "staff/start.html",
            waiting=waiting,
            edition=editions.latest(),
            plots=start_desk.figures(),
            smallest=FIGURES.smallest,
        )


def _to_publish() -> Waiting:
    approved = changes.with_status(changes.waiting(), Status.APPROVED)
    count = len({each.key for each in approved} - changes.scheduled().keys())
    text = "Approved, but not yet what the public reads."
    here = url_for("publish.index_view")
    return Waiting("Ready to publish", count, text, here, "Look and publish")


def _held_releases() -> Waiting:
    count = sum(bool(each.held_because) for each in rehearsing.scheduled())
    text = "Scheduled, but something would stop it."
    return Waiting("Held releases", count, text, url_for("releases.index_view"), "Read why")


def _scheduled() -> Waiting:
    count = sum(not each.held_because for each in rehearsing.scheduled())
    text = "Releases that go out by themselves at their moment."
    return Waiting("Scheduled", count, text, url_for("releases.index_view"), "Look at releases")


def _to_review() -> Waiting:
    count = _count(Status.IN_REVIEW)
    text = "Submitted changes that wait for a second person."
    return Waiting("To review", count, text, url_for("review.index_view"), "Read and decide")


def _returned() -> Waiting:
    count = _count(Status.RETURNED)
    text = "A reviewer wants something changed."
    here = f"{url_for('review.index_view')}#drafts"
    return Waiting("Returned", count, text, here, "Read why")


def _drafts() -> Waiting:
    count = _count(Status.DRAFT)
    text = "Saved, but not yet submitted for review."
    here = f"{url_for('review.index_view')}#drafts"
    return Waiting("Drafts", count, text, here, "Look at drafts")


def _broken_glass() -> Waiting:
    found = glass.unlooked()
    text = "Published without a second person. Somebody must look at it."
    here = url_for("editions.details_view", id=found[0].number) if found else ""
    return Waiting("Broken glass", len(found), text, here, "Look at the edition")


def _due() -> Waiting:
    count = attesting.count({State.DUE_SOON})
    text = f"Checked by a clinician, and due again within {ATTESTING.days_ahead} days."
    return Waiting("Due for review", count, text, _attestations(), "Read and attest")


def _overdue() -> Waiting:
    count = attesting.count({State.OVERDUE})
    text = "The day by which a clinician was to check it again has passed."
    return Waiting("Overdue", count, text, _attestations(), "Read and attest")


def _needs_change() -> Waiting:
    count = attesting.count({State.CHANGE_NEEDED})
    text = "A clinician found something to change in what the public reads."
    return Waiting("Needs a change", count, text, _attestations(), "Read what")


def _attestations() -> str:
    return url_for("attestations.index_view")


def _asked_to_withhold() -> Waiting:
    found = withholdings.waiting()
    text = "Somebody wants an old edition withheld. Another person must decide."
    here = url_for("editions.details_view", id=found[0].edition_number) if found else ""
    return Waiting("To withhold", len(found), text, here, "Look at the edition")


def _count(status: Status) -> int:
    return list(reviews.statuses(subjects.changed()).values()).count(status)


def _without_second_factor() -> Waiting:
    count = sum(each.active and not each.has_second_factor for each in staff.everybody())
    text = "People whose account has only a password."
    return Waiting("No second step", count, text, url_for("people.index_view"), "Look at staff")


def _invited() -> Waiting:
    count = sum(each.password is None for each in staff.everybody())
    text = "People who were invited and have not come yet."
    return Waiting("Open invitations", count, text, url_for("people.index_view"), "Look at staff")


def _received() -> Waiting:
    count = db.session.scalar(select(func.count(Enrollment.id)).where(worklist.OWED)) or 0
    text = "Requests to enroll that nobody has answered yet."
    here = url_for("enrollments.index_view")
    return Waiting("Received requests", count, text, here, "Look at requests")


def _texts() -> Waiting:
    count = 0 if confirmations.is_confirmed() else 1
    text = "The words of the enrollment form are a draft. A live site takes no requests with it."
    return Waiting("Unconfirmed texts", count, text, url_for("texts.index_view"), "Read the texts")


def _failing_webhooks() -> Waiting:
    text = "They did not take what they were sent of a new edition."
    here = url_for("webhooks.index_view")
    return Waiting("Failing webhooks", webhooks.failing(), text, here, "Look at webhooks")


_LOOKS: tuple[Look, ...] = (
    (Permission.PUBLISH, _held_releases),
    (Permission.PUBLISH, _to_publish),
    (Permission.PUBLISH, _scheduled),
    (Permission.REVIEW, _to_review),
    (Permission.REVIEW, _broken_glass),
    (Permission.REVIEW, _overdue),
    (Permission.REVIEW, _due),
    (Permission.REVIEW, _asked_to_withhold),
    (Permission.EDIT_GUIDE, _needs_change),
    (Permission.EDIT_GUIDE, _returned),
    (Permission.EDIT_GUIDE, _drafts),
    (Permission.READ_ENROLLMENTS, start_desk.late),
    (Permission.READ_ENROLLMENTS, _received),
    *keeping_start.LOOKS,
    (Permission.READ_AUDIT, start_desk.many_looks),
    (Permission.READ_ENROLLMENTS, mail_cards.failing),
    (Permission.READ_ENROLLMENTS, mail_cards.waiting),
    (Permission.CONFIRM_TEXTS, _texts),
    (Permission.MANAGE_WEBHOOKS, _failing_webhooks),
    *record_cards.LOOKS,
    (Permission.MANAGE_STAFF, _invited),
    (Permission.MANAGE_STAFF, _without_second_factor),
)
