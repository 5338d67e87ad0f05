"""`flask content`: the guide out as files, and files in, with the difference in words."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from models.base import db
from models.staff import Role
from services import actors, content_files, exchange, staff, term_files, wording
from services.errors import DomainError
from services.exchange import Outcome
from services.registry import ContentType, content_types

# What stays the same around a change is shown so far, to find the place.
CONTEXT = 60
MARKS = {"same": "  ", "stored": "- ", "typed": "+ "}

T = TypeVar("T")

group = AppGroup("content", help="The guide's records as files.")


@group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write what is in use into FOLDER, a file for each content type."""
    with _refusals(), _watched(content_types(), "reading") as types:
        contents = {**exchange.outgoing(types), term_files.NAME: term_files.dump()}
        content_files.write(folder, contents)
    click.echo(f"exported: {', '.join(contents)}")


@group.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--as", "email", metavar="EMAIL", help="The editor for whom it is saved.")
@click.option("--note", default="", help="Stands beside each revision.")
def bring_in(folder: Path, dry_run: bool, email: str | None, note: str) -> None:
    """Save the records of FOLDER as drafts: all of them, or none where one is refused."""
    with _refusals():
        actor = _actor(email)
        files = content_files.read(folder)
        with _watched(exchange.incoming(files), "comparing") as records:
            outcomes = exchange.bring_in(records, actor=actor, note=note)
        outcomes += exchange.only_here(files)
        avoided = term_files.bring_in(term_files.read(folder), actor)
        if email and any(changes for _, _, changes in avoided):
            staff.actor_with(email, Role.REVIEWER)
        end = db.session.rollback if dry_run else db.session.commit
        end()
    for content_type in files:
        _say(content_type, [each for each in outcomes if each.content_type is content_type])
    _say_terms(avoided)
    click.echo("dry run: nothing was changed" if dry_run else "imported: nothing is published yet")


def _actor(email: str | None) -> str:
    """Whoever brings in a text must not be the one who approves it."""
    if email:
        return staff.actor_with(email, Role.EDITOR)
    if current_app.config["APP_ENV"] == "production":
        raise DomainError("Say who brings it in: --as EMAIL.")
    return actors.SYSTEM.name


@contextmanager
def _refusals() -> Iterator[None]:
    """What is refused ends the command with its sentences, and nothing is kept."""
    current_app.extensions["refuse_unsafe"]()
    try:
        yield
    except (DomainError, OSError) as refused:
        db.session.rollback()
        says = refused.strerror if isinstance(refused, OSError) else None
        raise click.ClickException(says or str(refused)) from refused


def _watched(things: Iterable[T], label: str) -> AbstractContextManager[Iterable[T]]:
    """With a bar, where somebody looks at it."""
    listed = list(things)
    return click.progressbar(listed, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def _say(content_type: ContentType, outcomes: list[Outcome]) -> None:
    verbs = (exchange.CREATED, exchange.CHANGED, exchange.SAME, exchange.ONLY_HERE)
    counts = ((sum(each.verb == verb for each in outcomes), verb) for verb in verbs)
    said = ", ".join(f"{count} {verb}" for count, verb in counts if count)
    click.echo(f"{content_type.key}: {said or 'empty'}")
    for each in outcomes:
        if each.verb != exchange.SAME:
            _say_one(each)


def _say_terms(outcomes: list[term_files.Outcome]) -> None:
    counts = Counter(verb for _, verb, _ in outcomes)
    click.echo(f"terms: {', '.join(f'{counts[each]} {each}' for each in counts) or 'no file'}")
    for name, verb, changes in outcomes:
        if changes:
            click.echo(f"  {verb}: {_short('typed', name)}")
            _say_changes(changes)


def _say_one(outcome: Outcome) -> None:
    click.echo(f"  {outcome.verb}: {outcome.slug}")
    _say_changes(outcome.changes)


def _say_changes(changes: dict[str, tuple[Any, Any]]) -> None:
    for name, (before, after) in changes.items():
        click.echo(f"    {name}")
        for kind, text in wording.parts(_text(before), _text(after)):
            click.echo(f"      {MARKS[kind]}{_short(kind, text)}")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, indent=1, ensure_ascii=False)


def _short(kind: str, text: str) -> str:
    """In one line, and nothing in it that a terminal would obey."""
    line = "".join(each if each.isprintable() else " " for each in text)
    if kind != "same" or len(line) <= 2 * CONTEXT:
        return line
    return f"{line[:CONTEXT]} … {line[-CONTEXT:]}"
