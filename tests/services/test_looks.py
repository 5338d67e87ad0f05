"""Many looks by one person are on record themselves, once an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.audit import AuditEvent
from models.base import db, table_of
from models.columns import utcnow
from services import handover, looks, reveals, watching
from services.policies import LOOKING
from services.reveals import Reason
from tests.enrolling import received
from tests.worklists import logged, looked

ACTOR, OTHER = "staff 1", "staff 2"


@pytest.fixture
def made(session):
    return received()


def reveal(made, actor=ACTOR):
    reveals.ask(made, Reason.CONTACT, actor)
    db.session.commit()


def hand_over(made, actor=ACTOR):
    handover.ask(made, actor)
    db.session.commit()


@pytest.mark.parametrize("look", [reveal, hand_over], ids=["reveal", "hand over"])
def test_one_more_than_the_policy_allows_is_on_record(made, look):
    looked(ACTOR, LOOKING.most - 1)
    look(made)
    assert logged(looks.MANY) == []
    look(made)
    (event,) = logged(looks.MANY)
    assert (event.actor, event.target) == (ACTOR, ACTOR)
    assert event.detail == {"looks": LOOKING.most + 1}


def test_record_is_made_once_within_the_time(made):
    looked(ACTOR, LOOKING.most + 3)
    for _ in range(3):
        reveal(made)
    assert len(logged(looks.MANY)) == 1


def test_looks_of_others_do_not_count(made):
    looked(OTHER, LOOKING.most + 3)
    reveal(made)
    assert logged(looks.MANY) == []


def test_looks_of_an_hour_ago_do_not_count(made):
    looked(ACTOR, LOOKING.most)
    later = utcnow() + LOOKING.within
    assert (looks.recent(ACTOR), looks.recent(ACTOR, later)) == (LOOKING.most, 0)


def test_look_that_is_undone_is_not_counted(made):
    reveals.ask(made, Reason.CONTACT, ACTOR)
    db.session.rollback()
    assert looks.recent(ACTOR) == 0


def test_lookers_are_named_with_how_often_they_looked(made):
    looked(ACTOR, LOOKING.most)
    looked(OTHER, 3)
    reveal(made)
    assert looks.lookers(utcnow()) == [looks.Looker(ACTOR, LOOKING.most + 1)]
    assert looks.lookers(utcnow() + LOOKING.shown + timedelta(minutes=1)) == []


def test_figure_says_how_many_people(made):
    assert watching.figures(utcnow())["staff_many_reveals"] == 0
    looked(ACTOR, LOOKING.most)
    reveal(made)
    assert watching.figures(utcnow())["staff_many_reveals"] == 1


def test_control_what_the_log_says_cannot_be_moved(made):
    """Counting old looks out by changing their moment: the log refuses it."""
    looked(ACTOR, 1)
    with pytest.raises(Exception, match="audit_event"), db.session.begin_nested():
        db.session.execute(update(table_of(AuditEvent)).values(at=utcnow()))
