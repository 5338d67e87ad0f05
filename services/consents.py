"""What an applicant agreed to and still does: how we may reach them, and what they took back."""

from models.consent import ConsentPurpose, Wish
from models.contact_attempt import Channel, Outcome
from models.enrollment import Enrollment

CALL, TEXT, EMAIL, LEAVE_MESSAGE = list(ConsentPurpose)[1:]
# Each way to reach somebody, as people at the clinic say it.
WAYS = {
    CALL: "phone calls",
    TEXT: "text messages",
    EMAIL: "e-mail",
    LEAVE_MESSAGE: "messages that are left",
}


def withdrawn(enrollment: Enrollment) -> set[ConsentPurpose]:
    """What was taken back. Whoever wants to be deleted wants to hear no more either."""
    if any(each.wish != Wish.STOP_ONE for each in enrollment.withdrawals):
        return set(WAYS)
    return {each.purpose for each in enrollment.withdrawals if each.purpose}


def given(enrollment: Enrollment) -> set[ConsentPurpose]:
    """What was agreed to in words of its own."""
    return {each.purpose for each in enrollment.consents} & WAYS.keys()


def left(enrollment: Enrollment) -> set[ConsentPurpose]:
    """What can still be taken back, given or not: who only wanted a receipt may stop e-mail."""
    return WAYS.keys() - withdrawn(enrollment)


def chosen(enrollment: Enrollment) -> ConsentPurpose:
    """The way that the person asks to be answered in: without it nobody could answer at all."""
    return ConsentPurpose(enrollment.channel.value)


def agreed(enrollment: Enrollment) -> set[ConsentPurpose]:
    """In words of its own, or by asking to be answered so."""
    return given(enrollment) | {chosen(enrollment)}


def standing(enrollment: Enrollment) -> set[ConsentPurpose]:
    """The ways in which the person may be reached now."""
    return agreed(enrollment) - withdrawn(enrollment)


def is_stopped(enrollment: Enrollment) -> bool:
    return withdrawn(enrollment) == WAYS.keys()


def wants_deletion(enrollment: Enrollment) -> bool:
    return any(each.wish == Wish.DELETE_ALL for each in enrollment.withdrawals)


def refusal_of(enrollment: Enrollment, channel: Channel, outcome: Outcome) -> str | None:
    """Why the person may not be reached so."""
    used = [ConsentPurpose(channel.value)]
    if outcome == Outcome.LEFT_MESSAGE:
        used.append(LEAVE_MESSAGE)
    missing = [each for each in used if each not in standing(enrollment)]
    return _refusal(enrollment, missing[0]) if missing else None


def _refusal(enrollment: Enrollment, way: ConsentPurpose) -> str:
    if is_stopped(enrollment):
        return "This person wants no more contact. Do not reach out to them."
    said = "took back" if way in agreed(enrollment) else "did not give"
    return f"This person {said} their consent to {WAYS[way]}. Do not reach them that way."
