"""What the page of a request says of wishes, of a legal hold, and of when it is deleted."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

from admin import access, keeping_words
from admin.enrollment_words import reference
from admin.keeping_forms import HoldForm, WishForm
from admin.keeping_words import WAYS
from admin.showing import day
from models.consent import ConsentPurpose
from models.enrollment import Enrollment, EnrollmentStatus
from models.legal_hold import LegalHold
from models.purge_receipt import PurgeReceipt
from services import consents, forms, legal_holds, linked, purge_receipts, retention

AGREED, CHOSEN, NEVER = "agreed", "chose this way", "did not agree"
TAKEN_BACK = "taken back"
COLOURS = {
    AGREED: "status-live",
    CHOSEN: "status-live",
    NEVER: "status-off",
    TAKEN_BACK: "status-trash",
}


@dataclass(frozen=True)
class Kept:
    enrollment: Enrollment
    wish: WishForm
    hold_form: HoldForm
    hold: LegalHold | None
    receipt: PurgeReceipt | None
    words = keeping_words

    @property
    def ways(self) -> list[tuple[str, str, str]]:
        """Each way to reach somebody, whether they agreed to it, and the colour of that."""
        found = [(words, self._said(purpose)) for purpose, words in WAYS.items()]
        return [(words, said, COLOURS[said]) for words, said in found]

    @property
    def forbidden(self) -> list[str]:
        """What may not be used, for whoever looks at a telephone number."""
        return [words.lower() for words, said, _ in self.ways if said in (NEVER, TAKEN_BACK)]

    @property
    def is_stopped(self) -> bool:
        return consents.is_stopped(self.enrollment)

    @property
    def may_be_reached(self) -> bool:
        return bool(consents.standing(self.enrollment))

    @property
    def too(self) -> list[str]:
        """For which requests, by reference, a wish at this one holds besides."""
        return [reference(each) for each in linked.others(self.enrollment)]

    @property
    def wants_deletion(self) -> bool:
        return consents.wants_deletion(self.enrollment)

    @property
    def form_is_kept(self) -> bool:
        return forms.is_kept(self.enrollment)

    @property
    def refusal_to_lift(self) -> str | None:
        if self.hold is None:
            return None
        two_people = current_app.config["SECOND_PERSON"]
        return legal_holds.refusal_to_lift(self.hold, access.actor(), two_people)

    @property
    def due(self) -> Markup | str:
        """When it is deleted, and why then."""
        if self.hold:
            return "Not while the legal hold stands."
        ground = retention.ground_of(self.enrollment, retention.rules())
        if ground is None:
            return "Not by itself: nobody confirmed the form that this person saw."
        after = "it came" if self.enrollment.is_test else "the last contact"
        days = "1 day" if ground.days == 1 else f"{ground.days} days"
        return Markup("{}, {} after {}").format(day(ground.due_on), days, after)

    def taken_back(self, purpose: ConsentPurpose) -> bool:
        return purpose in consents.withdrawn(self.enrollment)

    def _said(self, purpose: ConsentPurpose) -> str:
        agreed = purpose in consents.given(self.enrollment)
        if not agreed and purpose != consents.chosen(self.enrollment):
            return NEVER
        if self.taken_back(purpose):
            return TAKEN_BACK
        return AGREED if agreed else CHOSEN


def kept(enrollment: Enrollment, sent: Any) -> Kept:
    purged = enrollment.status == EnrollmentStatus.PURGED
    return Kept(
        enrollment,
        WishForm(sent).offer(enrollment),
        HoldForm(sent),
        legal_holds.standing(enrollment),
        purge_receipts.of_enrollment(enrollment.id) if purged else None,
    )
