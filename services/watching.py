"""What somebody who watches over the guide wants to know of it, as figures."""

from datetime import datetime

from services import due, editions, heartbeat, looks, mail_standing, webhooks, worklist


def figures(now: datetime) -> dict[str, float]:
    """By name; the age of a heartbeat is missing before the first one."""
    beat = heartbeat.last_beat(heartbeat.RUNNER)
    age = {"runner_heartbeat_age_seconds": (now - beat).total_seconds()} if beat else {}
    failing = {"releases_late": due.late(now), "webhooks_failing": webhooks.failing()}
    return {
        "edition": editions.latest_number(),
        **failing,
        **_of_mail(),
        **_of_requests(now),
        **age,
    }


def _of_mail() -> dict[str, float]:
    failing, waiting = mail_standing.failing(), mail_standing.waiting()
    return {"messages_failing": failing, "messages_waiting": waiting}


def _of_requests(now: datetime) -> dict[str, float]:
    oldest = worklist.oldest_unseen()
    return {
        "enrollments_late": worklist.late(now),
        "enrollments_oldest_unseen_seconds": (now - oldest).total_seconds() if oldest else 0,
        "staff_many_reveals": looks.many(now),
    }
