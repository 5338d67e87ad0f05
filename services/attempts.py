"""How often somebody may try: passwords, codes and links, counted in the database.

An attempt is on record, and committed by the edge, before what was typed is looked at; so tries at
the same moment and in other processes count too. No e-mail and no address is kept: a subject is a
keyed digest of one.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from models.base import db
from models.columns import utcnow
from models.sign_in_attempt import SignInAttempt, SignInHead

PURPOSE = b"attempts to sign in"
WINDOW = timedelta(minutes=15)
# Whom to count, for each thing that can be tried, and how many tries each has in a window.
Most = Mapping[str, int]
GUESSES: Most = {"account and network": 5, "account": 20, "network": 50}
LIMITS: Mapping[str, Most] = {
    "password": GUESSES,
    "code": GUESSES,
    "recovery code": GUESSES,
    "own password": GUESSES,
    "link": {"network": 20},
}


@dataclass(frozen=True)
class Attempt:
    """One try at something, by whoever it claims to be, from a network."""

    kind: str
    account: str
    network: str

    def subjects(self, key: str) -> dict[str, str]:
        """Whom to count, each under a digest that says nothing without the key."""
        parts = {
            "account and network": (self.account, self.network),
            "account": (self.account,),
            "network": (self.network,),
        }
        return {scope: _digest(key, scope, *parts[scope]) for scope in LIMITS[self.kind]}


def take(attempt: Attempt, key: str, now: datetime | None = None) -> datetime | None:
    """Put the attempt on record; or, over a limit, say when the next may be and record nothing."""
    now = now or utcnow()
    db.session.get_one(SignInHead, 1, with_for_update=True, populate_existing=True)
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - WINDOW))
    subjects = attempt.subjects(key)
    free = [_free_at(attempt.kind, scope, subject) for scope, subject in subjects.items()]
    if waits := [moment for moment in free if moment]:
        return max(waits)
    rows = [SignInAttempt(subject=each, kind=attempt.kind, at=now) for each in subjects.values()]
    db.session.add_all(rows)
    db.session.flush()
    return None


def forget(attempt: Attempt, key: str) -> None:
    """It succeeded: the account's failures no longer count, nor does this try for its network."""
    subjects = attempt.subjects(key)
    network = subjects.pop("network", "")
    newest = select(SignInAttempt.id).where(_of(attempt.kind, [network]))
    newest = newest.order_by(SignInAttempt.id.desc()).limit(1)
    db.session.execute(delete(SignInAttempt).where(_of(attempt.kind, subjects.values())))
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(newest)))


def _free_at(kind: str, scope: str, subject: str) -> datetime | None:
    """When the oldest of as many tries as are allowed is forgotten; None where there are fewer."""
    query = select(SignInAttempt.at).where(_of(kind, [subject])).order_by(SignInAttempt.at.desc())
    oldest = db.session.scalar(query.offset(LIMITS[kind][scope] - 1).limit(1))
    return oldest + WINDOW if oldest else None


def _of(kind: str, subjects: Iterable[str]) -> ColumnElement[bool]:
    return (SignInAttempt.kind == kind) & SignInAttempt.subject.in_(list(subjects))


def _digest(key: str, *parts: str) -> str:
    own = hmac.digest(key.encode(), PURPOSE, "sha256")
    return hmac.new(own, "\0".join(parts).encode(), "sha256").hexdigest()
