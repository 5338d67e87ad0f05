"""Which addresses of databases we take, and how an engine speaks with each kind."""

from typing import Any
from urllib.parse import unquote

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
IN_MEMORY = (":memory:", "mode=memory", "vfs=memdb")
SECONDS_TO_CONNECT = 5
# A process that hangs must not hold the publishers' lock for ever.
WAITS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
# Only where people wait: a migration, or a walk along a chain, may take its time.
WEB_WAITS = f"{WAITS} -c statement_timeout=30s"


def usable(address: str) -> str:
    """The address, if we have its driver and if it outlives a process; ValueError if not."""
    if address and not (_has_driver(address) and not _in_memory(address)):
        raise ValueError  # without the address: it may hold a password
    return address


def engine_options(address: str, pool_size: int, web: bool) -> dict[str, Any]:
    pool = {"pool_size": pool_size, "max_overflow": 0}
    if not address.startswith("postgresql"):
        return pool
    # What the address itself asks for comes last, and wins.
    waits = [WEB_WAITS if web else WAITS, *make_url(address).normalized_query.get("options", ())]
    arguments = {"connect_timeout": SECONDS_TO_CONNECT, "options": " ".join(waits)}
    # A database that was restarted, is away or held up: an error soon, and no worker that hangs.
    return {**pool, "pool_pre_ping": True, "connect_args": arguments}


def _has_driver(address: str) -> bool:
    try:
        return make_url(address).drivername in DRIVERS
    except ArgumentError:
        return False


def _in_memory(address: str) -> bool:
    url = make_url(address)
    nameless = not url.database or any(each in unquote(address) for each in IN_MEMORY)
    return nameless and url.get_backend_name() == "sqlite"
