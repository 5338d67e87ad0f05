"""What tests of wishes, holds and retention begin with."""

from datetime import timedelta
from typing import Any

from models.base import db
from models.consent import Wish, WishedBy
from models.contact_attempt import Channel, ContactAttempt, Outcome
from models.enrollment import Enrollment
from models.legal_hold import HoldReason, LegalHold
from models.purge_receipt import PurgeReason
from services import confirmations, forms, legal_holds, purging, wishes
from services.retention import Ground
from services.wishes import Wanted
from tests.enrolling import received

ACTOR, OTHER = "staff 1", "staff 2"
DAY = timedelta(days=1)


def confirm() -> None:
    """Somebody answers for the form in use, and so for the days that it promises."""
    confirmations.confirm(forms.current().digest, ACTOR)
    db.session.commit()


def promised(**changes: Any) -> Enrollment:
    """A request by a form whose rule holds."""
    confirm()
    return received(**changes)


def wish(made: Enrollment, wanted: Wish, **options: Any) -> LegalHold | None:
    told = Wanted(wanted, WishedBy.CALLED, options.pop("purpose", None))
    seen = options.pop("seen", made.version)
    hold = wishes.carry_out(made, told, ACTOR, seen)
    db.session.commit()
    return hold


def hold(made: Enrollment, by: str = ACTOR) -> LegalHold:
    placed = legal_holds.place(made, HoldReason.COMPLAINT, by, made.version)
    db.session.commit()
    return placed


def purged(made: Enrollment) -> None:
    purging.purge_one(made, Ground(PurgeReason.WISH), ACTOR)


def tried(made: Enrollment, later: timedelta) -> None:
    """Somebody tried to reach them so long after it came."""
    codes = {"channel": Channel.CALL, "outcome": Outcome.NO_ANSWER, "made_by": ACTOR}
    made.contact_attempts.append(ContactAttempt(at=made.received_at + later, **codes))
    db.session.commit()
