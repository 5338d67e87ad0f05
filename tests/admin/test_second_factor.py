"""The second step: who needs it has it, a code works once, and a lost phone locks nobody out."""

import json
import re

import pyotp
import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from services import staff
from tests.apps import opened
from tests.people import (
    PASSWORD,
    QUICK_PASSWORDS,
    at_work,
    code_of,
    csrf_token,
    person,
    post,
    sign_in,
    signed_in,
)

NEEDED = ["admin", "coordinator", "publisher"]
KEY = re.compile(r'class="key">([^<]+)<')
CODE = re.compile(r"<code>([0-9a-f-]{14})</code>")


def set_up(client):
    """Whoever is at the set-up page scans the picture and types the first code."""
    page = post(client, "/tf-setup", setup="authenticator").text
    return page, KEY.search(page)[1].replace(" ", "").replace("-", "")


def first_code(key):
    return pyotp.TOTP(key).now()


def make_codes(client):
    return CODE.findall(post(client, "/mf-recovery-codes").text)


@pytest.mark.parametrize("role", NEEDED)
def test_role_that_needs_it_is_led_to_it(staff_client, role):
    answer = sign_in(staff_client, person(role))
    assert answer.location == "/tf-setup"
    assert staff_client.get("/account/").status_code == 302


@pytest.mark.parametrize("role", ["editor", "reviewer", "auditor"])
def test_role_that_does_not_need_it_is_in(staff_client, role):
    """The control."""
    sign_in(staff_client, person(role))
    assert staff_client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("roles", "role", "leads"), [("", "admin", "/"), ("editor", "editor", "/tf-setup")]
)
def test_setting_says_who_needs_it(app, staff_session, roles, role, leads):
    shared = {name: app.config[name] for name in ("INSTANCE", "DATABASE_URL")}
    made = person(role)
    with opened("staff", {**shared, **QUICK_PASSWORDS, "SECOND_FACTOR_ROLES": roles}) as other:
        assert other.extensions["security"].datastore.second_factor_roles == {*roles.split()}
        made.second_factor_roles = other.extensions["security"].datastore.second_factor_roles
    assert made.check_tf_required([], False)[0] is (leads != "/")


def test_first_set_up_leads_to_recovery_codes(staff_client):
    made = person("admin")
    sign_in(staff_client, made)
    page, key = set_up(staff_client)
    assert 'src="data:image/svg+xml;base64,' in page
    answer = post(staff_client, "/tf-validate", "/tf-setup", code=first_code(key))
    assert answer.location == "/mf-recovery-codes?next=/"
    codes = make_codes(staff_client)
    assert len(set(codes)) == 10
    assert "/tf-setup" not in staff_client.get("/", follow_redirects=False).headers.get(
        "Location", ""
    )


def test_stored_second_factor_is_hidden(staff_client):
    made = person("admin")
    sign_in(staff_client, made)
    _, key = set_up(staff_client)
    post(staff_client, "/tf-validate", "/tf-setup", code=first_code(key))
    codes = make_codes(staff_client)
    db.session.refresh(made)
    kept = json.dumps([made.tf_totp_secret, made.mf_recovery_codes])
    assert key not in kept
    assert not [each for each in codes if each in kept]


def test_code_is_asked_for(staff_client):
    made = person("editor", second_factor=True)
    page = sign_in(staff_client, made, next="/account/?a=1").location
    assert staff_client.get("/account/").status_code == 302
    assert post(staff_client, page, code=code_of(made)).location == "/account/?a=1"
    assert staff_client.get("/account/").status_code == 200


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16"])
def test_wrong_code_is_refused(staff_client, code):
    page = sign_in(staff_client, person("editor", second_factor=True)).location
    assert post(staff_client, page, code=code).status_code == 200
    assert staff_client.get("/account/").status_code == 302


def test_code_works_once(staff_app, staff_client):
    made = person("editor", second_factor=True)
    code, again = code_of(made), staff_app.test_client()
    assert post(staff_client, sign_in(staff_client, made).location, code=code).status_code == 302
    answer = post(again, sign_in(again, made).location, code=code)
    assert "Each works once" in answer.text
    assert again.get("/account/").status_code == 302


def test_next_code_works(staff_app, staff_client):
    """The control."""
    made = person("editor", second_factor=True)
    code, later, again = code_of(made), code_of(made, 1), staff_app.test_client()
    assert post(staff_client, sign_in(staff_client, made).location, code=code).status_code == 302
    assert post(again, sign_in(again, made).location, code=later).status_code == 302


def test_recovery_code_works_once(staff_app, staff_client):
    made = person("editor", second_factor=True)
    signed_in(staff_client, made)
    code, again = make_codes(staff_client)[3], staff_app.test_client()
    page = sign_in(again, made).location
    assert post(again, "/mf-recovery", page, code=f" {code.upper()} ").status_code == 302
    assert again.get("/account/").status_code == 200
    third = staff_app.test_client()
    page = sign_in(third, made).location
    assert post(third, "/mf-recovery", page, code=code).status_code == 200
    assert third.get("/account/").status_code == 302


def test_new_recovery_codes_end_the_old_ones(staff_client):
    made = person("editor", second_factor=True)
    signed_in(staff_client, made)
    assert not set(make_codes(staff_client)) & set(make_codes(staff_client))
    db.session.refresh(made)
    assert len(made.mf_recovery_codes) == 10


def test_half_way_is_nowhere(staff_client):
    made = person("publisher", second_factor=True)
    sign_in(staff_client, made)
    for path in ("/", "/account/", "/sections/", "/mf-recovery-codes", "/change", "/verify"):
        assert staff_client.get(path).location.startswith("/login"), path


def test_role_given_while_signed_in_needs_it_at_once(staff_client):
    made = person("editor")
    signed_in(staff_client, made)
    staff.set_roles(made, ["editor", "publisher"], "staff 1")
    db.session.commit()
    assert staff_client.get("/sections/").location == "/tf-setup"


def test_role_that_needs_it_cannot_give_it_up(staff_client):
    made = person("admin")
    signed_in(staff_client, made)
    page = post(staff_client, "/tf-setup", setup="disable")
    assert page.status_code == 200
    db.session.refresh(made)
    assert made.has_second_factor


def test_somebody_else_can_give_it_up(staff_client):
    """The control."""
    made = person("editor", second_factor=True)
    signed_in(staff_client, made)
    assert post(staff_client, "/tf-setup", setup="disable").status_code == 302
    db.session.refresh(made)
    assert (made.has_second_factor, made.mf_recovery_codes) == (False, [])


def test_new_phone_takes_the_place_of_the_old_one(staff_client):
    made = person("editor", second_factor=True)
    old = made.tf_totp_secret
    signed_in(staff_client, made)
    db.session.refresh(made)
    # The picture is another, but the codes of this half minute count as used.
    made.tf_last_counter = 0
    db.session.commit()
    _, key = set_up(staff_client)
    assert post(staff_client, "/tf-validate", "/account/", code=first_code(key)).status_code == 302
    db.session.refresh(made)
    assert made.tf_totp_secret != old


def test_set_up_is_on_record(staff_client):
    made = person("admin")
    sign_in(staff_client, made)
    _, key = set_up(staff_client)
    post(staff_client, "/tf-validate", "/tf-setup", code=first_code(key))
    events = db.session.scalars(select(AuditEvent.action).where(AuditEvent.actor == str(made)))
    assert {"staff.second_factor_set_up", "staff.signed_in"} == set(events)


def test_set_up_page_cannot_be_had_without_a_password(staff_client):
    assert staff_client.get("/tf-setup").location == "/login"
    token = csrf_token(staff_client, "/login")
    sent = {"csrf_token": token, "setup": "authenticator", "password": PASSWORD}
    assert staff_client.post("/tf-setup", data=sent).location == "/login"


def test_page_of_codes_leads_to_no_other_site(staff_client):
    """Browsers read a backslash in a link as a slash."""
    at_work(staff_client, person("editor", second_factor=True))
    page = staff_client.get("/mf-recovery-codes", query_string={"next": "/\\evil.example"})
    assert (page.status_code, 'href="/\\evil' in page.text) == (200, False)
