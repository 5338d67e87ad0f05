"""One deed for many requests: over what was seen, none instead of another."""

import pytest

from models.base import db
from models.enrollment import CloseReason, EnrollmentStatus, Flag
from models.staff import Role
from services import enrollments, many
from services.enrollments import CLOSED, CONTACTED
from tests.enrolling import received
from tests.services.test_staff import somebody
from tests.worklists import logged, put

ACTOR = "staff 1"


@pytest.fixture
def three(session):
    return [put(received(), flags=[Flag.HONEYPOT.value]) for _ in range(3)]


@pytest.fixture
def cora(session):
    return somebody(Role.COORDINATOR)


def seen(found):
    return {each.id: each.version for each in found}


def test_all_are_assigned(three, cora):
    outcome = many.assign(seen(three), cora, ACTOR)
    db.session.commit()
    assert (outcome.done, outcome.left) == (three, [])
    assert {each.assignee_id for each in three} == {cora.id}
    assert len(logged("enrollment.assigned")) == 3


def test_what_somebody_changed_meanwhile_is_left_and_named(three, cora):
    before = seen(three)
    enrollments.move(three[1], CONTACTED, "staff 2", three[1].version)
    db.session.commit()
    outcome = many.assign(before, cora, ACTOR)
    db.session.commit()
    assert (outcome.done, outcome.left) == ([three[0], three[2]], [three[1]])
    assert (three[1].assignee_id, three[1].status) == (None, CONTACTED)


def test_nobody_but_a_coordinator_takes_any(three):
    outcome = many.assign(seen(three), somebody(Role.EDITOR), ACTOR)
    assert (outcome.done, outcome.left) == ([], three)


def test_suspects_are_closed_as_spam_and_others_left(three):
    put(three[2], flags=[])
    outcome = many.close_as_spam(seen(three), ACTOR)
    db.session.commit()
    assert (outcome.done, outcome.left) == (three[:2], three[2:])
    assert {each.close_reason for each in three[:2]} == {CloseReason.SPAM}
    assert three[2].status == EnrollmentStatus.RECEIVED


def test_closed_ones_are_not_closed_again(three):
    enrollments.move(three[0], CLOSED, ACTOR, three[0].version, CloseReason.ENROLLED)
    db.session.commit()
    assert many.close_as_spam(seen(three), ACTOR).left == three[:1]
    assert three[0].close_reason == CloseReason.ENROLLED


def test_what_is_not_there_is_passed_over(three, cora):
    assert many.assign({999_999: 1}, cora, ACTOR) == many.Outcome([], [])


def test_refusal_of_another_kind_is_no_news(three):
    """The control: only refusals of the rules leave a row; a mistake of ours is one."""
    with pytest.raises(AttributeError):
        many.assign(seen(three), "nobody's account", ACTOR)
