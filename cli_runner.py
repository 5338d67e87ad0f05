"""`flask runner`: does what nobody asks for, and shows the figures of all processes."""

from functools import partial

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

import runner
import scraping
from models.columns import utcnow
from models.transaction import read_only
from services import watching


@click.command("runner")
@with_appcontext
def run() -> None:
    """Run what nobody asks for: publish what is due, purge, give a sign of life."""
    current_app.extensions["refuse_unsafe"]()
    _show_figures()
    runner.run()


def _show_figures() -> None:
    config = current_app.config
    if config["METRICS_PORT"]:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        scraping.serve(config["METRICS_PORT"], config["METRICS_FOLDER"], partial(figures, app))


def figures(app: Flask) -> dict[str, float]:
    with app.app_context(), read_only():
        return watching.figures(utcnow())
