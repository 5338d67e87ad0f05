"""A publisher that says how far it is, to be killed there or a little later."""

import time
from multiprocessing.connection import Connection as Pipe
from typing import Any

from sqlalchemy import Connection, Engine, event

from tests.drills import work

SECONDS_TO_LIVE = 30.0


def run(settings: dict[str, Any], slug: str, summary: str, told: Pipe) -> None:
    """Save and publish one change, telling each mark; then wait for the end."""
    work.enter(settings)
    told.send("begun")
    change = work.save(slug, summary)
    told.send("saved")
    _tell_of_transaction(told)
    work.publish(change, summary)
    told.send("committed")
    time.sleep(SECONDS_TO_LIVE)


def _tell_of_transaction(told: Pipe) -> None:
    def executed(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if "edition_head" in statement:
            told.send("locked")

    event.listen(Engine, "after_cursor_execute", executed)
    event.listen(Engine, "commit", lambda _: told.send("committing"))
