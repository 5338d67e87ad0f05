"""A session ends by itself, what comes too late is not done, and nothing typed is lost."""

import time

import pytest
from sqlalchemy import func, select

from admin.signin import idle
from models.base import db
from models.staff import Staff
from tests.people import PASSWORD, csrf_token, person, post, sign_in, signed_in

MOMENT = 5


@pytest.fixture
def somebody(staff_client):
    """A browser in which somebody is signed in who may do everything here."""
    return signed_in(staff_client, person("editor"))


def went_away(client, seconds, moment="seen"):
    """The last request, or the sign-in, was so long ago."""
    with client.session_transaction() as session:
        session[moment] = int(time.time()) - seconds


def test_page_after_a_short_while_is_shown(somebody):
    went_away(somebody, idle.SECONDS - MOMENT)
    assert somebody.get("/account/").status_code == 200


def test_page_after_a_long_while_leads_to_sign_in_and_back(somebody):
    went_away(somebody, idle.SECONDS)
    answer = somebody.get("/account/?a=1")
    assert answer.location == "/login?next=/account/?a%3D1"
    assert idle.SAID in somebody.get(answer.location).text
    assert somebody.get("/account/").status_code == 302


def test_every_page_asked_for_is_a_sign_of_life(somebody):
    for _ in range(2):
        went_away(somebody, idle.SECONDS - MOMENT)
        assert somebody.get("/account/stay").status_code == 204
    assert somebody.get("/account/").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/assets/staff.css"])
def test_what_no_person_asks_for_is_no_sign_of_life(somebody, path):
    went_away(somebody, idle.SECONDS - MOMENT)
    with somebody.session_transaction() as session:
        before = session["seen"]
    somebody.get(path, buffered=True)
    with somebody.session_transaction() as session:
        assert session["seen"] == before


def test_session_ends_after_twelve_hours_of_work(somebody):
    went_away(somebody, idle.LONGEST - MOMENT, "since")
    assert somebody.get("/account/").status_code == 200
    went_away(somebody, idle.LONGEST, "since")
    assert somebody.get("/account/").location.startswith("/login")


def test_form_that_comes_too_late_is_not_done(staff_client):
    signed_in(staff_client, person("admin"))
    token = csrf_token(staff_client, "/staff/invite/")
    went_away(staff_client, idle.SECONDS)
    before = people()
    sent = {"csrf_token": token, "email": "new@example.com", "name": "New"}
    answer = staff_client.post("/staff/invite/?a=1", data=sent)
    assert answer.location == "/login?next=/staff/invite/?a%3D1"
    assert people() == before


def test_form_in_time_is_done(staff_client):
    """The control."""
    signed_in(staff_client, person("admin"))
    before = people()
    sent = {"email": "new@example.com", "name": "New"}
    assert post(staff_client, "/staff/invite/", **sent).status_code == 200
    assert people() == before + 1


def people():
    return db.session.scalar(select(func.count()).select_from(Staff))


def test_signing_out_too_late_leads_to_sign_in_alone(somebody):
    token = csrf_token(somebody, "/account/")
    went_away(somebody, idle.SECONDS)
    assert somebody.post("/logout", data={"csrf_token": token}).location == "/login"


def test_half_way_ends_too(staff_client):
    page = sign_in(staff_client, person("editor", second_factor=True)).location
    went_away(staff_client, idle.SECONDS)
    assert staff_client.get(page).location.startswith("/login")


def test_cookie_of_before_cannot_be_made_younger(somebody):
    went_away(somebody, idle.SECONDS)
    cookie = somebody.get_cookie("staff").value
    for _ in range(2):
        somebody.set_cookie("staff", cookie)
        assert somebody.get("/account/").status_code == 302


def test_password_is_asked_for_again_after_a_while(staff_client):
    signed_in(staff_client, person("admin"))
    went_away(staff_client, 15 * 60, "fs_paa")
    answer = staff_client.get("/staff/invite/")
    assert answer.location == "/verify?next=/staff/invite/"
    answer = post(staff_client, answer.location, password=PASSWORD, next="/staff/invite/")
    assert answer.location == "/staff/invite/"
    assert staff_client.get("/staff/invite/").status_code == 200
