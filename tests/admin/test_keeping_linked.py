"""A wish at a request that others are linked to: the page names them before, and says what came of
each.
"""

import pytest

from models.enrollment import EnrollmentStatus
from services import references
from tests.admin.test_enrollments import coordinator, fresh, page_of, press, request_
from tests.admin.test_keeping import DELETE, HOLD, STOP_ALL, wish_card
from tests.enrollments import SHOWN, asked

__all__ = ["coordinator", "request_"]
PURGED = EnrollmentStatus.PURGED


@pytest.fixture
def twin(coordinator, request_, staff_app):
    """The same person's other request."""
    made = asked(staff_app)
    press(coordinator, "duplicate", made, of=request_.id)
    return fresh(made)


def named(enrollment):
    return references.shown(enrollment.reference)


def test_page_names_the_others_before_the_press(coordinator, request_, twin):
    for one, other in ((request_, twin), (twin, request_)):
        card = wish_card(coordinator, one)
        assert f"It holds for {named(other)} too, which is the same person." in card
        assert [value for value in SHOWN if value in card] == []


def test_of_several_all_are_named(coordinator, request_, twin, staff_app):
    third = asked(staff_app)
    press(coordinator, "duplicate", third, of=request_.id)
    said = f"It holds for {named(twin)}, {named(third)} too, which are the same person."
    assert said in wish_card(coordinator, request_)


def test_request_that_stands_alone_names_none(coordinator, request_, staff_app):
    asked(staff_app)
    assert "It holds for" not in wish_card(coordinator, request_)


def test_both_are_deleted_by_one_press(coordinator, request_, twin):
    press(coordinator, "wish", request_, **DELETE)
    assert [fresh(each).status for each in (request_, twin)] == [PURGED] * 2


def test_page_of_the_other_says_no_contact(coordinator, request_, twin):
    press(coordinator, "wish", request_, **STOP_ALL)
    page = coordinator.get(page_of(twin)).text
    assert "this person wants no more contact" in page
    assert "wish: stop all contact" in page


@pytest.mark.parametrize("pressed", [0, 1], ids=["at the held one", "at the other"])
def test_what_is_held_and_what_is_deleted_is_said(coordinator, request_, twin, pressed):
    press(coordinator, "hold", request_, **HOLD)
    one = (request_, twin)[pressed]
    press(coordinator, "wish", fresh(one), **DELETE)
    page = coordinator.get(page_of(one)).text
    assert f"because of a legal hold: {named(request_)}. Deleted: {named(twin)}." in page
    assert (fresh(request_).sealed != b"", fresh(twin).sealed) == (True, b"")


def test_where_both_are_held_none_is_said_to_be_deleted(coordinator, request_, twin):
    for each in (request_, twin):
        press(coordinator, "hold", each, **HOLD)
    press(coordinator, "wish", fresh(twin), **DELETE)
    page = coordinator.get(page_of(twin)).text
    assert f"{named(twin)}, {named(request_)}. Deleted: none." in page
