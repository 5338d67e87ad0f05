"""Is this process alive, and can it do its work?"""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from services import editions, heartbeat

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _never_stored(jsonify(status="ok"))


@blueprint.get("/readyz")
def readyz() -> Response:
    """503 only for what stops this very process; other parts' states are fields to watch."""
    try:
        return _never_stored(jsonify(status="ready", **_watched()))
    except SQLAlchemyError:
        response = jsonify(status="unready", detail="The database or its tables are not there.")
        response.status_code = 503
        return _never_stored(response)


def _watched() -> dict[str, Any]:
    edition = editions.current()
    beat = heartbeat.last_beat(heartbeat.RUNNER)
    return {
        "edition": edition and edition.number,
        "runner_last_seen_at": beat and beat.isoformat(),
    }


def _never_stored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
