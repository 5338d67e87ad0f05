"""E-mail at the desk: listed without addresses, sent again by one click; and who may."""

import pytest

from models.base import db
from models.columns import utcnow
from models.message import MailResult, MessageState
from models.staff import Role
from services import mailing, references
from tests.keeping import purged
from tests.mails import asked, coordinator, messages, tried
from tests.people import at_work, person, post
from tests.statements import counted

LIST = "/messages/"
ADDRESS = "zoe-canary@example.org"
FAILING = "/messages/?flt2_needs_a_look_is=yes"


@pytest.fixture
def client(desk):
    return desk("coordinator")


@pytest.fixture
def failed(staff_session):
    asked(email=ADDRESS)
    return tried(messages()[0], MailResult.REFUSED)


def page_of(message):
    return f"/messages/details/?id={message.id}"


def request_of(message):
    return f"/enrollments/details/?id={message.enrollment_id}"


def again(client, message, page=""):
    return post(client, "/messages/again/", page or page_of(message), id=message.id)


def test_list_says_what_came_of_each_and_no_address(client, failed):
    text = client.get(LIST).text
    reference = references.shown(failed.enrollment.reference)
    assert all(each in text for each in (reference, "Receipt to an applicant", "Failed", "(5xx)"))
    assert ADDRESS not in text


def test_page_shows_each_try_and_no_address(client, failed):
    text = client.get(page_of(failed)).text
    assert ("refused it (5xx)" in text, ADDRESS in text) == (True, False)
    assert f'href="{request_of(failed)}"' in text.replace("&amp;", "&")


def test_notice_names_who_it_is_to(client, failed):
    somebody = coordinator(name="Cora Desk")
    mailing.queue_notices([somebody.id], utcnow())
    db.session.commit()
    text = client.get(LIST).text
    assert ("Cora Desk" in text, somebody.email in text) == (True, False)


def test_list_is_searched_by_reference(client, failed):
    asked()
    reference = references.shown(failed.enrollment.reference).lower()
    assert "1 item found" in client.get(f"{LIST}?search={reference}").text


def test_list_can_show_only_what_needs_a_look(client, failed):
    asked()
    assert "1 item found" in client.get(FAILING).text


@pytest.mark.parametrize("place", [page_of, request_of], ids=["its page", "the request's"])
def test_failed_message_is_sent_again_by_one_click(client, failed, place):
    assert "Send again" in client.get(place(failed)).text
    assert "It is sent again" in client.get(again(client, failed, place(failed)).location).text
    assert messages()[0].state == MessageState.WAITING


def test_deleted_request_gets_no_button_and_a_refusal(client, failed):
    purged(failed.enrollment)
    db.session.commit()
    text = client.get(again(client, failed, "/account/").location).text
    assert "was deleted" in text
    assert messages()[0].state == MessageState.FAILED


def test_message_that_may_have_arrived_says_so_before(client, staff_session):
    asked()
    message = tried(messages()[0], MailResult.UNKNOWN)
    text = client.get(page_of(message)).text
    assert ("May have arrived" in text, "data-confirm" in text) == (True, True)


def test_start_page_counts_what_failed_and_leads_there(client, failed):
    text = client.get("/").text
    assert ("Failed messages" in text, FAILING in text) == (True, True)


def test_request_without_messages_says_nothing_of_them(client, staff_session):
    made = asked(receipt=None)
    assert 'id="mails"' not in client.get(f"/enrollments/details/?id={made.id}").text


@pytest.mark.parametrize(
    ("environment", "words"),
    [("development", "nobody gets it"), ("production", "nothing is sent")],
)
def test_desk_says_that_no_mail_server_is_set(client, staff_app, monkeypatch, environment, words):
    monkeypatch.setitem(staff_app.config, "APP_ENV", environment)
    assert words in client.get(LIST).text


@pytest.mark.parametrize(("environment", "card"), [("development", False), ("production", True)])
def test_start_page_says_that_mail_waits(client, staff_app, monkeypatch, environment, card):
    monkeypatch.setitem(staff_app.config, "APP_ENV", environment)
    asked()
    assert ("Mail waits" in client.get("/").text) == card


def test_with_a_mail_server_nothing_is_said_of_it(client, staff_app, monkeypatch):
    """The control."""
    monkeypatch.setitem(staff_app.config, "SMTP_URL", "a server")
    asked()
    assert "No mail server" not in client.get(LIST).text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_nobody_else_sees_messages(desk, failed, role):
    client = desk(role)
    assert {client.get(each).status_code for each in (LIST, page_of(failed))} == {403}
    assert again(client, failed, "/account/").status_code == 403


def test_list_asks_no_more_for_more_messages(client, failed):
    with counted() as few:
        client.get(LIST)
    for _ in range(5):
        asked()
    with counted() as many:
        assert "6 items" in client.get(LIST).text
    assert len(many) == len(few)


def test_person_switches_notices_off_and_on(staff_app, staff_session):
    cora = person("coordinator")
    client = at_work(staff_app, cora)
    wants = []
    for words in ("off", "on"):
        answer = post(client, "/account/notices/", "/account/", do=words)
        assert f"Notices by e-mail are {words}" in client.get(answer.location).text
        db.session.refresh(cora)
        wants.append(cora.wants_notices)
    assert wants == [False, True]


def test_failing_address_is_shown_to_whom_it_belongs(staff_app, staff_session):
    cora = person("coordinator")
    mailing.queue_notices([cora.id], utcnow())
    tried(messages()[0], MailResult.BOUNCED)
    assert "Not delivered:" in at_work(staff_app, cora).get("/account/").text


def test_others_are_asked_nothing_about_notices(desk):
    client = desk("editor")
    assert "Notices" not in client.get("/account/").text
    assert post(client, "/account/notices/", "/account/", do="off").status_code == 403
