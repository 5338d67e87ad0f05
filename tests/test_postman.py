"""The postman: what is due reaches a real mail server, once, and nobody waits for a slow one."""

import logging
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes

import pytest

import postman
from models.base import db
from models.columns import utcnow
from models.consent import Wish
from models.message import MailResult, MessageState
from postman import Postman, line_of
from services import mail_letters, mailing, references
from tests.apps import opened
from tests.databases import PRODUCTION
from tests.keeping import wish
from tests.mailers import Mailbox, receiving_mail
from tests.mails import asked, coordinator, hurry, messages

WAITING, SENDING, SENT, FAILED = MessageState
DASHBOARD = "https://desk.host.example"


@pytest.fixture
def box():
    with receiving_mail(Mailbox()) as box:
        yield box


@pytest.fixture
def config(app, session, monkeypatch, tmp_path):
    """Of a runner, over the database of the test."""
    own = {
        "OPENING_KEYS": app.config["INSTANCE"] / "keys" / "opening",
        "STAFF_URL": DASHBOARD,
        "SMTP_URL": None,
        "MAIL_FROM": "",
        "SMTP_PASSWORD": "",
        "INSTANCE": tmp_path,
    }
    for name, value in own.items():
        monkeypatch.setitem(app.config, name, value)
    return app.config


@pytest.fixture
def walk(app, config, box):
    """A round of a postman who brings all to the box."""
    made = Postman(app)
    made.line = box.line()
    return made.go_round


def standings():
    return [(each.state, each.last_result) for each in messages()]


def test_receipt_reaches_the_applicant_and_says_little(walk, box):
    one = asked(email="zoe@example.org", name="Zoe")
    walk()
    walk()
    ((envelope,), (mail,)) = (box.got, box.mails)
    assert (envelope.rcpt_tos, mail["To"]) == (["zoe@example.org"], "zoe@example.org")
    assert references.shown(one.reference) in mail.get_content()
    assert "Zoe" not in mail.get_content()
    assert standings() == [(SENT, MailResult.TAKEN)]


def test_mail_asks_for_no_answer_of_machines_and_names_no_program(walk, box):
    asked()
    walk()
    names = "From To Subject Date Message-ID Auto-Submitted MIME-Version Content-Type"
    assert set(box.mails[0].keys()) == {*names.split(), "Content-Transfer-Encoding"}


def test_notice_reaches_staff_and_names_no_request(walk, box):
    somebody, one = coordinator(), asked(receipt=None)
    walk()
    (mail,) = box.mails
    assert (mail["To"], DASHBOARD in mail.get_content()) == (somebody.email, True)
    assert references.shown(one.reference) not in mail.as_string()


def test_domain_is_spelled_as_mail_servers_know_it(walk, box):
    asked(email="zoe@straße.example")
    walk()
    assert box.got[0].rcpt_tos == ["zoe@xn--strae-oqa.example"]


def test_refused_for_now_comes_again_under_the_same_id(walk, box):
    box.answers = lambda count: "451 later" if count == 1 else "250 taken"
    asked()
    walk()
    assert standings() == [(WAITING, MailResult.NOT_NOW)]
    hurry()
    walk()
    assert box.ids == [messages()[0].message_id]


def test_refused_for_good_is_shown_at_once(walk, box):
    box.recipients = "550 nobody here"
    asked()
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.REFUSED)], [])


def test_connection_that_breaks_at_the_end_is_not_repeated(walk, box):
    box.hangs_up = True
    asked()
    walk()
    hurry()
    walk()
    assert (standings(), len(box.got)) == ([(FAILED, MailResult.UNKNOWN)], 1)


def test_what_another_began_to_send_is_not_sent(walk, box):
    asked()
    mailing.take(messages()[0].id, utcnow() - timedelta(days=1))
    db.session.commit()
    hurry()
    messages()[0].state = SENDING
    db.session.commit()
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.UNKNOWN)], [])


def test_request_that_does_not_open_fails(walk, config, box, tmp_path):
    config["OPENING_KEYS"] = tmp_path
    asked()
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.NO_KEY)], [])


def test_address_that_no_mail_can_reach_fails(walk, box, caplog):
    coordinator(email="cora-canary@localhost")
    asked(receipt=None)
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.NO_ADDRESS)], [])
    assert "cora-canary" not in caplog.text


def test_receipt_to_somebody_who_wants_none_any_more_is_cancelled(walk, box):
    """Also where it was being sent while they said so, and waits to be tried again."""
    made = asked()
    wish(made, Wish.STOP_ALL)
    messages()[0].state = WAITING
    db.session.commit()
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.CANCELLED)], [])


def test_notice_to_somebody_who_left_is_cancelled(walk, box):
    somebody = coordinator()
    mailing.queue_notices([somebody.id], utcnow())
    somebody.active = False
    db.session.commit()
    walk()
    assert (standings(), box.got) == ([(FAILED, MailResult.CANCELLED)], [])


def test_mistake_of_ours_is_tried_again_and_stops_no_other(walk, box, monkeypatch, caplog):
    caplog.set_level(logging.ERROR)
    asked(email="first@example.org")
    asked(email="second@example.org")
    first, plain = messages()[0], mail_letters.plain
    monkeypatch.setattr(
        mail_letters, "plain", lambda to: 1 / 0 if to.startswith("first") else plain(to)
    )
    walk()
    assert standings() == [(WAITING, MailResult.MISTAKE), (SENT, MailResult.TAKEN)]
    assert f"message {first.id}: ZeroDivisionError" in caplog.text
    assert "example.org" not in caplog.text


def test_development_without_a_server_writes_to_a_private_folder(app, config):
    asked(email="zoe@example.org")
    Postman(app).go_round()
    folder = postman.folder_of(app)
    (path,) = folder.glob("*.eml")
    assert message_from_bytes(path.read_bytes())["To"] == "zoe@example.org"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, path)] == [0o700, 0o600]
    assert standings() == [(SENT, MailResult.FILED)]


def test_production_without_a_server_keeps_all_waiting(app, config, monkeypatch):
    monkeypatch.setitem(config, "APP_ENV", "production")
    coordinator()
    asked()
    Postman(app).go_round()
    assert (standings(), postman.folder_of(app)) == ([(WAITING, None)], None)


@pytest.fixture
def alone(databases):
    """A runner with a database of its own: only there can somebody else want its lock."""
    with opened("runner", databases.new("sqlite")) as app:
        app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
        with app.app_context():
            yield app
            db.session.remove()


def test_lock_is_free_and_sending_is_committed_while_a_server_thinks(alone, box):
    seen = []

    def answer(_count):
        path = alone.config["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=0.1, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            seen.extend(other.execute("SELECT state FROM message"))
        return "250 taken"

    box.answers = answer
    asked()
    db.session.remove()
    made = Postman(alone)
    made.line = box.line()
    made.go_round()
    assert seen == [("sending",)]


def test_password_is_read_from_a_file_of_the_keys(databases, tmp_path):
    server = {"SMTP_URL": "smtps://mail.example.org", "MAIL_FROM": "Desk <desk@example.org>"}
    with opened("runner", databases.new("sqlite") | server | {"INSTANCE": tmp_path}) as app:
        (tmp_path / "keys").mkdir(exist_ok=True)
        (tmp_path / "keys" / "smtp_password").write_text("a secret\n")
        line = line_of(app)
    assert line
    assert line.password == "a secret"


def test_runner_alone_is_told_the_password(databases):
    settings = databases.new("sqlite") | PRODUCTION | {"SMTP_PASSWORD": "a secret"}
    told = []
    for role in ("public", "staff", "runner"):
        with opened(role, settings) as app:
            told.append(app.config["SMTP_PASSWORD"])
    assert told == ["", "", "a secret"]
