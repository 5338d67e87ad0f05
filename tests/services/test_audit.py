"""The audit log: appended at commit, chained, and nothing of what was rolled back."""

from contextlib import suppress

import pytest
from sqlalchemy import func, select, text

from models.audit import AuditEvent
from models.base import db
from services import audit, chain, evidence
from services.errors import InvalidItem
from tests.builders import make


def count():
    return db.session.scalar(select(func.count()).select_from(AuditEvent))


def test_event_is_appended_at_commit(session):
    before = count()
    audit.record("a", "thing.done", "thing 1", number=7)
    assert count() == before
    db.session.commit()
    assert count() == before + 1


def test_event_of_a_rolled_back_transaction_is_forgotten(session):
    before = count()
    audit.record("a", "thing.done", "thing 1")
    db.session.rollback()
    db.session.commit()
    assert count() == before


def test_event_before_a_refused_save_stays_on_record(session):
    before = count()
    make("faqs")
    with pytest.raises(InvalidItem):
        make("clinic", phone="870")
    db.session.commit()
    assert (count() - before, evidence.check()) == (1, [])


def test_event_of_a_savepoint_undone_is_forgotten(session):
    before = count()
    with suppress(ZeroDivisionError), db.session.begin_nested():
        audit.record("a", "thing.done", "thing 1")
        raise ZeroDivisionError
    db.session.commit()
    assert count() == before


def test_savepoint_does_not_lock_the_head(session):
    before = count()
    audit.record("a", "thing.done", "thing 1")
    with db.session.begin_nested():
        pass
    assert count() == before


def test_events_of_one_transaction_keep_their_order(session):
    for number in range(3):
        audit.record("a", "thing.done", "thing", number=number)
    db.session.commit()
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc()).limit(3))
    assert [each.detail["number"] for each in newest] == [2, 1, 0]


def test_chain_of_events_holds(session):
    audit.record("a", "thing.done", "thing")
    db.session.commit()
    assert chain.check_audit() == []


def test_changed_event_is_named(session):
    unfreeze("audit_event")
    db.session.execute(text("UPDATE audit_event SET actor = 'someone' WHERE place = 2"))
    assert chain.check_audit() == ["Event 2 was changed or does not follow event 1."]


def test_missing_last_event_is_named(session):
    unfreeze("audit_event")
    last = count()
    db.session.execute(text(f"DELETE FROM audit_event WHERE place = {last}"))
    assert chain.check_audit() == [
        f"The head names event {last}, the last one is event {last - 1}."
    ]


def unfreeze(table):
    """What only someone with the database in hand can do."""
    drop = {
        "sqlite": [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")],
        "postgresql": [f"DROP TRIGGER {table}_frozen ON {table}"],
    }
    for statement in drop[db.session.connection().dialect.name]:
        db.session.execute(text(statement))
