"""How many requests one network may send, counted in the database across processes.

A request counts once, however often it is sent again under its key. The edge commits what `take`
put on record before it looks at the request.
"""

from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, select

from models.base import db
from models.columns import utcnow
from models.intake_attempt import IntakeAttempt, IntakeHead
from services import idempotency, keyed
from services.policies import LIMITS

LONGEST = max(window for _, window in LIMITS.per_network)


def take(
    network: str, body: object, secret: str, idempotency_key: str = "", now: datetime | None = None
) -> datetime | None:
    """Put it on record; or, over a limit, say when the next may come and record nothing."""
    now = now or utcnow()
    key = idempotency.key_of(body, idempotency_key, secret) or token_hex()
    whose = keyed.digest(secret, "network of a request", network)
    row = IntakeAttempt(network=whose, key_digest=idempotency.digest(key, secret), at=now)
    db.session.get_one(IntakeHead, 1, with_for_update=True, populate_existing=True)
    db.session.execute(delete(IntakeAttempt).where(IntakeAttempt.at <= now - LONGEST))
    if _came_before(row):
        return None
    free = [_free_at(whose, most, window, now) for most, window in LIMITS.per_network]
    if waits := [moment for moment in free if moment]:
        return max(waits)
    db.session.add(row)
    db.session.flush()
    return None


def _came_before(row: IntakeAttempt) -> bool:
    same = (IntakeAttempt.network == row.network) & (IntakeAttempt.key_digest == row.key_digest)
    return db.session.scalar(select(IntakeAttempt.id).where(same)) is not None


def _free_at(network: str, most: int, window: timedelta, now: datetime) -> datetime | None:
    """When the oldest of as many as are allowed is forgotten; None where there are fewer."""
    inside = (IntakeAttempt.network == network) & (IntakeAttempt.at > now - window)
    query = select(IntakeAttempt.at).where(inside).order_by(IntakeAttempt.at.desc())
    oldest = db.session.scalar(query.offset(most - 1).limit(1))
    return oldest + window if oldest else None
