"""What somebody who watches over the guide wants to know of it, as figures."""

from datetime import datetime

from services import due, editions, heartbeat, mail_standing, webhooks


def figures(now: datetime) -> dict[str, float]:
    """By name; the age of a heartbeat is missing before the first one."""
    beat = heartbeat.last_beat(heartbeat.RUNNER)
    age = {"runner_heartbeat_age_seconds": (now - beat).total_seconds()} if beat else {}
    failing = {"releases_late": due.late(now), "webhooks_failing": webhooks.failing()}
    mail = {
        "messages_failing": mail_standing.failing(),
        "messages_waiting": mail_standing.waiting(),
    }
    return {"edition": editions.latest_number(), **failing, **mail, **age}
