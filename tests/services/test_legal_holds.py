"""Legal holds: one at a time, lifted by another person, and nothing is purged meanwhile."""

import pytest

from models.base import db
from models.legal_hold import HoldReason
from models.purge_receipt import PurgeReason
from services import legal_holds, purging
from services.enrollments import NotAllowed, StaleEnrollment
from services.retention import Ground
from tests.enrolling import received
from tests.keeping import ACTOR, OTHER, hold
from tests.services.test_staff import last_event


@pytest.fixture
def made(session):
    return received()


def lift(made, by=OTHER, **options):
    legal_holds.lift(made, by, made.version, **options)
    db.session.commit()


def test_hold_stands_until_it_is_lifted(made):
    placed = hold(made)
    assert legal_holds.standing(made) is placed
    lift(made)
    assert (legal_holds.standing(made), placed.lifted_by) == (None, OTHER)


def test_both_are_on_record(made):
    hold(made)
    assert (last_event().action, last_event().detail) == (
        "enrollment.held",
        {"reason": "complaint"},
    )
    lift(made)
    assert (last_event().actor, last_event().action) == (OTHER, "enrollment.hold_lifted")


def test_whoever_placed_it_does_not_lift_it(made):
    hold(made)
    with pytest.raises(NotAllowed, match="Somebody else must lift it"):
        lift(made, by=ACTOR)


def test_under_the_one_person_rule_they_may(made):
    hold(made)
    lift(made, by=ACTOR, two_people=False)
    assert legal_holds.standing(made) is None


def test_there_is_one_at_a_time(made):
    hold(made)
    with pytest.raises(NotAllowed, match="already"):
        hold(made)
    lift(made)
    assert hold(made)


def test_what_is_not_held_is_not_lifted(made):
    with pytest.raises(NotAllowed, match="no legal hold"):
        lift(made)


def test_stale_page_places_and_lifts_nothing(made):
    seen = made.version
    hold(made)
    for act in (
        lambda: legal_holds.place(made, HoldReason.COMPLAINT, ACTOR, seen),
        lambda: legal_holds.lift(made, OTHER, seen),
    ):
        with pytest.raises(StaleEnrollment):
            act()


def test_held_request_is_not_purged_by_anybody(made):
    hold(made)
    with pytest.raises(NotAllowed, match="Nothing of it is deleted"):
        purging.purge_one(made, Ground(PurgeReason.RETENTION), ACTOR)


def test_purged_request_is_not_held(made):
    purging.purge_one(made, Ground(PurgeReason.WISH), ACTOR)
    with pytest.raises(NotAllowed, match="nothing to hold"):
        hold(made)
