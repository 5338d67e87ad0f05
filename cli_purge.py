"""`flask purge`: what is due to be forgotten, and forgetting it now."""

import click
from flask import current_app
from flask.cli import with_appcontext

from models.base import db
from models.columns import utcnow
from services import purging, references, retention

MOST_SHOWN = 10_000


@click.command("purge")
@click.option("--delete", is_flag=True, help="Delete it. Without this it is only listed.")
@with_appcontext
def purge(delete: bool) -> None:
    """List the requests that are due to be deleted; the runner deletes them by itself."""
    current_app.extensions["refuse_unsafe"]()
    unruled = retention.without_rule()
    if unruled and not retention.rules():
        raise click.ClickException(f"{unruled} requests, and nobody confirmed a rule for any form")
    click.echo(f"purge: {_delete()} requests deleted" if delete else _list())
    click.echo(f"purge: {unruled} requests are kept, since no confirmed rule holds for them")
    db.session.rollback()


def _list() -> str:
    """Each with its day and why."""
    due = retention.due(utcnow(), MOST_SHOWN)
    for enrollment, ground in due:
        name = references.shown(enrollment.reference)
        click.echo(f"{name}  due {ground.due_on}  {ground.reason}")
    return f"purge: {len(due)} requests would be deleted; --delete does it"


def _delete() -> int:
    """Batch by batch: what was committed stays so, wherever it ends."""
    count = 0
    while batch := purging.purge_due(utcnow()):
        db.session.commit()
        count += batch
    return count
