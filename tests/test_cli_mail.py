"""`flask mail`: says how e-mail goes out, tries it, warns of names, and reads reports."""

import pytest

from mail_settings import MailServer, Safety
from models.message import MailResult, MessageState
from services.mail_texts import text
from tests.mailers import SENDER, Mailbox, receiving_mail
from tests.mails import asked, messages, tried
from tests.servers import free_port
from tests.services.test_bounces import CANARY, report

NEUTRAL = {"MAIL_FROM": SENDER, "STAFF_URL": "https://desk.host.example"}
TELLING = {
    "MAIL_FROM": ("Rehab <desk@host.example>", "rehab"),
    "STAFF_URL": ("https://staff.2911recovery.example", "recover"),
    "SMTP_URL": (MailServer("mail.clinic.example", 25, "", Safety.LOOPBACK), "clinic"),
}


@pytest.fixture
def mail(app, session, monkeypatch):
    """A function that runs a command with these settings."""

    def run(*args, sent=None, **settings):
        for name, value in {"SMTP_URL": None, **NEUTRAL, **settings}.items():
            monkeypatch.setitem(app.config, name, value)
        return app.test_cli_runner().invoke(args=["mail", *args], input=sent)

    return run


@pytest.fixture
def box():
    with receiving_mail(Mailbox()) as box:
        yield box


def server_of(box):
    return MailServer("127.0.0.1", box.port, "", Safety.LOOPBACK)


def test_check_tries_the_server_and_sends_nothing(mail, box):
    said = mail("check", SMTP_URL=server_of(box))
    assert (said.exit_code, box.got) == (0, [])
    assert f"by 127.0.0.1:{box.port}; {Safety.LOOPBACK}; from {SENDER}" in said.stdout
    assert ("lets us in" in said.stdout, said.stderr) == (True, "")


def test_check_sends_a_test_where_it_is_asked_to(mail, box):
    said = mail("check", "--to", "ada@example.org", SMTP_URL=server_of(box))
    assert (said.exit_code, box.got[0].rcpt_tos) == (0, ["ada@example.org"])
    assert box.mails[0]["Subject"] == text("test").subject


def test_check_fails_where_a_message_would(mail, box):
    box.recipients = "550 nobody"
    said = mail("check", "--to", "ada@example.org", SMTP_URL=server_of(box))
    assert (said.exit_code, "refuses it (5xx)" in said.stderr) == (1, True)


def test_check_fails_where_no_server_is(mail):
    away = MailServer("127.0.0.1", free_port(), "", Safety.LOOPBACK)
    said = mail("check", SMTP_URL=away)
    assert (said.exit_code, "no connection" in said.stderr) == (1, True)


def test_check_fails_without_a_sender(mail, box):
    said = mail("check", SMTP_URL=server_of(box), MAIL_FROM="")
    assert (said.exit_code, "Set MAIL_FROM" in said.stderr, box.offered) == (1, True, 0)


@pytest.mark.parametrize(
    ("environment", "code", "words"),
    [("development", 0, "is written to"), ("production", 1, "e-mail waits")],
)
def test_check_says_what_happens_without_a_server(mail, environment, code, words):
    said = mail("check", APP_ENV=environment)
    assert (said.exit_code, words in said.stdout) == (code, True)


@pytest.mark.parametrize("name", TELLING)
def test_check_warns_of_a_name_that_says_what_the_clinic_does(mail, name):
    value, part = TELLING[name]
    said = mail("check", **{name: value})
    assert f"{name} says “{part}”" in said.stderr


def test_check_warns_of_nothing_neutral(mail):
    """The control."""
    assert "warning" not in mail("check").stderr


@pytest.mark.parametrize("to", ["ada", "ada@", "a b@example.org"])
def test_check_refuses_what_is_no_address(mail, box, to):
    said = mail("check", "--to", to, SMTP_URL=server_of(box))
    assert (said.exit_code, box.offered) == (2, 0)


def test_report_of_a_bounce_shows_the_message_as_failed(mail):
    asked()
    message = tried(messages()[0], MailResult.TAKEN)
    said = mail("bounced", sent=report(message.message_id))
    (found,) = messages()
    assert (said.exit_code, found.state) == (0, MessageState.FAILED)
    assert (found.last_result, CANARY in said.output) == (MailResult.BOUNCED, False)


@pytest.mark.parametrize("sent", [b"", b"\xff\xfe", report()], ids=["empty", "junk", "stranger"])
def test_what_is_no_report_of_ours_is_refused(mail, sent):
    said = mail("bounced", sent=sent)
    assert (said.exit_code, "This report" in said.stderr or "This is no" in said.stderr) == (
        1,
        True,
    )
    assert CANARY not in said.output
