"""What is due goes out, each release for itself."""

from datetime import timedelta

import pytest

from models.base import db
from models.columns import utcnow
from models.edition import Severity
from models.release import Release, ReleaseEntry
from models.revision import Revision
from services import due, editions, rehearsing, releases
from tests.builders import ACTOR, edit, first, publish
from tests.releasing import approved, come_due, publisher, release

SECOND = timedelta(seconds=1)


def go(now=None):
    """As the runner does it."""
    for _ in due.publish(now or utcnow()):
        db.session.commit()


def test_release_goes_out_at_its_moment_in_the_name_of_who_scheduled_it(session):
    actor = publisher()
    made = release(actor=actor)
    go(come_due(made))
    assert (made.edition_number, editions.latest().published_by) == (2, actor.name)


def test_release_does_not_go_out_before_its_moment(session):
    made = release()
    go(made.due_at - SECOND)
    assert made.is_open


def test_releases_go_out_in_the_order_of_their_moments(session):
    later, sooner = release(approved("faqs")), release(approved("sections"))
    come_due(later)
    come_due(sooner, SECOND)
    go()
    assert (sooner.edition_number, later.edition_number) == (2, 3)


def held_release():
    made = release(approved(question="Older?"))
    publish(edit(first("faqs"), question="Newer?"))
    return made


def test_held_release_says_why_and_stops_no_other(session):
    stuck, free = held_release(), release(approved("sections"))
    come_due(stuck, SECOND)
    come_due(free)
    go()
    assert "newer revision" in stuck.held_because
    assert free.edition_number == 3


def broken_release():
    """Of a revision that nothing of ours could have written."""
    item, actor = first("sections"), publisher()
    data = {"position": 1, "slug": item.slug}
    told = {"number": 99, "data": data, "schema_version": 1, "author": ACTOR, "note": ""}
    revision = Revision(item_id=item.id, **told)
    db.session.add(revision)
    db.session.flush()
    words = {"title": "x", "change_note": "", "severity": Severity.ROUTINE, "reason": "x"}
    made = Release(**words, made_by="x", due_at=utcnow() + SECOND, due_by=actor.name)
    made.entries = [ReleaseEntry(item_id=item.id, revision_id=revision.id)]
    db.session.add(made)
    return made


def test_mistake_of_ours_stops_no_other(session, caplog):
    free, stuck = release(approved("faqs")), broken_release()
    come_due(stuck, SECOND)
    come_due(free)
    db.session.commit()
    go()
    assert (stuck.held_because, free.edition_number) == (rehearsing.BROKEN, 2)
    assert f"release {stuck.id}: KeyError" in caplog.text


def test_held_release_is_tried_again(session):
    made = release()
    made.held_because = "Something."
    go(come_due(made))
    assert (made.edition_number, made.held_because) == (2, "")


@pytest.mark.parametrize("end", [releases.cancel, releases.publish], ids=["cancelled", "published"])
def test_closed_release_is_not_due(session, end):
    made = release()
    moment = made.due_at
    end(made, publisher())
    assert not due.is_due(moment)


def test_next_moment_is_that_of_the_next_release(session):
    release(approved("sections"))
    sooner = release(approved("faqs"), in_=SECOND)
    assert due.next_moment(utcnow()) == sooner.due_at


def test_late_and_held_release_waits_for_the_next_round(session):
    made = release()
    made.held_because = "Something."
    come_due(made, timedelta(minutes=1))
    assert due.next_moment(utcnow()) is None


@pytest.mark.parametrize(("seconds", "late"), [(4, 0), (6, 1)])
def test_release_is_late_after_five_seconds(session, seconds, late):
    made = release()
    come_due(made, timedelta(seconds=seconds))
    assert (due.late(utcnow()), due.is_late(made, utcnow())) == (late, bool(late))
