"""The commands: what they say, that they can run again, and what production does not do."""

import os
import re
import shutil
import subprocess
from contextlib import ExitStack

import pytest

import cli
import runner
import server
from models.base import db
from models.one_time_link import Purpose
from models.staff import Role
from services import editions, keyring, links
from tests.apps import opened
from tests.builders import edit, first
from tests.databases import ADDRESSES, PRODUCTION
from tests.servers import FLASK
from tests.services.test_audit import unfreeze
from tests.services.test_staff import somebody

# What may run where it would be unsafe to serve: it makes the key, or only looks.
ALLOWED = {
    "keys generate",
    "keys verify",
    "keys escrow-test",
    "keys list",
    "editions verify",
    "audit verify",
    "mail check",
}
# What some want besides their names.
WANTED = {"export": ["somewhere"], "content export": ["folder"], "content import": ["folder"]}
STATES = ["retiring", "current"]
BUILTIN = {"run", "shell", "routes"}
ID = r"\d{8}T\d{6}-\w{16}"
MADE = (
    r"keys: secret_key, password_pepper, second_factor_key, "
    rf"pair {ID}, look-up key {ID} made\n"
)


@pytest.fixture
def fresh(databases):
    """A new application of an environment, with its command runner."""
    with ExitStack() as apps:

        def make(environment="development"):
            settings = {**databases.new("sqlite"), **PRODUCTION, "APP_ENV": environment}
            return apps.enter_context(opened("runner", settings))

        yield make


def run(app, *args):
    return app.test_cli_runner().invoke(args=args)


def test_prepare_sets_up_everything_and_publishes_edition_1(fresh):
    said = run(fresh(), "prepare").output
    assert re.match(MADE, said)
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
    run(app, "seed")
    edit(first("faqs"), question="Ours?")
    assert "0 created" in run(app, "seed").output
    assert first("faqs").question == "Ours?"


@pytest.mark.parametrize("group", ["editions", "audit"])
def test_verify_says_that_the_chain_holds(app, session, group):
    result = run(app, group, "verify")
    assert (result.exit_code, "the chain holds" in result.output) == (0, True)


@pytest.fixture
def installed(fresh):
    """An installation with a pair of keys of its own, and its folder of private keys."""
    app = fresh()
    run(app, "prepare")
    return app, app.config["OPENING_KEYS"]


def test_new_pair_seals_and_the_old_one_retires(installed):
    app, _opening = installed
    assert "seals from now on" in run(app, "keys", "rotate").output
    told = run(app, "keys", "list").output.splitlines()
    assert [line.split()[1:3] for line in told[2:]] == [["look-ups", each] for each in STATES]
    assert [line.split()[1] for line in told[:2]] == STATES


def test_key_that_no_backup_needs_is_destroyed_and_its_copies_named(installed):
    app, opening = installed
    run(app, "keys", "rotate")
    run(app, "keys", "escrow-test", str(opening), "--place", "the safe")
    assert "destroyed" not in run(app, "keys", "retire").output
    app.config["BACKUP_RETENTION"] = 0
    foretold = run(app, "keys", "retire", "--dry-run").output
    assert ("would be destroyed" in foretold, len(keyring.opening_keys(opening))) == (True, 2)
    said = run(app, "keys", "retire").output
    assert ("in the safe" in said, len(keyring.opening_keys(opening))) == (True, 1)


def test_verify_fails_and_says_where_the_chain_breaks(app, session):
    unfreeze("edition")
    db.session.execute(db.text("UPDATE edition SET previous_digest = 'x'"))
    result = run(app, "editions", "verify")
    assert result.exit_code == 1
    assert "Edition 1: the previous digest" in result.output


def token_in(said):
    return re.search(r"http://127.0.0.1:8001/link/([\w-]{43})\n", said)[1]


def test_first_administrator_gets_a_link(app, session):
    token = token_in(run(app, "staff", "link").output)
    assert links.find(token).purpose == Purpose.FIRST_ADMIN


def test_everybody_locked_out_gets_a_link(app, session):
    made = somebody(Role.ADMIN)
    made.tf_primary_method, made.tf_totp_secret = "authenticator", "x"
    db.session.commit()
    token = token_in(run(app, "staff", "link", made.email.upper(), "--second-factor").output)
    assert links.find(token).staff_id == made.id
    assert not made.has_second_factor


def test_second_factor_stays_unless_asked(app, session):
    """The control."""
    made = somebody(Role.ADMIN)
    made.tf_primary_method, made.tf_totp_secret = "authenticator", "x"
    db.session.commit()
    assert token_in(run(app, "staff", "link", made.email).output)
    assert made.has_second_factor


@pytest.mark.parametrize("asked", [[], ["nobody@example.com"]])
def test_link_for_nobody_is_refused(app, session, asked):
    somebody(Role.ADMIN)
    result = run(app, "staff", "link", *asked)
    assert result.exit_code == 1
    assert result.output.startswith("Error: There is ")


def test_start_says_how_the_first_administrator_gets_in(app, session):
    said = cli._welcome()
    assert links.find(token_in(f"{said}\n")).purpose == Purpose.FIRST_ADMIN
    somebody(Role.ADMIN)
    assert cli._welcome() == ""


def ours(app):
    """Our own commands, each as a person types it."""
    groups = {name: getattr(found, "commands", None) for name, found in app.cli.commands.items()}
    inner = {f"{name} {each}" for name, found in groups.items() if found for each in found}
    outer = {name for name, found in groups.items() if not found}
    return {each for each in inner | outer if not each.startswith("db ")} - BUILTIN


def test_every_command_is_documented(app, root):
    readme = (root / "README.md").read_text()
    assert {each for each in ours(app) if f"`flask {each}" not in readme} == set()


@pytest.fixture
def unsafe(tmp_path, monkeypatch):
    """Production with debug on; nothing is really started."""
    monkeypatch.setattr(server, "serve", lambda *_: None)
    monkeypatch.setattr(runner, "run", lambda _keeper: None)
    made = {"INSTANCE": tmp_path, "APP_ENV": "production", "FLASK_DEBUG": "1"}
    with opened("runner", made) as app:
        yield app


def test_every_command_that_serves_or_writes_refuses_what_is_unsafe(unsafe):
    commands = ours(unsafe) - ALLOWED
    results = {each: run(unsafe, *each.split(), *WANTED.get(each, [])) for each in commands}
    assert {"serve", "runner", "seed", "prepare"} <= commands
    assert {each for each in commands if results[each].exit_code != 1} == set()
    assert {each for each in commands if "Set FLASK_DEBUG=0" not in results[each].output} == set()


def test_key_can_be_made_where_serving_is_refused(unsafe):
    """The control."""
    assert re.fullmatch(MADE, run(unsafe, "keys", "generate").output)


@pytest.fixture
def keyed(fresh):
    """An application with its keys, and the id of the pair."""
    app = fresh()
    run(app, "keys", "generate")
    return app, next(app.config["SEALING_KEYS"].iterdir()).stem


def test_keys_that_fit_are_said_to_open(keyed):
    app, pair = keyed
    result = run(app, "keys", "verify")
    assert (result.exit_code, result.output) == (0, f"keys: all open; {pair} seals\n")


def test_keys_that_do_not_fit_are_named(keyed):
    app, pair = keyed
    (app.config["OPENING_KEYS"] / f"{pair}.private").unlink()
    result = run(app, "keys", "verify")
    assert (result.exit_code, pair in result.output) == (1, True)


def test_escrow_that_opens_is_said_to(keyed, tmp_path):
    app, pair = keyed
    kept = tmp_path / "escrow"
    shutil.copytree(app.config["OPENING_KEYS"], kept)
    shutil.rmtree(app.config["OPENING_KEYS"])
    assert run(app, "keys", "escrow-test", str(kept)).output == f"keys: all open; {pair} seals\n"


def test_escrow_of_another_installation_is_refused(keyed, tmp_path):
    app, pair = keyed
    keyring.add(tmp_path / "sealing", tmp_path / "opening")
    result = run(app, "keys", "escrow-test", str(tmp_path / "opening"))
    assert (result.exit_code, pair in result.output) == (1, True)


def test_data_is_private_even_where_the_folder_was_there(fresh):
    app = fresh()
    folder = app.config["INSTANCE"] / "data"
    folder.mkdir(mode=0o755, parents=True)
    run(app, "prepare")
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def production(tmp_path, root):
    """A command in a process of its own, in an installation where nothing is yet."""
    environ = {
        "PATH": os.environ["PATH"],
        "APP_ENV": "production",
        "INSTANCE": str(tmp_path),
        **ADDRESSES,
    }
    options = {"cwd": root, "env": environ, "capture_output": True, "text": True}
    return lambda *args: subprocess.run([*FLASK, *args], check=False, **options)


def test_production_without_a_key_stops_with_a_sentence(production, tmp_path):
    result = production("serve")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "No secret key: run `flask keys generate`, or set SECRET_KEY.",
        "No password pepper: run `flask keys generate`, or set PASSWORD_PEPPER.",
        "No second factor key: run `flask keys generate`, or set SECOND_FACTOR_KEY.",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.drill
def test_production_is_set_up_from_nothing(production):
    made, prepared = production("keys", "generate"), production("prepare")
    assert re.fullmatch(MADE, made.stdout)
    assert prepared.returncode == 0, prepared.stderr
    assert "keys: there" in prepared.stdout


@pytest.mark.drill
def test_production_is_prepared_with_a_key_made_on_the_way(production):
    prepared = production("prepare")
    assert prepared.returncode == 0, prepared.stderr
    assert re.match(MADE, prepared.stdout)
