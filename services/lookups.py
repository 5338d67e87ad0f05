"""Finding requests by how somebody can be reached, of which only keyed digests are kept.

The runner makes the digests after a request was taken (`rehashing`): the public's processes have no
key to them, since with one every phone number of an area code is tried out within a minute.
"""

from collections.abc import Iterator

from sqlalchemy import delete, exists, select

from models.base import db
from models.enrollment import Enrollment
from models.lookup import Kind, Lookup
from services import answers, enrollment_form, keyed
from services.errors import DomainError
from services.lookup_keys import LookupKeys, NoLookupKey
from services.sealing import Contents

PURPOSE = "look-up of an applicant"


class NotReadable(DomainError):
    """Neither a phone number nor an e-mail address; what was typed is not repeated."""

    def __init__(self) -> None:
        super().__init__("Type a whole phone number or a whole e-mail address.")


def rows(key: int, told: Contents, keys: LookupKeys) -> Iterator[Lookup]:
    """The digests of one request, under every key there is."""
    for kind in Kind:
        for key_id, secret in keys.items() if kind in told else ():
            value = _digest(secret, kind, str(told[kind]))
            yield Lookup(enrollment_id=key, key_id=key_id, kind=kind, digest=value)


def find(typed: str, keys: LookupKeys) -> list[Enrollment]:
    """Whatever names it, the newest first; while keys change, under the old one too."""
    if not keys:
        raise NoLookupKey
    kind = Kind.EMAIL if "@" in typed else Kind.PHONE
    value = _spelled(kind, typed)
    digests = [_digest(secret, kind, value) for secret in keys.values()]
    named = select(Lookup.enrollment_id).where(Lookup.digest.in_(digests))
    query = select(Enrollment).where(Enrollment.id.in_(named))
    return list(db.session.scalars(query.order_by(Enrollment.id.desc())))


def is_compared(enrollment: Enrollment) -> bool:
    """Whether it has its digests: it waits for the runner otherwise."""
    return bool(db.session.scalar(select(exists().where(Lookup.enrollment_id == enrollment.id))))


def forget(enrollment: Enrollment) -> None:
    """With what the person told us. It is blanked first, so that nobody makes them again."""
    db.session.flush()
    db.session.execute(delete(Lookup).where(Lookup.enrollment_id == enrollment.id))


def _spelled(kind: Kind, typed: str) -> str:
    try:
        return answers.spelled(kind, typed, enrollment_form.shipped())
    except ValueError:
        raise NotReadable from None


def _digest(secret: str, kind: Kind, value: str) -> str:
    return keyed.digest(secret, PURPOSE, kind, value.lower())
