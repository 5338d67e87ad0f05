"""Every rule with numbers, once: texts, timers and limits all read it here.

None of these numbers is the clinic's yet: they are proposals, which an administrator confirms with
the texts of the enrollment form that name them.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Response:
    """When an applicant hears from us."""

    business_days: int = 2


@dataclass(frozen=True)
class Retention:
    """How long a request is kept: after the last contact, and a test after it came."""

    days: int = 90
    test_days: int = 1


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


RESPONSE = Response()
RETENTION = Retention()
FORM_TOKEN = FormToken()
LIMITS = Limits()
PREVIEW = Previewing()
