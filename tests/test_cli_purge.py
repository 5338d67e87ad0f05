"""`flask purge` lists what is due, and deletes it only when told to."""

from datetime import timedelta

import pytest

from models.base import db
from models.enrollment import EnrollmentStatus
from services import references
from services.policies import RETENTION
from tests.apps import opened, undone
from tests.enrolling import received
from tests.keeping import hold, promised

OLD = timedelta(days=RETENTION.days)


@pytest.fixture
def purge(app):
    """The command, over the database of the application whose context this is."""
    settings = {name: app.config[name] for name in ("INSTANCE", "DATABASE_URL")}
    with opened("runner", settings) as runner, undone(runner):
        yield lambda *args: runner.test_cli_runner().invoke(args=["purge", *args])


def aged(made):
    """As if it had come long ago."""
    made.received_at -= OLD
    db.session.commit()
    return made


def test_what_is_due_is_listed_and_stays(purge):
    made = aged(promised())
    said = purge().output
    assert f"{references.shown(made.reference)}  due " in said
    assert "1 requests would be deleted" in said
    assert made.status == EnrollmentStatus.RECEIVED


def test_told_to_it_deletes_batch_by_batch(purge):
    made = [aged(promised()) for _ in range(RETENTION.at_once + 1)]
    assert f"{len(made)} requests deleted" in purge("--delete").output
    db.session.expire_all()
    assert {each.status for each in made} == {EnrollmentStatus.PURGED}


def test_held_request_is_neither_listed_nor_deleted(purge):
    hold(aged(promised()))
    assert "0 requests would be deleted" in purge().output
    assert "0 requests deleted" in purge("--delete").output


def test_without_a_confirmed_rule_it_refuses(purge):
    made = aged(received())
    result = purge("--delete")
    assert (result.exit_code, made.status) == (1, EnrollmentStatus.RECEIVED)
    assert "1 requests, and nobody confirmed a rule" in result.output
