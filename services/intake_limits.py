"""How many requests one network may send, counted in the database across processes.

A request counts once, however often it is sent again under its key. The edge commits what `take`
put on record whatever comes of the request.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter
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
    db.session.execute(select(IntakeHead.id).where(IntakeHead.id == 1).with_for_update())
    known = _known(whose)
    if row.key_digest in known:
        return None
    free = [_free_at(known.values(), most, window, now) for most, window in LIMITS.per_network]
    if waits := [moment for moment in free if moment]:
        return max(waits)
    db.session.add(row)
    return None


def forget(now: datetime) -> None:
    """What no limit looks at any more."""
    db.session.execute(delete(IntakeAttempt).where(IntakeAttempt.at <= now - LONGEST))


def _known(network: str) -> dict[str, datetime]:
    """When each request of the network came first, by its key; the newest first."""
    query = select(IntakeAttempt.key_digest, IntakeAttempt.at)
    found = db.session.execute(query.where(IntakeAttempt.network == network))
    newest_first = sorted(found, key=itemgetter(1), reverse=True)
    return {row.key_digest: row.at for row in newest_first}


def _free_at(
    came: Iterable[datetime], most: int, window: timedelta, now: datetime
) -> datetime | None:
    """When the oldest of as many as are allowed is forgotten; None where there are fewer."""
    inside = [at for at in came if at > now - window]
    return inside[most - 1] + window if len(inside) >= most else None
