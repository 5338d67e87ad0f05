"""Finding a request by phone or e-mail, however it is typed, and never after it was purged."""

import pytest
from sqlalchemy import select, text

from models.base import db
from models.lookup import Kind, Lookup
from services import lookup_keys, lookups
from services.lookup_keys import NoLookupKey
from services.lookups import NotReadable
from tests.enrolling import compare, lookup_folder, received
from tests.keeping import purged

PHONE, EMAIL = "+12025550123", "robin@example.org"


@pytest.fixture
def made(session):
    found = received(phone=PHONE, email=EMAIL)
    compare()
    return found


def keys():
    return lookup_keys.all_(lookup_folder())


@pytest.mark.parametrize(
    "typed", [PHONE, "(202) 555-0123", " 202.555.0123 ", EMAIL, " Robin@Example.ORG"]
)
def test_request_is_found_however_it_is_typed(made, typed):
    assert lookups.find(typed, keys()) == [made]


@pytest.mark.parametrize("typed", ["+12025550124", "robyn@example.org"])
def test_nobody_else_is_found(made, typed):
    """The control."""
    assert lookups.find(typed, keys()) == []


@pytest.mark.parametrize("typed", ["", "Robin", "123", "@", "robin@", "\0", "9" * 1000])
def test_what_is_no_phone_and_no_address_is_refused_and_not_repeated(made, typed):
    with pytest.raises(NotReadable) as refused:
        lookups.find(typed, keys())
    assert not typed or typed not in str(refused.value)


def test_newest_is_found_first(made):
    twin = received(email=EMAIL)
    compare()
    assert lookups.find(EMAIL, keys()) == [twin, made]


def test_purged_request_has_no_digest(made):
    purged(made)
    db.session.commit()
    assert (db.session.scalars(select(Lookup)).all(), lookups.find(EMAIL, keys())) == ([], [])


def test_without_a_key_nobody_is_found(made):
    with pytest.raises(NoLookupKey, match="flask keys generate"):
        lookups.find(EMAIL, {})


def test_request_waits_until_it_was_compared(made):
    other = received()
    assert (lookups.is_compared(made), lookups.is_compared(other)) == (True, False)


def test_digest_is_of_one_key_and_one_kind(made):
    kept = db.session.scalars(select(Lookup).where(Lookup.enrollment_id == made.id)).all()
    assert {each.kind for each in kept} == set(Kind)
    assert len({each.digest for each in kept}) == 2
    assert lookups.find(EMAIL, {next(iter(keys())): "another secret"}) == []


def test_many_are_found_by_an_index(made):
    """Not by reading all of them."""
    if db.engine.dialect.name == "sqlite":
        query = text("EXPLAIN QUERY PLAN SELECT enrollment_id FROM lookup WHERE digest = 'x'")
        assert "ix_lookup_digest" in str(db.session.execute(query).all())
