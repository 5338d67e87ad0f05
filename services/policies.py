"""Every rule with numbers, once: texts, timers and limits all read it here.

None of these numbers is the clinic's yet: they are proposals, which an administrator confirms with
the texts of the enrollment form that name them.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Response:
    """When an applicant hears from us."""

    business_days: int = 2


@dataclass(frozen=True)
class Retention:
    """How many days a request is kept: after the last contact, and a test after it came.

    `least` and `most` are what a form may promise: outside of them it is taken for a mistake, and
    nothing is deleted by it. `days_ahead` is how long before its day an open request is shown.
    """

    days: int = 90
    test_days: int = 1
    least: int = 7
    most: int = 3650
    days_ahead: int = 14
    # As many are deleted in one transaction, which others wait for.
    at_once: int = 50


@dataclass(frozen=True)
class FormToken:
    """How long a form may lie open, and how soon a person cannot have filled it in."""

    minimum: timedelta = timedelta(seconds=3)
    valid: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Limits:
    """How many requests of one network are taken, within each time."""

    per_network: tuple[tuple[int, timedelta], ...] = (
        (5, timedelta(minutes=10)),
        (20, timedelta(hours=24)),
    )


@dataclass(frozen=True)
class Previewing:
    """How many days a link to a preview works, and how long its document is kept after that."""

    days: int = 7
    choices: tuple[int, ...] = (1, 7, 30)
    kept: timedelta = timedelta(days=1)


@dataclass(frozen=True)
class Attesting:
    """After how many months a clinician checks an item again, and how many days before that the
    dashboard says so.
    """

    safety_months: int = 12
    other_months: int = 24
    days_ahead: int = 60

    def due_on(self, at: datetime, is_safety: bool) -> date:
        """So many calendar months later; of a shorter month its last day."""
        months = self.safety_months if is_safety else self.other_months
        years, month = divmod(at.month - 1 + months, 12)
        year, month = at.year + years, month + 1
        return date(year, month, min(at.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Keys:
    """After how many days a new pair of keys seals."""

    rotation_days: int = 30


@dataclass(frozen=True)
class Finding:
    """How often one person may look up a phone number or an e-mail address within an hour."""

    per_hour: int = 20
    hour: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class Exporting:
    """How long after its approval an export can be downloaded, and how many requests it has at
    most.
    """

    open_for: timedelta = timedelta(hours=24)
    most: int = 1000


@dataclass(frozen=True)
class Delivering:
    """When a message to a webhook is sent: once workers show the edition (they look four times a
    second), then after ever longer pauses, for about a day.

    `lease` is how long one that is being sent is nobody else's; a try takes at most `seconds`.
    """

    first: timedelta = timedelta(seconds=1)
    pauses: tuple[timedelta, ...] = (
        *(timedelta(seconds=each) for each in (5, 30)),
        *(timedelta(minutes=each) for each in (2, 10, 30)),
        *(timedelta(hours=each) for each in (1, 2, 4, 8, 10)),
    )
    # So much longer at most, by chance: receivers that came back are not met by all at once.
    jitter: float = 0.2
    lease: timedelta = timedelta(seconds=30)
    seconds_to_connect: float = 3.0
    seconds: float = 10.0


@dataclass(frozen=True)
class Unseen:
    """How long a request may lie without anybody having looked at it."""

    most: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Looking:
    """More looks at contact data than `most`, by one person within that time, are many.

    Auditors see so many days who it was.
    """

    most: int = 20
    within: timedelta = timedelta(hours=1)
    shown: timedelta = timedelta(days=7)


@dataclass(frozen=True)
class Figures:
    """How far back plots look, and the smallest number that they show."""

    weeks: int = 12
    weeks_of_outcomes: int = 52
    smallest: int = 5


@dataclass(frozen=True)
class Mailing:
    """When an e-mail is sent: at once, then after ever longer pauses, for about a day.

    A try takes at most `seconds`; after `lease` whoever began it counts as dead.
    """

    pauses: tuple[timedelta, ...] = (
        timedelta(seconds=10),
        *(timedelta(minutes=each) for each in (1, 5, 15, 30)),
        *(timedelta(hours=each) for each in (1, 2, 4, 8, 8)),
    )
    jitter: float = 0.2
    seconds_to_answer: float = 20.0
    seconds: float = 60.0
    lease: timedelta = timedelta(seconds=90)


@dataclass(frozen=True)
class Notices:
    """How often one person of staff is told that requests wait: of new ones at most once in
    `every`; while nothing new comes and some still wait, once in `reminder`.
    """

    every: timedelta = timedelta(hours=1)
    reminder: timedelta = timedelta(days=1)


RESPONSE = Response()
RETENTION = Retention()
FORM_TOKEN = FormToken()
LIMITS = Limits()
PREVIEW = Previewing()
ATTESTING = Attesting()
KEYS = Keys()
FINDING = Finding()
EXPORTING = Exporting()
DELIVERING = Delivering()
UNSEEN = Unseen()
LOOKING = Looking()
FIGURES = Figures()
MAILING = Mailing()
NOTICES = Notices()
