"""Talking with real mail servers: taken, refused, out of reach, and broken off at the end."""

import socket
from contextlib import closing

import pytest

import mail_wire
from mail_settings import MailServer, Safety
from mail_wire import Line
from models.message import MailResult
from services.mail_letters import Mail
from services.mail_texts import Text
from services.policies import MAILING
from tests.mailers import SENDER, Mailbox, receiving_mail
from tests.servers import free_port

MAIL = Mail("ada@example.org", "0" * 32, Text("Hello", "One line\n.\nand another\n"))
USER, PASSWORD = "desk", "a secret"


@pytest.fixture
def impatient(monkeypatch):
    """Waits for nobody."""
    for name in ("seconds", "seconds_to_answer"):
        monkeypatch.setitem(vars(MAILING), name, 0.3)


@pytest.mark.parametrize("safety", Safety, ids=lambda each: each.name)
def test_mail_arrives_whole(safety):
    with receiving_mail(Mailbox(), safety) as box:
        assert mail_wire.send(MAIL, box.line(safety)) == MailResult.TAKEN
    (envelope,), (mail,) = box.got, box.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@host.example", [MAIL.to])
    assert mail.get_content().replace("\r\n", "\n") == MAIL.text.body
    assert mail["Message-ID"] == f"<{MAIL.message_id}@host.example>"


def test_address_that_is_not_ascii_arrives():
    mail = Mail("zoë@example.org", "0" * 32, MAIL.text)
    with receiving_mail(Mailbox()) as box:
        assert mail_wire.send(mail, box.line()) == MailResult.TAKEN
    assert (box.got[0].rcpt_tos, box.mails[0]["To"]) == ([mail.to], mail.to)


@pytest.mark.parametrize(
    ("says", "result"),
    [("451 later", "4xx"), ("550 never", "5xx"), ("421 closing", "4xx"), ("399 what", "4xx")],
)
@pytest.mark.parametrize("stage", ["recipients", "answers"])
def test_refusal_is_known_by_its_class(stage, says, result):
    answer = says if stage == "recipients" else lambda _: says
    with receiving_mail(Mailbox(**{stage: answer})) as box:
        assert mail_wire.send(MAIL, box.line()) == result


# The server of the tests warns of what it does itself.
@pytest.mark.filterwarnings("ignore:Session.login_data is deprecated:DeprecationWarning")
def test_user_is_let_in_with_the_right_password_only():
    with receiving_mail(Mailbox(users={USER: PASSWORD}), Safety.STARTTLS) as box:
        results = [
            mail_wire.greet(box.line(Safety.STARTTLS, USER, given)) for given in (PASSWORD, "other")
        ]
    assert results == [MailResult.TAKEN, MailResult.LOGIN]


def test_server_without_starttls_is_told_nothing():
    with receiving_mail(Mailbox()) as box:
        line = box.line(Safety.STARTTLS, USER, PASSWORD)
        assert mail_wire.send(MAIL, line) == MailResult.TLS
    assert box.offered == 0


@pytest.mark.parametrize("safety", [Safety.TLS, Safety.STARTTLS], ids=lambda each: each.name)
def test_certificate_of_a_stranger_is_refused(safety):
    with receiving_mail(Mailbox(), safety) as box:
        stranger = Line(MailServer("localhost", box.port, "", safety), SENDER)
        assert mail_wire.send(MAIL, stranger) == MailResult.TLS
    assert box.offered == 0


@pytest.mark.parametrize("safety", [Safety.TLS, Safety.STARTTLS], ids=lambda each: each.name)
def test_certificate_of_another_name_is_refused(safety):
    with receiving_mail(Mailbox(), safety) as box:
        other = MailServer("127.0.0.1", box.port, "", safety)
        assert mail_wire.send(MAIL, Line(other, SENDER, "", box.line().tls)) == MailResult.TLS


def test_server_that_is_away_is_unreachable():
    line = Line(MailServer("127.0.0.1", free_port(), "", Safety.LOOPBACK), SENDER)
    assert mail_wire.send(MAIL, line) == MailResult.UNREACHABLE


@pytest.mark.usefixtures("impatient")
def test_server_that_never_speaks_is_given_up():
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        server = MailServer("127.0.0.1", silent.getsockname()[1], "", Safety.LOOPBACK)
        assert mail_wire.send(MAIL, Line(server, SENDER)) == MailResult.TIMEOUT


def test_connection_that_breaks_at_the_end_leaves_it_unknown():
    with receiving_mail(Mailbox(hangs_up=True)) as box:
        assert mail_wire.send(MAIL, box.line()) == MailResult.UNKNOWN
    assert len(box.got) == 1


@pytest.mark.usefixtures("impatient")
def test_answer_that_never_comes_leaves_it_unknown():
    with receiving_mail(Mailbox(seconds=5)) as box:
        assert mail_wire.send(MAIL, box.line()) == MailResult.UNKNOWN


def test_password_is_in_no_repr():
    assert PASSWORD not in repr(Mailbox().line(Safety.TLS, USER, PASSWORD))
