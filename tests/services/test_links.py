"""One-time links: each lets one person in, once, for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.one_time_link import OneTimeLink, Purpose
from models.staff import Role
from services import links, staff
from services.errors import DomainError
from services.links import LIVES, LinkGone
from tests.services.test_staff import ACTOR, last_event, somebody

HASH = "a new hash"


@pytest.fixture
def first(session):
    """The link of the first administrator."""
    return links.find(links.for_first_admin())


def invited():
    return links.invite("new@example.com", "New", [Role.EDITOR], ACTOR)


def test_first_administrator_is_made(first):
    made = links.create_first_admin(first, "Ada@example.com", "Ada", HASH)
    db.session.commit()
    assert (made.email, made.active, made.role_names) == ("ada@example.com", True, {Role.ADMIN})
    assert last_event().detail == {"link": first.id, "purpose": "first_admin"}


def test_no_link_for_the_first_where_there_is_one(session):
    somebody(Role.ADMIN)
    with pytest.raises(DomainError, match="There is an administrator already"):
        links.for_first_admin()


def test_link_of_the_first_ends_where_there_is_one(first):
    somebody(Role.ADMIN)
    with pytest.raises(LinkGone, match="used already"):
        links.create_first_admin(first, "ada@example.com", "Ada", HASH)


def test_new_link_of_the_first_ends_the_old_one(first):
    newer = links.find(links.for_first_admin())
    with pytest.raises(LinkGone):
        links.check(first)
    links.check(newer)


def test_somebody_known_becomes_administrator(first):
    """Where the only administrator's account was lost: the link still lets the owner in."""
    known = somebody(Role.EDITOR, active=False)
    made = links.create_first_admin(first, known.email, "Ada", HASH)
    assert (made, made.role_names) == (known, {Role.EDITOR, Role.ADMIN})


def test_invited_person_comes(session):
    person, token = invited()
    assert (person.active, person.password) == (False, None)
    assert links.set_password(links.find(token), HASH) is person
    assert (person.active, person.password) == (True, HASH)


def test_new_password_ends_sessions_and_waits_for_its_use(session):
    person = somebody()
    before = person.fs_uniquifier
    token = links.for_password(person, ACTOR)
    assert (person.password, person.fs_uniquifier) == ("a hash", before)
    links.set_password(links.find(token), HASH)
    assert person.password == HASH
    assert person.fs_uniquifier != before


def test_link_works_once(session):
    _, token = invited()
    links.set_password(links.find(token), HASH)
    with pytest.raises(LinkGone, match="used already"):
        links.set_password(links.find(token), "another")


def test_new_link_ends_the_old_one(session):
    person, token = invited()
    newer = links.for_password(person, ACTOR)
    with pytest.raises(LinkGone):
        links.check(links.find(token))
    assert links.find(newer).purpose == Purpose.INVITE


def test_deactivated_person_gets_no_link(session):
    with pytest.raises(DomainError, match="Reactivate it first"):
        links.for_password(somebody(active=False), ACTOR)


def test_unknown_token_has_no_link(session):
    assert links.find("no such token") is None


@pytest.mark.parametrize("purpose", Purpose)
def test_link_ends_after_its_time(session, purpose):
    link = links.find(make(purpose))
    end = link.made_at + LIVES[purpose]
    links.check(link, now=end - timedelta(seconds=1))
    with pytest.raises(LinkGone, match="too old"):
        links.check(link, now=end)


def make(purpose):
    made = {
        Purpose.FIRST_ADMIN: links.for_first_admin,
        Purpose.INVITE: lambda: invited()[1],
        Purpose.RESET: lambda: links.for_password(somebody(), ACTOR),
    }
    return made[purpose]()


def test_who_is_still_invited_is_known(session):
    person, _ = invited()
    assert person.id in links.invited()
    assert person.id not in links.invited(now=utcnow() + LIVES[Purpose.INVITE])


def test_expired_link_is_not_used(session):
    _, token = invited()
    link = links.find(token)
    link.expires_at = utcnow()
    with pytest.raises(LinkGone, match="too old"):
        links.set_password(link, HASH)


def test_token_is_long_and_never_the_same(session):
    tokens = {links.for_first_admin() for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(each) == 43 for each in tokens)
    assert len(db.session.scalars(select(OneTimeLink.digest)).all()) >= 3


def test_names_of_links_lead_to_staff(session):
    person, token = invited()
    assert staff.find(links.find(token).staff_id) is person
