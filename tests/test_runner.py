"""The runner gives a sign of life, and ends when it is told to."""

import os
import subprocess
import time

import pytest

import runner
from app import create_app
from models.base import db
from services import heartbeat
from tests.servers import FLASK

SECONDS = 20


def test_round_writes_the_heartbeat(app, session):
    assert heartbeat.last_beat(heartbeat.RUNNER) is None
    runner.Rounds().one_round()
    assert heartbeat.last_beat(heartbeat.RUNNER)


@pytest.fixture
def process(databases, root):
    """A runner of its own, and the application that sees its signs of life."""
    settings = databases.new("sqlite")
    app = create_app("runner", settings)
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
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
