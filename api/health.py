"""Is this process alive, and can it do its work?"""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from api import problems
from api.reading import never_stored
from api.refusals import NotReady
from models.columns import utcnow
from services import due, editions, heartbeat

blueprint = Blueprint("health", __name__)
# Staff's process answers with pages, but its health to machines.
blueprint.register_error_handler(NotReady, problems.answer)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return never_stored(jsonify(status="ok"))


@blueprint.get("/readyz")
def readyz() -> Response:
    """503 only for what stops this very process; other parts' states are fields to watch."""
    try:
        return never_stored(jsonify(status="ready", **_watched()))
    except SQLAlchemyError as error:
        current_app.logger.error("not ready: %s", type(error).__name__)
        raise NotReady() from None


def _watched() -> dict[str, Any]:
    edition = editions.current()
    beat = heartbeat.last_beat(heartbeat.RUNNER)
    return {
        "edition": edition and edition.number,
        "runner_last_seen_at": beat and beat.isoformat(),
        "late_releases": due.late(utcnow()),
    }
