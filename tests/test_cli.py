"""The commands: what they say, that they can run again, and what production does not do."""

import re
import subprocess
import sys

import pytest

from app import create_app
from models.base import db
from services import editions
from tests.builders import edit, first
from tests.services.test_audit import unfreeze


@pytest.fixture
def fresh(databases):
    """A new application of an environment, with its command runner."""
    apps = []

    def make(environment="development"):
        settings = {**databases.new("sqlite"), "APP_ENV": environment, "SECRET_KEY": "k" * 40}
        apps.append(create_app("runner", settings))
        return apps[-1]

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def run(app, *args):
    return app.test_cli_runner().invoke(args=args)


def test_prepare_sets_up_everything_and_publishes_edition_1(fresh):
    said = run(fresh(), "prepare").output
    assert "secret_key made" in said
    assert "edition 1: published (first set-up, not clinically reviewed)" in said


def test_prepare_can_run_again(fresh):
    app = fresh()
    created = re.search(r"(\d+) created", run(app, "prepare").output)[1]
    assert f"0 created, {created} kept" in run(app, "prepare").output


def test_production_publishes_nothing_by_itself(fresh):
    app = fresh("production")
    run(app, "prepare")
    with app.app_context():
        assert editions.current() is None


def test_seed_keeps_what_people_changed(app, session):
    edit(first("faqs"), question="Ours?")
    assert "0 created" in run(app, "seed").output
    assert first("faqs").question == "Ours?"


@pytest.mark.parametrize("group", ["editions", "audit"])
def test_verify_says_that_the_chain_holds(app, session, group):
    result = run(app, group, "verify")
    assert (result.exit_code, "the chain holds" in result.output) == (0, True)


def test_verify_fails_and_says_where_the_chain_breaks(app, session):
    unfreeze("edition")
    db.session.execute(db.text("UPDATE edition SET previous_digest = 'x'"))
    result = run(app, "editions", "verify")
    assert result.exit_code == 1
    assert "Edition 1: the previous digest" in result.output


def test_every_command_is_documented(app, root):
    readme = (root / "README.md").read_text()
    groups = {name: getattr(found, "commands", None) for name, found in app.cli.commands.items()}
    ours = [f"{name} {each}" for name, found in groups.items() if found for each in found]
    ours += [name for name, found in groups.items() if not found]
    builtin = {"run", "shell", "routes"}
    missing = [
        each
        for each in ours
        if not each.startswith("db ") and each not in builtin and f"flask {each}" not in readme
    ]
    assert missing == []


def test_unsafe_production_stops_with_a_sentence(tmp_path, root):
    result = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "seed"],
        cwd=root,
        env={"APP_ENV": "production", "INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "No secret key: run `flask keys generate`" in result.stderr
    assert "Traceback" not in result.stderr
