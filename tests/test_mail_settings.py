"""Where mail goes out, and whom it is from: refused where it makes no sense."""

import pytest

import config
from mail_settings import MailServer, Safety, sender, server

SERVERS = {
    "smtp://desk@mail.example": MailServer("mail.example", 587, "desk", Safety.STARTTLS),
    "smtp://mail.example:25": MailServer("mail.example", 25, "", Safety.STARTTLS),
    "smtps://a%40b.example@mail.example": MailServer(
        "mail.example", 465, "a@b.example", Safety.TLS
    ),
    "smtp://localhost:1025": MailServer("localhost", 1025, "", Safety.LOOPBACK),
    "smtp://127.0.0.1:25": MailServer("127.0.0.1", 25, "", Safety.LOOPBACK),
    "smtp://[::1]:25": MailServer("::1", 25, "", Safety.LOOPBACK),
    "smtps://localhost": MailServer("localhost", 465, "", Safety.TLS),
}
NO_SERVERS = [
    *("mail.example", "mail.example:25", "http://mail.example", "smtp://", "smtp://x:port"),
    *("smtp://user:word@mail.example", "smtp://mail.example/path", "smtp://mail.example?x=1"),
    *("smtp://mail.example#x", "smtp://mail.example:99999"),
]
SENDERS = {
    "desk@host.example": "desk@host.example",
    "Front Desk <desk@host.example>": "Front Desk <desk@host.example>",
    '"Desk, Front" <desk@host.example>': '"Desk, Front" <desk@host.example>',
}
NO_SENDERS = [
    *("desk", "desk@host", "@host.example", "Front Desk", "Desk <desk@host.example>\nBcc: x"),
    *("zoë@host.example", "desk@straße.example", "<>"),
]


@pytest.mark.parametrize(("given", "read"), SERVERS.items(), ids=list(SERVERS))
def test_server_is_read(given, read):
    assert server(given) == read


@pytest.mark.parametrize("given", NO_SERVERS)
def test_what_is_no_server_is_refused_and_not_repeated(given):
    with pytest.raises(config.ConfigError, match="Set SMTP_URL") as refused:
        config.load({"SMTP_URL": given})
    assert "word" not in str(refused.value)


@pytest.mark.parametrize(("given", "read"), SENDERS.items(), ids=list(SENDERS))
def test_sender_is_read(given, read):
    assert sender(given) == read


@pytest.mark.parametrize("given", NO_SENDERS)
def test_what_is_no_sender_is_refused(given):
    with pytest.raises(config.ConfigError, match="Set MAIL_FROM"):
        config.load({"MAIL_FROM": given})


@pytest.mark.parametrize("environment", config.ENVIRONMENTS)
def test_server_without_a_sender_is_refused(environment):
    values = config.load({"SMTP_URL": "smtps://mail.example", "APP_ENV": environment})
    with pytest.raises(config.ConfigError, match="Set MAIL_FROM"):
        config.refuse_unsafe(values)


def test_only_the_runner_is_told_where_the_password_lies(tmp_path):
    """And nobody is told what it is, before mail is sent."""
    (tmp_path / "keys").mkdir()
    file = tmp_path / "keys" / "smtp_password"
    file.write_text("a secret\n")
    told = [config.load({"INSTANCE": str(tmp_path)}, role=each) for each in ("runner", "staff")]
    assert [each["SMTP_PASSWORD_FILE"] for each in told] == [file.resolve(), None]
    assert "a secret" not in str(told)
