"""`flask runner`: what nobody asks for, all processes' figures, the files, webhooks, e-mail."""

from datetime import timedelta
from functools import partial

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

import cli_mail
import runner
import scraping
from courier import Courier
from models.columns import utcnow
from models.transaction import read_only
from postman import Postman
from services import watching
from services.key_keeping import Keeper
from services.keyring import Ring
from ticker import Ticker


@click.command("runner")
@with_appcontext
def run() -> None:
    """Run what nobody asks for: publish what is due, tell webhooks, send mail, purge, and more."""
    current_app.extensions["refuse_unsafe"]()
    work()


def work() -> None:
    """Until told to end."""
    keeper = _keeper()
    _show_figures(keeper)
    _keep_files()
    _tell_webhooks()
    _send_mail()
    runner.run(keeper)


def _show_figures(keeper: Keeper) -> None:
    config = current_app.config
    if config["METRICS_PORT"]:
        found = partial(figures, _app(), keeper)
        scraping.serve(config["METRICS_PORT"], config["METRICS_FOLDER"], found)


def _keeper() -> Keeper:
    config = current_app.config
    ring = Ring(config["SEALING_KEYS"], config["OPENING_KEYS"], config["LOOKUP_KEYS"])
    return Keeper(ring, timedelta(days=config["BACKUP_RETENTION"]))


def _keep_files() -> None:
    if folder := current_app.config["EXPORT_DIR"]:
        exporter = current_app.extensions["exporter"]()
        Ticker("export", partial(exporter.keep, folder)).start()


def _tell_webhooks() -> None:
    # Not at once: a slow receiver would keep the runner from its work.
    Ticker("webhooks", Courier(_app()).go_round, at_once=False).start()


def _send_mail() -> None:
    click.echo(f"mail: {cli_mail.way(current_app)}")
    Ticker("mail", Postman(_app()).go_round, at_once=False).start()


def _app() -> Flask:
    """For threads, which have no context of their own."""
    return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]


def figures(app: Flask, keeper: Keeper) -> dict[str, float]:
    with app.app_context(), read_only():
        return {**watching.figures(utcnow()), **keeper.figures}
