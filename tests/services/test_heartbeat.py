"""Signs of life."""

from services import heartbeat


def test_process_never_seen_has_no_beat(session):
    assert heartbeat.last_beat("nobody") is None


def test_later_beat_replaces_the_earlier(session):
    heartbeat.beat("a")
    earlier = heartbeat.last_beat("a")
    heartbeat.beat("a")
    assert heartbeat.last_beat("a") >= earlier
