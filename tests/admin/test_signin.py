"""Signing in and out: the right people come in, and nobody learns who has an account."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from models.audit import AuditEvent
from models.base import db
from models.staff import Staff
from services import audit, links, staff
from tests.apps import opened
from tests.people import PASSWORD, csrf_token, person, post, sign_in, signed_in

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    " //evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "http://localhost@evil.example/",
]
NOT_OURS = [
    "/register",
    "/reset",
    "/confirm",
    "/tf-rescue",
    "/tf-select",
    "/tf-setup/x",
    "/us-signin",
    "/us-setup",
    "/us-verify",
    "/wan-register",
    "/wan-signin",
    "/wan-verify",
    "/refresh-token",
    "/change-email",
    "/change-username",
    "/recover-username",
    "/login/oauthstart/github",
    "/fs-static/css/_core.css",
]


def last_action():
    query = select(AuditEvent.action).order_by(AuditEvent.place.desc()).limit(1)
    return db.session.scalar(query)


def without_tokens(text):
    return re.sub(r'(content|value|nonce)="[^"]*"', "", text)


def test_somebody_with_the_right_password_is_signed_in(staff_client):
    answer = sign_in(staff_client, person("editor"))
    assert (answer.status_code, answer.location) == (302, "/")
    assert staff_client.get("/account/").status_code == 200


def test_signing_in_is_on_record(staff_client):
    made = person("editor")
    sign_in(staff_client, made)
    db.session.refresh(made)
    assert last_action() == "staff.signed_in"
    assert made.last_signed_in_at


def refusals(client):
    """What each of these is told, in a browser of its own."""
    deactivated = person("editor", active=False)
    invited, _ = links.invite("invited@example.com", "Invited", [], "staff 1")
    db.session.commit()
    tries = {
        "unknown": ("nobody@example.com", PASSWORD),
        "wrong password": (person("editor").email, "another one altogether"),
        "deactivated": (deactivated.email, PASSWORD),
        "invited": (invited.email, PASSWORD),
        "no address": ("nobody", PASSWORD),
    }
    browsers = {name: client.application.test_client() for name in tries}
    return {name: sign_in(browsers[name], *tried) for name, tried in tries.items()}


def test_nobody_learns_who_has_an_account(staff_client):
    told = refusals(staff_client)
    assert {each.status_code for each in told.values()} == {200}
    assert len({without_tokens(each.text) for each in told.values()}) == 1
    assert "That did not match." in told["unknown"].text


def test_telling_refusals_would_be_seen(staff_client, monkeypatch):
    """The control: as Flask-Security tells them by itself."""
    config = staff_client.application.config
    monkeypatch.setitem(config, "SECURITY_RETURN_GENERIC_RESPONSES", False)
    told = refusals(staff_client)
    assert len({without_tokens(each.text) for each in told.values()}) > 2


class Counting:
    """Counts how often a password is worked on."""

    def __init__(self, context):
        self.context, self.count = context, 0

    def __getattr__(self, name):
        self.count += name in ("hash", "verify")
        return getattr(self.context, name)


@pytest.mark.parametrize("who", ["known", "unknown", "deactivated", "invited"])
def test_every_refusal_costs_the_same_work(staff_client, monkeypatch, who):
    emails = {
        "known": lambda: person("editor").email,
        "unknown": lambda: "nobody@example.com",
        "deactivated": lambda: person("editor", active=False).email,
        "invited": lambda: links.invite("i@example.com", "I", [], "staff 1")[0].email,
    }
    email = emails[who]()
    db.session.commit()
    security = staff_client.application.extensions["security"]
    monkeypatch.setattr(security, "pwd_context", Counting(security.pwd_context))
    sign_in(staff_client, email, "a wrong one")
    assert security.pwd_context.count == 1


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_sign_in_leads_to_no_other_site(staff_client, wanted):
    answer = sign_in(staff_client, person("editor"), next=wanted)
    here = urljoin("http://localhost/login", answer.location or "")
    assert urlsplit(here).hostname == "localhost"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_address_of_sign_in_leads_to_no_other_site(staff_client, wanted):
    token = csrf_token(staff_client, "/login")
    fields = {"csrf_token": token, "email": person("editor").email, "password": PASSWORD}
    answer = staff_client.post("/login", query_string={"next": wanted}, data=fields)
    here = urljoin("http://localhost/login", answer.location or "")
    assert urlsplit(here).hostname == "localhost"


def test_sign_in_leads_back_to_the_page(staff_client):
    """The control."""
    asked = staff_client.get("/account/?a=1")
    assert asked.location == "/login?next=/account/?a%3D1"
    answer = sign_in(staff_client, person("editor"), next="/account/?a=1")
    assert answer.location == "/account/?a=1"


@pytest.mark.parametrize("path", NOT_OURS)
def test_what_we_do_not_need_does_not_exist(staff_client, path):
    assert staff_client.get(path).status_code == 404


def test_json_is_no_way_in(staff_client):
    token = csrf_token(staff_client, "/login")
    sent = {"email": person("editor").email, "password": PASSWORD}
    headers = {"X-CSRFToken": token}
    assert staff_client.post("/login", json=sent, headers=headers).status_code == 415


def test_token_in_an_address_signs_nobody_in(staff_app, staff_session):
    token = person("editor").get_auth_token()
    client = staff_app.test_client()
    assert client.get("/account/", query_string={"auth_token": token}).status_code == 302
    assert client.get("/account/", headers={"Authentication-Token": token}).status_code == 302


def test_signing_out(staff_client):
    signed_in(staff_client, person("editor"))
    assert post(staff_client, "/logout", "/account/").location == "/login"
    assert staff_client.get("/account/").status_code == 302
    assert last_action() == "staff.signed_out"


def test_link_alone_signs_nobody_out(staff_client):
    signed_in(staff_client, person("editor"))
    assert staff_client.get("/logout").status_code == 405
    assert staff_client.post("/logout").status_code == 400
    assert staff_client.get("/account/").status_code == 200


def test_form_without_its_token_is_refused(staff_client):
    sent = {"email": person("editor").email, "password": PASSWORD}
    assert staff_client.post("/login", data=sent).status_code == 400


def test_cookie_stays_with_us(staff_client):
    cookie = staff_client.get("/login").headers["Set-Cookie"]
    assert cookie.startswith("staff=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_cookie_travels_by_https_alone(databases):
    settings = databases.new("sqlite") | {"STAFF_URL": "https://staff.example"}
    with opened("staff", settings) as app:
        cookie = (
            app.test_client().get("/login", base_url="https://staff.example").headers["Set-Cookie"]
        )
    assert cookie.startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_other_host_is_refused(staff_client, host):
    assert staff_client.get("/login", headers={"Host": host}).status_code == 400


def test_deactivated_person_is_out_at_once(staff_client):
    made = person("editor")
    signed_in(staff_client, made)
    staff.deactivate(made, "staff 1")
    db.session.commit()
    assert staff_client.get("/account/").status_code == 302


def test_role_counts_at_once(staff_client):
    made = person("editor")
    signed_in(staff_client, made)
    assert staff_client.get("/audit/").status_code == 403
    staff.set_roles(made, ["auditor"], "staff 1")
    db.session.commit()
    assert staff_client.get("/audit/").status_code == 200


def change(client, new, old=PASSWORD):
    fields = {"password": old, "new_password": new, "new_password_confirm": new}
    return post(client, "/change", **fields)


def test_new_password_ends_the_other_sessions(staff_app, staff_client):
    made = person("editor")
    other = signed_in(staff_app, made)
    signed_in(staff_client, made)
    assert change(staff_client, "seven quiet rivers bend").location == "/account/"
    assert last_action() == "staff.password_changed"
    assert (staff_client.get("/account/").status_code, other.get("/account/").status_code) == (
        200,
        302,
    )


@pytest.mark.parametrize("weak", ["short", "password1234", "editor editor"])
def test_weak_password_is_refused(staff_client, weak):
    made = person("editor", name="editor editor")
    before = made.password
    signed_in(staff_client, made)
    assert change(staff_client, weak).status_code == 200
    db.session.refresh(made)
    assert made.password == before


def test_stored_password_is_argon2(staff_session):
    assert person("editor").password.startswith("$argon2id$")


def test_failure_to_record_signs_nobody_in(staff_client, monkeypatch):
    app, made = staff_client.application, person("editor")
    token = csrf_token(staff_client, "/login")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    security = app.extensions["security"]
    monkeypatch.setattr(security.datastore, "commit", _fail)
    fields = {"csrf_token": token, "email": made.email, "password": PASSWORD}
    assert staff_client.post("/login", data=fields).status_code == 500
    monkeypatch.undo()
    assert staff_client.get("/account/").status_code == 302


def _fail():
    raise OperationalError("", {}, Exception("the disk is full"))


def test_audit_log_says_nothing_of_who(staff_client):
    made = person("editor", name="Zoltan", email="zoltan@example.com")
    signed_in(staff_client, made)
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.target == str(made)))
    said = "".join(str(audit._signed(each)) for each in events).lower()
    assert "staff.signed_in" in said
    assert "zoltan" not in said


def test_address_is_the_same_in_any_case(staff_client):
    made = person("editor")
    assert sign_in(staff_client, made.email.upper()).location == "/"
    assert db.session.scalar(select(Staff.email).where(Staff.id == made.id)) == made.email
