"""The figures that the database knows."""

from datetime import timedelta

from models.columns import utcnow
from services import heartbeat, watching
from tests.releasing import come_due, release


def test_figures_before_the_first_heartbeat(session):
    found = watching.figures(utcnow())
    ours = ("enrollments_late", "enrollments_oldest_unseen_seconds", "staff_many_reveals")
    others = ("releases_late", "webhooks_failing", "messages_failing", "messages_waiting")
    assert found == {"edition": 1, **dict.fromkeys((*ours, *others), 0)}


def test_late_release_and_old_heartbeat_are_seen(session):
    come_due(release(), timedelta(minutes=1))
    heartbeat.beat(heartbeat.RUNNER)
    found = watching.figures(utcnow() + timedelta(seconds=30))
    assert found["releases_late"] == 1
    assert 30 <= found["runner_heartbeat_age_seconds"] < 40
