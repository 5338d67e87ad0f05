"""Webhooks at the desk: added, the secret shown once, tried, switched, removed; and who may."""

import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook as Signer

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.delivery import Delivery, Result
from models.staff import Role
from models.webhook import Webhook, WebhookState
from services import deliveries, destinations, webhooks
from services.letters import Answer
from tests.apps import opened, prepared
from tests.builders import ACTOR
from tests.hooks import ELSEWHERE, added
from tests.people import QUICK_PASSWORDS, at_work, csrf_token, person, post
from tests.receivers import LOOPBACK
from tests.statements import counted

SECRET = re.compile(r'value="(whsec_[\w+/=]+)"')
NEW, LIST = "/webhooks/new/", "/webhooks/"
PRIVATE = ["https://127.0.0.1/", "https://localhost/", "https://[::ffff:10.0.0.1]/"]
MAY_READ = {Role.ADMIN, Role.AUDITOR}


@pytest.fixture
def admin(desk):
    return desk("admin")


@pytest.fixture
def webhook(staff_session):
    return added()[0]


def add(client, **typed):
    fields = {"purpose": "The clinic's site", "address": ELSEWHERE, **typed}
    return post(client, NEW, **fields)


def page_of(webhook):
    return f"/webhooks/details/?id={webhook.id}"


def do(client, webhook, deed):
    return post(client, "/webhooks/do/", page_of(webhook), id=webhook.id, do=deed)


def stored():
    db.session.expire_all()
    return db.session.scalars(select(Webhook)).all()


def tried(webhook, result):
    made = deliveries.queue_test(webhook, ACTOR)
    number = deliveries.take(made.id, utcnow())
    deliveries.settle(made.id, number, Answer(result, 17), utcnow())
    db.session.commit()
    return made


def test_empty_list_says_so(admin):
    assert "Nobody is told yet" in admin.get(LIST).text


def test_secret_is_shown_once(admin):
    page = add(admin)
    secret = SECRET.search(page.text)[1]
    assert Signer(secret)
    (made,) = stored()
    assert (made.address, made.state, made.made_by[:6]) == (ELSEWHERE, WebhookState.ON, "staff ")
    assert not any(SECRET.search(admin.get(path).text) for path in (LIST, page_of(made)))


def test_page_with_the_secret_is_kept_nowhere(admin):
    assert "no-store" in add(admin).headers["Cache-Control"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_refused_beside_its_field_and_stays_typed(admin, address):
    page = add(admin, address=address).text
    assert 'id="address-error"' in page
    assert "private network" in page
    assert f'value="{address}"' in page
    assert stored() == []


def test_network_that_a_setting_names_is_taken(admin, staff_app, monkeypatch):
    """The control."""
    monkeypatch.setitem(staff_app.config, "WEBHOOK_NETWORKS", LOOPBACK)
    assert SECRET.search(add(admin, address="http://127.0.0.1:8080/hook").text)


@pytest.mark.parametrize(
    "typed",
    [
        {"purpose": " "},
        {"purpose": "x" * 121},
        {"purpose": "a\0b"},
        {"address": ""},
        {"address": "site.example"},
        {"address": f"{ELSEWHERE}/{'x' * 500}"},
    ],
    ids=["blank", "long", "nul", "none", "half", "long address"],
)
def test_what_cannot_be_added_is_refused_and_kept_in_the_form(admin, typed):
    page = add(admin, **typed).text
    assert "Problem:" in page
    assert stored() == []


def test_typed_text_that_comes_back_adds_nothing(admin):
    assert "It is not saved yet." in add(admin, _redisplay="1").text
    assert stored() == []


@pytest.mark.parametrize("role", Role)
def test_who_may_read_and_who_may_add(desk, webhook, role):
    client = desk(role)
    read, manage = (200 if role in MAY_READ else 403), (200 if role == Role.ADMIN else 403)
    assert {client.get(path).status_code for path in (LIST, page_of(webhook))} == {read}
    assert client.get(NEW).status_code == manage
    assert ("New webhook" in client.get(LIST).text) == (role == Role.ADMIN)


def test_auditor_sees_no_button(desk, webhook):
    tried(webhook, Result.TIMEOUT)
    page = desk("auditor").get(page_of(webhook)).text
    assert "/webhooks/do/" not in page
    assert "/webhooks/again/" not in page


def test_webhook_is_switched_off_and_on(admin, webhook):
    do(admin, webhook, "off")
    assert stored()[0].state == WebhookState.OFF
    do(admin, webhook, "on")
    assert stored()[0].state == WebhookState.ON


def test_new_secret_is_shown_once(admin, webhook):
    assert SECRET.search(do(admin, webhook, "secret").text)
    assert not SECRET.search(admin.get(page_of(webhook)).text)


def test_test_message_is_queued(admin, webhook):
    assert do(admin, webhook, "test").location == page_of(webhook)
    assert db.session.scalar(select(Delivery.webhook_id)) == webhook.id
    assert "Test message" in admin.get(page_of(webhook)).text


def test_what_is_off_is_not_tried_and_says_so(admin, webhook):
    do(admin, webhook, "off")
    do(admin, webhook, "test")
    assert "Switch it on first." in admin.get(page_of(webhook)).text
    assert db.session.scalar(select(Delivery.id)) is None


def test_removed_webhook_is_nowhere(admin, webhook):
    assert do(admin, webhook, "remove").location == LIST
    assert "Nobody is told yet" in admin.get(LIST).text
    assert admin.get(page_of(webhook)).status_code == 404


def test_delivery_is_sent_again(admin, webhook):
    made = tried(webhook, Result.TAKEN)
    answer = post(admin, "/webhooks/again/", page_of(webhook), id=made.id)
    assert answer.location == page_of(webhook)
    assert deliveries.due(utcnow()) == [made.id]


def test_tries_are_shown_with_what_came_of_them(admin, webhook):
    tried(webhook, Result.TIMEOUT)
    page = admin.get(page_of(webhook)).text
    for words in ("Waiting for another try", "No answer in time", "17 ms"):
        assert words in page


def test_every_result_has_words(admin, webhook):
    for each in Result:
        webhook.state = WebhookState.ON
        tried(webhook, each)
    assert admin.get(page_of(webhook)).text.count("17 ms") == len(Result)


def test_failing_webhook_stands_on_the_start_page(admin, webhook):
    assert "Failing webhooks" not in admin.get("/").text
    tried(webhook, Result.GONE)
    assert "Failing webhooks" in admin.get("/").text
    assert "wants no more messages (410)" in admin.get(page_of(webhook)).text


def test_each_deed_is_on_record_under_a_name(admin, webhook):
    for deed in ("test", "secret", "off", "on", "remove"):
        do(admin, webhook, deed)
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.target == str(webhook)))
    assert [each.actor[:5] for each in events if each.actor != ACTOR] == ["staff"] * 5


@pytest.mark.parametrize("key", ["0", "x", str(2**31), ""])
def test_unknown_webhook_is_nowhere(admin, key):
    assert admin.get(f"/webhooks/details/?id={key}").status_code == 404
    for path in ("/webhooks/do/", "/webhooks/again/"):
        token = csrf_token(admin, "/account/")
        data = {"csrf_token": token, "id": key, "do": "off"}
        assert admin.post(path, data=data).status_code == 404


def test_unknown_deed_is_none(admin, webhook):
    assert do(admin, webhook, "publish").status_code == 400


def statements(client):
    with counted() as sent:
        client.get(LIST)
    return len(sent)


def test_list_asks_no_more_for_more_webhooks(admin, webhook):
    statements(admin)
    few = statements(admin)
    for _ in range(5):
        tried(added()[0], Result.TAKEN)
    assert statements(admin) == few
    assert len(webhooks.everyone()) == 6


@pytest.fixture
def alone(databases):
    """A dashboard with a database of its own: only there can somebody else want its lock."""
    settings = databases.new("sqlite")
    with prepared(settings), opened("staff", {**settings, **QUICK_PASSWORDS}) as app:
        yield app


def test_lock_is_free_while_a_name_is_looked_up(alone, monkeypatch):
    locked, look_up = [], destinations.socket.getaddrinfo
    with alone.app_context():
        client = at_work(alone, person("admin"))

    def slow(*given, **options):
        path = alone.config["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=0.1, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            locked.append(other.in_transaction)
        return look_up(*given, **options)

    token = csrf_token(client, "/account/")
    monkeypatch.setattr(destinations.socket, "getaddrinfo", slow)
    data = {"csrf_token": token, "purpose": "The clinic's site", "address": ELSEWHERE}
    assert SECRET.search(client.post(NEW, data=data).text)
    assert locked == [True]
