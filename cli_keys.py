"""`flask keys`: this installation's secrets, from the day they are made to the day they go."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from cli_reports import refuse_for
from models.base import db
from models.columns import utcnow
from models.key_epoch import KeyEpoch
from services import epochs, keyring, keys, lookup_keys, rehashing, resealing
from services.keyring import Ring

STEPS = ("opened_at", "retiring_since", "emptied_at", "destroyed_at")

group = AppGroup("keys", help="This installation's secrets.")


@group.command("generate")
def generate() -> None:
    """Make the secrets that are missing, a first pair of keys that seal and open requests, and a
    first key that finds them.
    """
    make()


@group.command("verify")
def verify() -> None:
    """Seal and open a probe with every pair of keys, and say which one seals now."""
    _report(current_app.config["OPENING_KEYS"])


@group.command("escrow-test")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--place", help="Note that copies are there: what people call that place.")
def try_escrow(folder: Path, place: str | None) -> None:
    """Prove that the private keys kept in FOLDER open what is sealed here."""
    _report(folder)
    if place:
        epochs.adopt(_ring(), utcnow())
        click.echo(f"keys: {epochs.note_escrow(folder, place, utcnow())} copies noted")
        db.session.commit()


@group.command("list")
def show() -> None:
    """Say where each pair of keys stands in its life, and each key of look-ups."""
    for each in epochs.all_():
        click.echo("  ".join(_told(each)))
    keys = lookup_keys.all_(_ring().lookup)
    for key_id in keys:
        state = "current" if key_id == max(keys) else "retiring"
        click.echo(f"{key_id}  look-ups  {state}")


@group.command("rotate")
def rotate() -> None:
    """Make a new pair of keys, which seals from now on, and a new key of look-ups. The runner does
    so every month.
    """
    current_app.extensions["refuse_unsafe"]()
    made = epochs.rotate(_ring(), utcnow())
    db.session.commit()
    click.echo(f"keys: {made} seals from now on; copy it to where you keep the others")


@group.command("retire")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def retire(dry_run: bool) -> None:
    """Seal what is kept to the current key, make its digests anew, and destroy the keys that
    nothing needs any more.
    """
    current_app.extensions["refuse_unsafe"]()
    ring, now = _ring(), utcnow()
    epochs.adopt(ring, now)
    if not dry_run:
        _hash_anew(ring)
        _seal_anew(ring)
    epochs.note_empty(now)
    due = epochs.due(now, timedelta(days=current_app.config["BACKUP_RETENTION"]))
    for epoch in due:
        _destroy(epoch, ring, dry_run)
    _say_rest(ring)
    db.session.rollback() if dry_run else db.session.commit()


def make() -> None:
    """What is missing, and say so."""
    config = current_app.config
    made = keys.generate(Path(config["INSTANCE"]) / "keys")
    if pair := keyring.generate(config["SEALING_KEYS"], config["OPENING_KEYS"]):
        made.append(f"pair {pair}")
    if key := lookup_keys.generate(config["LOOKUP_KEYS"]):
        made.append(f"look-up key {key}")
    click.echo(f"keys: {', '.join(made)} made" if made else "keys: there")


def _ring() -> Ring:
    folders = ("SEALING_KEYS", "OPENING_KEYS", "LOOKUP_KEYS")
    return Ring(*(current_app.config[each] for each in folders))


def _report(opening: Path) -> None:
    sealing = current_app.config["SEALING_KEYS"]
    refuse_for(keyring.problems(sealing, opening), "keys: requests could not be read")
    click.echo(f"keys: all open; {keyring.sealing_key(sealing).id} seals")


def _seal_anew(ring: Ring) -> None:
    """Batch by batch: what was committed stays so, wherever it ends."""
    to, opening = keyring.sealing_key(ring.sealing), keyring.opening_keys(ring.opening)
    failed: list[str] = []
    with _bar(resealing.count(to), "sealing anew") as bar:
        for batch in resealing.batches(opening, to):
            db.session.commit()
            bar.update(batch.moved)
            failed += batch.failed
    refuse_for([f"{each} does not open" for each in failed], "keys: some stay in use")


def _hash_anew(ring: Ring) -> None:
    """Batch by batch. A record that does not open is named where it is sealed anew."""
    keys, opening = lookup_keys.all_(ring.lookup), keyring.opening_keys(ring.opening)
    with _bar(rehashing.count(lookup_keys.newest(keys)), "digests anew") as bar:
        for batch in rehashing.batches(keys, opening):
            db.session.commit()
            bar.update(batch.moved)
    for each in rehashing.drop_old(ring.lookup):
        click.echo(f"look-up key {each}: removed, no request needs it")
    db.session.commit()


def _destroy(epoch: KeyEpoch, ring: Ring, dry_run: bool) -> None:
    if not dry_run:
        epochs.destroy(epoch, ring, utcnow())
    click.echo(f"{epoch}: {'would be ' if dry_run else ''}destroyed")
    for each in epoch.escrow_copies:
        click.echo(f"  destroy the copy in {each.place} (seen {each.seen_at:%Y-%m-%d})")


def _say_rest(ring: Ring) -> None:
    key = keyring.sealing_key(ring.sealing)
    click.echo(f"keys: {resealing.count(key)} records are sealed to older keys; {key.id} seals")


def _told(epoch: KeyEpoch) -> Iterator[str]:
    yield epoch.key_id
    yield epoch.state
    for each in STEPS:
        if at := getattr(epoch, each):
            yield f"{each.partition('_')[0]} {at:%Y-%m-%d}"


def _bar(length: int, label: str) -> Any:
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)
