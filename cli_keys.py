"""`flask keys`: this installation's secrets, made, tried and tried from where they are kept."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli_reports import refuse_for
from services import keyring, keys

group = AppGroup("keys", help="This installation's secrets.")


@group.command("generate")
def generate() -> None:
    """Make the secrets that are missing, and a first pair of keys that seal and open requests."""
    make()


@group.command("verify")
def verify() -> None:
    """Seal and open a probe with every pair of keys, and say which one seals now."""
    _report(current_app.config["OPENING_KEYS"])


@group.command("escrow-test")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def try_escrow(folder: Path) -> None:
    """Prove that the private keys kept in FOLDER open what is sealed here."""
    _report(folder)


def make() -> None:
    """What is missing, and say so."""
    config = current_app.config
    made = keys.generate(Path(config["INSTANCE"]) / "keys")
    if pair := keyring.generate(config["SEALING_KEYS"], config["OPENING_KEYS"]):
        made.append(f"pair {pair}")
    click.echo(f"keys: {', '.join(made)} made" if made else "keys: there")


def _report(opening: Path) -> None:
    sealing = current_app.config["SEALING_KEYS"]
    refuse_for(keyring.problems(sealing, opening), "keys: requests could not be read")
    click.echo(f"keys: all open; {keyring.sealing_key(sealing).id} seals")
