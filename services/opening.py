"""Opening a request. Only for what has put the look on record, or shows nobody what it found."""

from models.enrollment import Enrollment, EnrollmentStatus
from services import keyring
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.sealing import Contents, Sealed


class Purged(DomainError):
    """There is nothing left to open."""

    def __init__(self) -> None:
        super().__init__("What this person told us was deleted.")


def contents(enrollment: Enrollment, keys: OpeningKeys) -> Contents:
    if enrollment.status == EnrollmentStatus.PURGED:
        raise Purged
    sealed = Sealed(enrollment.key_id, enrollment.suite_id, enrollment.sealed)
    return keyring.open_with(keys, enrollment.reference, sealed)
