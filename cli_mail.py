"""`flask mail`: how e-mail goes out, and what a mail server reports of it later."""

import sys
from collections.abc import Iterator
from secrets import token_hex
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import AppGroup

import mail_wire
import postman
from cli_reports import refuse_for
from mail_wire import Line
from models.base import db
from models.message import MailResult
from services import bounces, giveaways, mail_letters, mail_texts
from services.errors import DomainError
from services.mail_letters import Mail

WORDS = {
    MailResult.NOT_NOW: "the server does not take it now (4xx)",
    MailResult.REFUSED: "the server refuses it (5xx)",
    MailResult.UNREACHABLE: "there is no connection, or it was broken off",
    MailResult.TLS: "no STARTTLS, or a certificate that is not right",
    MailResult.LOGIN: "the server does not take user and password",
    MailResult.TIMEOUT: "no answer in time",
    MailResult.UNKNOWN: "the connection broke at the very end: it may have arrived",
}

group = AppGroup("mail", help="E-mail to applicants and staff.")


@group.command("check")
@click.option("--to", help="Send a test there.")
def check(to: str | None) -> None:
    """Say how e-mail would go out, try it, and warn where a name says what the clinic does."""
    click.echo(f"mail: {way(current_app)}")
    for each in _warnings(current_app):
        click.echo(f"warning: {each}", err=True)
    line = postman.line_of(current_app)
    refuse_for(list(_problems(line, to)), "mail: something would fail")
    if line:
        click.echo("mail: a test went out" if to else "mail: the server lets us in")


@group.command("bounced")
def bounced() -> None:
    """Read a report of a mail server (RFC 3464) from standard input, and show what failed."""
    current_app.extensions["refuse_unsafe"]()
    try:
        noted = bounces.note(bounces.read(sys.stdin.buffer.read(bounces.MOST_BYTES + 1)))
    except DomainError as refused:
        db.session.rollback()
        raise click.ClickException(str(refused)) from refused
    db.session.commit()
    click.echo("mail: shown as failed" if noted else "mail: nothing to change")


def way(app: Flask) -> str:
    """How it goes out, in a line."""
    if line := postman.line_of(app):
        server = line.server
        user = f" as {server.user}" if server.user else ""
        return f"by {server.host}:{server.port}{user}; {server.safety}; from {line.sender}"
    if folder := postman.folder_of(app):
        return f"no SMTP_URL: nothing is sent, e-mail is written to {folder}"
    return "no SMTP_URL: nothing is sent, e-mail waits"


def _problems(line: Line | None, to: str | None) -> Iterator[str]:
    if line is None:
        if to or current_app.config["APP_ENV"] == "production":
            yield "Set SMTP_URL and MAIL_FROM: nothing is sent without."
        return
    if not line.sender:
        yield "Set MAIL_FROM: nothing is sent without."
        return
    result = _try_out(line, to)
    if result != MailResult.TAKEN:
        yield f"It did not work: {WORDS[result]}."


def _try_out(line: Line, to: str | None) -> MailResult:
    if not to:
        return mail_wire.greet(line)
    try:
        address = mail_letters.plain(to)
    except ValueError:
        raise click.BadParameter("this is no e-mail address", param_hint="--to") from None
    return mail_wire.send(Mail(address, token_hex(16), mail_texts.text(mail_texts.TEST)), line)


def _warnings(app: Flask) -> Iterator[str]:
    """Everything of ours that stands on the outside of an e-mail, or in a notice."""
    config = app.config
    server = config["SMTP_URL"]
    for name, told in (
        ("MAIL_FROM", config["MAIL_FROM"]),
        ("SMTP_URL", server.host if server else ""),
        ("STAFF_URL", urlsplit(config["STAFF_URL"]).hostname or ""),
    ):
        for part in giveaways.found_in(told):
            yield f"{name} says “{part}”: whoever sees an e-mail learns what the clinic does."
