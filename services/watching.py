"""What somebody who watches over the guide wants to know of it, as figures."""

from datetime import datetime

from services import due, editions, heartbeat


def figures(now: datetime) -> dict[str, float]:
    """By name; the age of a heartbeat is missing before the first one."""
    beat = heartbeat.last_beat(heartbeat.RUNNER)
    age = {"runner_heartbeat_age_seconds": (now - beat).total_seconds()} if beat else {}
    return {"edition": editions.latest_number(), "releases_late": due.late(now), **age}
