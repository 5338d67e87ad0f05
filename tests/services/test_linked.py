"""A wish holds for the person: at each request that is linked to this one as a duplicate."""

from contextlib import suppress

import pytest
from sqlalchemy import event, select, update

from models.audit import AuditEvent
from models.base import db
from models.consent import Wish
from models.enrollment import CloseReason, Enrollment
from models.legal_hold import HoldReason
from models.purge_receipt import PurgeReceipt
from services import consents, enrollments, legal_holds, linked, wishes
from services.consents import EMAIL, TEXT
from services.enrollments import CLOSED, PURGED, RECEIVED, NotAllowed, StaleEnrollment
from tests.enrolling import received
from tests.keeping import ACTOR, OTHER, hold, purged, wish
from tests.statements import counted

STOP_ONE, STOP_ALL, DELETE_ALL = Wish


def linked_to(of):
    """Another request of the same person, closed as a duplicate."""
    made = received()
    enrollments.mark_duplicate(made, of, ACTOR, made.version)
    db.session.commit()
    return made


@pytest.fixture
def group(session):
    """A request, its duplicate, and a duplicate that this one had already."""
    original, middle = received(), received()
    last = linked_to(middle)
    enrollments.mark_duplicate(middle, original, ACTOR, middle.version)
    db.session.commit()
    return [original, middle, last]


def taken(enrollment):
    return consents.withdrawn(enrollment)


IS_DONE = {
    STOP_ONE: lambda each: taken(each) == {TEXT},
    STOP_ALL: consents.is_stopped,
    DELETE_ALL: lambda each: (each.status, each.sealed) == (PURGED, b""),
}


def wishes_of(enrollment):
    return [each.wish for each in enrollment.withdrawals]


@pytest.mark.parametrize("pressed", range(3), ids=["original", "duplicate", "its duplicate"])
@pytest.mark.parametrize("wanted", Wish)
def test_wish_holds_for_the_duplicates_of_the_request_too(group, pressed, wanted):
    stranger = received()
    wish(group[pressed], wanted, purpose=TEXT)
    assert [IS_DONE[wanted](each) for each in group] == [True] * 3
    assert wishes_of(stranger) == []


def test_each_has_its_own_record(group):
    wish(group[0], STOP_ALL)
    assert [wishes_of(each) for each in group] == [[STOP_ALL]] * 3
    noted = select(AuditEvent.target).where(AuditEvent.action == "consent.withdrawn")
    assert set(db.session.scalars(noted)) == set(map(str, group))


def test_open_pages_of_the_others_are_stale_then(group):
    seen = group[1].version
    wish(group[0], STOP_ALL)
    with pytest.raises(StaleEnrollment):
        legal_holds.place(group[1], HoldReason.COMPLAINT, ACTOR, seen)


def test_only_the_page_that_was_pressed_must_be_fresh(group):
    seen = group[0].version
    wish(group[2], STOP_ONE, purpose=TEXT)
    with pytest.raises(StaleEnrollment):
        wish(group[0], STOP_ALL, seen=seen)
    assert wish(group[2], STOP_ALL) is None


@pytest.mark.parametrize("held", range(3))
@pytest.mark.parametrize("pressed", range(3))
def test_what_is_held_waits_and_the_rest_does_not(group, held, pressed):
    placed = hold(group[held])
    assert wish(group[pressed], DELETE_ALL) is placed
    kept = group.pop(held)
    assert (kept.sealed != b"", consents.wants_deletion(kept)) == (True, True)
    assert [each.status for each in group] == [PURGED] * 2


def test_lifting_deletes_what_was_held_alone(group):
    for each in group[:2]:
        hold(each)
    wish(group[2], DELETE_ALL)
    assert wishes.lift_hold(group[1], OTHER, group[1].version)
    assert [each.status for each in group] == [RECEIVED, PURGED, PURGED]


def test_what_was_noted_before_is_not_noted_twice(group):
    """Also under a hold: whoever asks at another one is told what keeps it."""
    placed = hold(group[0])
    last = linked_to(group[0])
    wish(group[0], STOP_ALL)
    late = linked_to(group[0])
    wish(late, STOP_ALL)
    assert [wishes_of(each) for each in (*group, last, late)] == [[STOP_ALL]] * 5
    assert wish(late, DELETE_ALL) is placed


def test_way_is_taken_back_where_it_was_not_yet(group):
    for purpose in (EMAIL, TEXT):
        wish(group[0], STOP_ONE, purpose=purpose)
    late = linked_to(group[0])
    wish(late, STOP_ONE, purpose=TEXT)
    assert [taken(each) for each in (*group, late)] == [{EMAIL, TEXT}] * 3 + [{TEXT}]
    assert [len(each.withdrawals) for each in group] == [2] * 3


@pytest.mark.parametrize("wanted", Wish)
def test_what_was_deleted_is_passed_over_and_still_links(session, wanted):
    """Its rule was earlier over than those of its duplicates."""
    original = received()
    twins = [linked_to(original), linked_to(original)]
    purged(original)
    db.session.commit()
    assert linked.others(twins[0]) == twins[1:]
    wish(twins[0], wanted, purpose=TEXT)
    assert [wishes_of(each) for each in (original, *twins)] == [[], [wanted], [wanted]]
    assert db.session.query(PurgeReceipt).count() == (3 if wanted == DELETE_ALL else 1)


def test_refused_at_the_one_it_is_asked_at_nothing_is_done(group):
    purged(group[0])
    db.session.commit()
    with pytest.raises(NotAllowed, match="deleted already"):
        wish(group[0], STOP_ALL)
    assert wishes_of(group[1]) == []


def test_closed_duplicate_keeps_its_reason(group):
    wish(group[0], DELETE_ALL)
    reasons = [CloseReason.APPLICANT_CANCELLED, CloseReason.DUPLICATE, CloseReason.DUPLICATE]
    assert [each.close_reason for each in group] == reasons


def test_request_that_was_opened_again_is_another_persons(group):
    enrollments.move(group[1], enrollments.CONTACTED, ACTOR, group[1].version)
    db.session.commit()
    assert linked.others(group[0]) == []
    assert linked.others(group[1]) == [group[2]]


def test_link_that_is_cut_while_we_wait_for_it_is_not_followed(group):
    """Else a person would be deleted whom somebody has just said to be another."""
    apart = update(Enrollment).where(Enrollment.id == group[1].id).values(duplicate_of_id=None)

    def cut(state):
        if state.execution_options.get("populate_existing"):
            db.session.connection().execute(apart)

    event.listen(db.session, "do_orm_execute", cut)
    with suppress(StaleEnrollment):
        wish(group[0], DELETE_ALL)
    event.remove(db.session, "do_orm_execute", cut)
    assert [each.status for each in group] == [RECEIVED, CLOSED, CLOSED]


def test_all_are_locked_in_one_order(group):
    """Two who press at two of them wait for each other in no circle."""
    waits = " FOR UPDATE" if db.engine.dialect.name == "postgresql" else ""
    with counted() as asked:
        linked.lock(group[2])
    assert [each.endswith(f"ORDER BY enrollment.id{waits}") for each in asked].count(True) == 1
