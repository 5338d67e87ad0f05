"""Following a one-time link: looking changes nothing, using works once, and every end says why."""

from datetime import timedelta

import pytest

from models.base import db
from models.columns import utcnow
from models.staff import Role
from services import links, staff
from tests.people import PASSWORD, csrf_token, person, post, signed_in

FIRST = {"email": "Ada@example.com", "name": "Ada", "password": PASSWORD, "again": PASSWORD}
TWICE = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def first(staff_session):
    """The address of the first administrator's link."""
    return address(links.for_first_admin())


@pytest.fixture
def invited(staff_session):
    """Somebody invited, and where the link leads."""
    made, token = links.invite("new@example.com", "New", [Role.EDITOR], "staff 1")
    return made, address(token)


def address(token):
    db.session.commit()
    return f"/link/{token}"


def test_first_administrator_creates_the_account(staff_client, first):
    assert "Create the first administrator" in staff_client.get(first).text
    assert post(staff_client, first, **FIRST).location == "/login"
    made = staff.find_by_email("ada@example.com")
    assert (made.active, made.role_names) == (True, {Role.ADMIN})
    assert signed_in(staff_client, made).get("/staff/").status_code == 200


def test_looking_uses_nothing_up(staff_client, invited):
    for _ in range(3):
        assert staff_client.get(invited[1]).status_code == 200


def test_used_link_says_so(staff_client, invited):
    made, where = invited
    assert post(staff_client, where, **TWICE).status_code == 302
    answer = staff_client.get(where)
    assert (answer.status_code, "used already" in answer.text) == (410, True)
    before = db.session.get_one(type(made), made.id).password
    token = {"csrf_token": csrf_token(staff_client, "/login")}
    assert staff_client.post(where, data={**TWICE, **token}).status_code == 410
    db.session.refresh(made)
    assert made.password == before


def test_expired_link_says_so(staff_client, invited):
    link = links.find(invited[1].rpartition("/")[2])
    link.expires_at = utcnow() - timedelta(seconds=1)
    db.session.commit()
    answer = staff_client.get(invited[1])
    assert (answer.status_code, "too old" in answer.text) == (410, True)


@pytest.mark.parametrize("token", ["no-such", "x" * 43, "%00", "é"])
def test_unknown_link_says_so(staff_client, token):
    answer = staff_client.get(f"/link/{token}")
    assert (answer.status_code, "There is no such link" in answer.text) == (404, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short", "again": "short"},
        {"password": "password1234", "again": "password1234"},
        {"again": "another one altogether"},
        {"password": "", "again": ""},
        {"password": "a" * 100, "again": "a" * 100},
        {"password": PASSWORD * 10, "again": PASSWORD * 10},
    ],
    ids=["short", "guessable", "different", "empty", "long and guessable", "too long"],
)
def test_bad_password_uses_nothing_up(staff_client, invited, wrong):
    made, where = invited
    answer = post(staff_client, where, **(TWICE | wrong))
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    db.session.refresh(made)
    assert not made.active
    assert post(staff_client, where, **TWICE).status_code == 302


@pytest.mark.parametrize("length", [72, 73, 128])
def test_password_may_be_long(staff_client, invited, length):
    long = (PASSWORD * 10)[:length]
    assert post(staff_client, invited[1], password=long, again=long).location == "/login"


NO_NAMES = [{"name": each} for each in ("", " ", "\xa0", "\u2003", "\u2028", "\n", "a\nb")]


@pytest.mark.parametrize("wrong", [{"email": "nobody"}, *NO_NAMES])
def test_first_administrator_without_a_name_is_refused(staff_client, first, wrong):
    assert post(staff_client, first, **(FIRST | wrong)).status_code == 200
    assert not staff.has_active_admin()


def test_link_signs_nobody_in(staff_client, invited):
    post(staff_client, invited[1], **TWICE)
    assert staff_client.get("/account/").status_code == 302


def test_link_signs_out_whoever_was_here(staff_client, invited):
    signed_in(staff_client, person("editor"))
    assert post(staff_client, invited[1], **TWICE).location == "/login"
    assert staff_client.get("/account/").status_code == 302


def test_form_without_its_token_is_refused(staff_client, invited):
    assert staff_client.post(invited[1], data=TWICE).status_code == 400
    assert staff_client.get(invited[1]).status_code == 200


def test_second_step_is_still_asked_for_after_a_new_password(staff_client):
    made = person("editor", second_factor=True)
    where = address(links.for_password(made, "staff 1"))
    post(staff_client, where, **TWICE)
    db.session.refresh(made)
    assert made.has_second_factor
