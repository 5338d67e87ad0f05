"""Requests of the same phone or address: found by their digests once the runner has made them."""

import pytest

from models.base import db
from services import duplicates, enrollment_form
from tests.enrolling import compare, received
from tests.keeping import purged

OTHER = {"email": "other@example.org", "phone": "2025550199"}


@pytest.fixture
def made(session):
    return received(phone="(202) 555-0123", channel="call")


@pytest.mark.parametrize(
    "same",
    [{"phone": "202-555-0123", "email": "other@example.org"}, {"email": "Robin@Example.org"}],
    ids=["phone", "email"],
)
def test_request_of_the_same_phone_or_address_is_a_likely_duplicate(made, same):
    twin = received(**same)
    compare()
    assert duplicates.likely(twin) == [made]


def test_other_people_are_no_duplicates(made):
    """The control."""
    other = received(name="Robin", **OTHER)
    compare()
    assert duplicates.likely(other) == []


def test_what_was_not_compared_yet_is_no_duplicate(made):
    compare()
    assert duplicates.likely(received()) == []


def test_purged_request_is_no_duplicate(made):
    twin = received()
    compare()
    purged(made)
    db.session.commit()
    assert duplicates.likely(twin) == []


def test_test_is_no_duplicate_of_a_request(session):
    example = enrollment_form.example()
    twin, test = received(phone=example["phone"]), received(email=None, **example)
    compare()
    assert (test.is_test, duplicates.likely(twin)) == (True, [])
