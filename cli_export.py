"""`flask export`: the current edition as files that a web server can serve on its own."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from services import editions


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export(folder: Path) -> None:
    """Write the current edition into FOLDER, and show it there as a whole."""
    current_app.extensions["refuse_unsafe"]()
    number = editions.latest_number()
    if not number:
        raise click.ClickException("Nothing is published yet.")
    steps = current_app.extensions["exporter"]().export(folder)
    with click.progressbar(length=0, label="writing", file=sys.stderr, hidden=_unseen()) as bar:
        for place, of in steps:
            bar.length = of
            bar.update(place - bar.pos)
    click.echo(f"exported: edition {number}, in {folder / 'current'}")


def _unseen() -> bool:
    return not sys.stderr.isatty()
