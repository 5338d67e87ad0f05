"""How many requests one network may send, counted in the database across processes.

A request counts once, however often it is sent again under its key. The edge commits what `take`
put on record whatever comes of the requests.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import bindparam, delete, insert, select

from models.base import db, table_of
from models.columns import utcnow
from models.intake_attempt import IntakeAttempt, IntakeHead
from services import idempotency, keyed
from services.policies import LIMITS

_ATTEMPTS, _HEADS = table_of(IntakeAttempt), table_of(IntakeHead)
# Made once: SQLAlchemy takes as long to make one as SQLite to answer it.
_LOCK = select(_HEADS.c.id).where(_HEADS.c.id == 1).with_for_update()
_FROM = select(_ATTEMPTS.c.network, _ATTEMPTS.c.key_digest, _ATTEMPTS.c.at).where(
    _ATTEMPTS.c.network.in_(bindparam("networks", expanding=True))
)
LONGEST = max(window for _, window in LIMITS.per_network)
# When each request of a network came first, by its key.
Came = dict[str, datetime]
Row = dict[str, object]


@dataclass(frozen=True)
class Asking:
    """That a network asks, and under which key: digests that are found nowhere beside a request.
    Whoever has the secret too can try out every network.
    """

    network: str
    key_digest: str


def asking(network: str, body: object, secret: str, idempotency_key: str = "") -> Asking:
    """Without a look at the database."""
    key = idempotency.key_of(body, idempotency_key, secret) or token_hex()
    whose = keyed.digest(secret, "network of a request", network)
    return Asking(whose, keyed.digest(secret, "key of an attempt", key))


def take(askings: Sequence[Asking], now: datetime | None = None) -> list[datetime | None]:
    """Put each on record, one after the other; or, over a limit, say when the next may come and
    record nothing.
    """
    now = now or utcnow()
    lock()
    came, new = _came({each.network for each in askings}), list[Row]()
    waits = [_take(each, came[each.network], now, new) for each in askings]
    if new:
        db.session.execute(insert(_ATTEMPTS), new)
    return waits


def lock() -> None:
    """One request after the other, until it was committed: of two with one key the second finds
    the first.
    """
    db.session.execute(_LOCK)


def forget(now: datetime) -> None:
    """What no limit looks at any more."""
    db.session.execute(delete(IntakeAttempt).where(IntakeAttempt.at <= now - LONGEST))


def _came(networks: set[str]) -> defaultdict[str, Came]:
    found: defaultdict[str, Came] = defaultdict(dict)
    for row in db.session.execute(_FROM, {"networks": list(networks)}):
        found[row.network][row.key_digest] = row.at
    return found


def _take(asking: Asking, came: Came, now: datetime, new: list[Row]) -> datetime | None:
    """Whatever is to be written goes to `new`."""
    if asking.key_digest in came:
        return None
    free = [_free_at(came.values(), most, window, now) for most, window in LIMITS.per_network]
    if waits := [moment for moment in free if moment]:
        return max(waits)
    came[asking.key_digest] = now
    new.append({"network": asking.network, "key_digest": asking.key_digest, "at": now})
    return None


def _free_at(
    came: Iterable[datetime], most: int, window: timedelta, now: datetime
) -> datetime | None:
    """When the oldest of as many as are allowed is forgotten; None where there are fewer."""
    inside = sorted((at for at in came if at > now - window), reverse=True)
    return inside[most - 1] + window if len(inside) >= most else None
