"""The runner gives a sign of life, and ends when it is told to."""

import os
import subprocess
import time
from datetime import timedelta

import pytest

import cli_runner
import runner
from app import create_app
from models.base import db
from models.release import Release
from services import heartbeat
from services.key_keeping import Keeper
from services.keyring import Ring
from tests.releasing import approved, come_due, release
from tests.servers import FLASK

SECONDS = 20


def rounds_of(app):
    keys = app.config["INSTANCE"] / "keys"
    ring = Ring(*(keys / each for each in ("sealing", "opening", "lookup")))
    return runner.Rounds(Keeper(ring, timedelta(days=35)))


def test_round_writes_the_heartbeat(app, session):
    assert heartbeat.last_beat(heartbeat.RUNNER) is None
    rounds_of(app).one_round()
    assert heartbeat.last_beat(heartbeat.RUNNER)


def test_round_publishes_what_is_due_and_rehearses_the_rest(app, session):
    made, other = release(approved("sections")), release(approved("faqs"))
    other.held_because = "It was."
    key, next_key = made.id, other.id
    come_due(made)
    db.session.commit()
    rounds_of(app).one_round()
    assert db.session.get(Release, key).edition_number == 2
    assert db.session.get(Release, next_key).held_because == ""


def test_runner_publishes_between_rounds(app, session):
    rounds, key = rounds_of(app), release().id
    db.session.commit()
    rounds.go_on()
    come_due(db.session.get(Release, key))
    db.session.commit()
    rounds.go_on()
    assert db.session.get(Release, key).edition_number == 2


def test_round_rehearses_only_what_may_have_changed(app, session):
    rounds, key = rounds_of(app), release().id
    db.session.commit()
    rounds.one_round()
    db.session.get(Release, key).held_because = "Left alone."
    db.session.commit()
    rounds.one_round()
    assert db.session.get(Release, key).held_because == "Left alone."


def test_figures_say_what_the_keeper_saw(app, session):
    keeper = rounds_of(app).keeper
    keeper.figures = {"keys_without_private_half": 2}
    assert cli_runner.figures(app, keeper)["keys_without_private_half"] == 2


@pytest.fixture
def process(guides, root):
    """A runner of its own, and the application that sees its signs of life."""
    settings = guides.small("sqlite")
    app = create_app("runner", settings)
    environ = os.environ | {name: str(value) for name, value in settings.items()}
    with subprocess.Popen([*FLASK, "runner"], cwd=root, env=environ) as process, app.app_context():
        yield process
        process.kill()
        db.session.remove()
        db.engine.dispose()


def test_runner_ends_when_told_and_not_before(process):
    deadline = time.monotonic() + SECONDS
    while not _beat():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert process.poll() is None
    process.terminate()
    assert process.wait(runner.SECONDS_BETWEEN - 2) == 0


def _beat():
    try:
        return heartbeat.last_beat(heartbeat.RUNNER)
    finally:
        db.session.rollback()  # a transaction left open would hold the runner up
