"""`flask` commands: each a few lines over a service, and one commit."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade

import cli_content
import cli_export
import cli_keys
import cli_runner
import seeds
import server
from cli_reports import refuse_for
from models.base import db
from services import (
    actors,
    chain,
    editions,
    evidence,
    keys,
    links,
    publishing,
    staff,
    subjects,
)
from services.errors import DomainError

FIRST_SET_UP = "first set-up, not clinically reviewed"

editions_group = AppGroup("editions", help="What was published.")
audit_group = AppGroup("audit", help="The audit log.")
staff_group = AppGroup("staff", help="Who has an account.")


def init_app(app: Flask, refuse_unsafe: Callable[[], None]) -> None:
    # Each command that serves or writes calls it; one refused at the start could make no key.
    app.extensions["refuse_unsafe"] = refuse_unsafe
    for command in (prepare, seed, serve, cli_runner.run, cli_export.export):
        app.cli.add_command(command)
    for group in (editions_group, audit_group, staff_group, cli_keys.group, cli_content.group):
        app.cli.add_command(group)


@click.command()
@with_appcontext
def prepare() -> None:
    """Keys, tables, seeds and, in development, edition 1. Safe to run again."""
    cli_keys.make()
    _refuse_unsafe()
    keys.make_private(_instance("data"))
    upgrade(directory=str(Path(current_app.root_path) / "migrations"))
    click.echo("tables: up to date")
    _seed()
    if current_app.config["APP_ENV"] == "development":
        _publish_first()


@click.command()
@with_appcontext
def seed() -> None:
    """Load the guide's records as drafts; what is there already stays as it is."""
    _refuse_unsafe()
    _seed()


@click.command()
@with_appcontext
def serve() -> None:
    """Start public workers, staff and runner, and start again whichever ends."""
    _refuse_unsafe()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    server.serve(app.config, partial(_run, app), _welcome)


def _run(app: Flask) -> None:
    """The runner, in a process that the supervisor forked."""
    with app.app_context():
        cli_runner.work()


@editions_group.command("verify")
def verify_editions() -> None:
    """Walk the chain of editions and say where it breaks."""
    _report("editions", chain.check_editions)


@audit_group.command("verify")
def verify_audit() -> None:
    """Walk the audit log's chain, compare it with what is stored, and say where it breaks."""
    _report("audit log", lambda: chain.check_audit() + evidence.check())


@staff_group.command("link")
@click.argument("email", required=False)
@click.option("--second-factor", is_flag=True, help="Also remove the person's second factor.")
def make_link(email: str | None, second_factor: bool) -> None:
    """Make a one-time link: for the first administrator, or a new password for EMAIL."""
    _refuse_unsafe()
    try:
        token = _link_for(email, second_factor) if email else links.for_first_admin()
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    db.session.commit()
    click.echo(_address_of(token))


def _refuse_unsafe() -> None:
    current_app.extensions["refuse_unsafe"]()


def _seed() -> None:
    count = seeds.load()
    db.session.commit()
    click.echo(f"seeds: {count['created']} created, {count['kept']} kept")


def _publish_first() -> None:
    if editions.current() is None:
        changes = subjects.waiting()
        publishing.publish(changes, actor=actors.SYSTEM, reason=FIRST_SET_UP, break_glass=True)
        db.session.commit()
        click.echo(f"edition 1: published ({FIRST_SET_UP})")


def _welcome() -> str:
    """How the first administrator gets in, while there is none."""
    if staff.has_active_admin():
        return ""
    token = links.for_first_admin()
    db.session.commit()
    return f"first administrator, once, within 24 hours: {_address_of(token)}"


def _link_for(email: str, second_factor: bool) -> str:
    person = staff.find_by_email(email)
    if person is None:
        raise click.ClickException("There is no account with this e-mail address.")
    if second_factor:
        staff.drop_second_factor(person, actors.SYSTEM.name)
    return links.for_password(person, actors.SYSTEM.name)


def _address_of(token: str) -> str:
    return f"{current_app.config['STAFF_URL']}/link/{token}"


def _report(what: str, check: Callable[[], list[str]]) -> None:
    refuse_for(check(), f"{what}: the chain is broken")
    click.echo(f"{what}: the chain holds")


def _instance(name: str) -> Path:
    return Path(current_app.config["INSTANCE"]) / name
