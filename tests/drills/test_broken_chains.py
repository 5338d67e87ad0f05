"""The control of all drills: a break planted behind the triggers' back is named."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import make_transient

from models.audit import AuditEvent
from models.base import db
from models.edition import Edition, ManifestEntry
from models.review import Approval
from tests.drills import work
from tests.drills.guide import Guide, problems

pytestmark = pytest.mark.drill

TRIGGERS = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass"
    " FROM pg_trigger WHERE NOT tgisinternal",
}


def change_edition() -> None:
    edition = db.session.get_one(Edition, 2)
    edition.document = edition.document.replace(b"naltrexone", b"Naltrexone", 1)


def delete_edition(number: int = 2) -> None:
    for told in (ManifestEntry, Approval):
        db.session.execute(delete(told).where(told.edition_number == number))
    db.session.execute(delete(Edition).where(Edition.number == number))


def delete_newest_edition() -> None:
    delete_edition(3)


def empty_manifest() -> None:
    db.session.execute(delete(ManifestEntry).where(ManifestEntry.edition_number == 2))


def change_event() -> None:
    db.session.get_one(AuditEvent, 2).actor = "nobody"


def delete_event() -> None:
    db.session.execute(delete(AuditEvent).where(AuditEvent.place == 2))


def add_event() -> None:
    newest_first = select(AuditEvent).order_by(AuditEvent.place.desc()).limit(1)
    event = db.session.scalars(newest_first).one()
    make_transient(event)
    event.place, event.previous_digest, event.digest = event.place + 1, event.digest, "x"
    db.session.add(event)


BREAKS: dict[Callable[[], None], str] = {
    change_edition: "Edition 2: the bytes do not have the stored digest",
    delete_edition: "Edition 3 follows edition 1.",
    delete_newest_edition: "is gone.",
    empty_manifest: "Edition 2: the manifest is not the document's",
    change_event: "Event 2 was changed or does not follow event 1.",
    delete_event: "Event 3 follows event 1.",
    add_event: "The head names event",
}


@pytest.fixture(scope="module")
def three_editions(guide: Guide) -> Guide:
    with guide.opened():
        for summary in ("second", "third"):
            work.publish(work.save("what-is-naltrexone", summary), summary)
    assert guide.problems() == []
    return guide


@pytest.mark.parametrize("plant", BREAKS, ids=lambda plant: plant.__name__)
def test_planted_break_is_named(three_editions: Guide, plant: Callable[[], None]) -> None:
    with three_editions.opened():
        _drop_triggers(three_editions.kind)
        plant()
        db.session.flush()
        db.session.expire_all()
        found = problems()
        db.session.rollback()
    assert any(BREAKS[plant] in each for each in found), found


@pytest.mark.parametrize("link", [Edition, AuditEvent], ids=lambda link: link.__name__)
def test_planted_fork_is_refused(three_editions: Guide, link: Any) -> None:
    """A second follower of the same link, under a number and a digest of its own."""
    with three_editions.opened():
        fork = db.session.get_one(link, 2)
        make_transient(fork)
        fork.digest = "of its own"
        setattr(fork, link.__mapper__.primary_key[0].key, 1000)
        db.session.add(fork)
        with pytest.raises(IntegrityError, match="previous_digest"):
            db.session.flush()
        db.session.rollback()


def _drop_triggers(kind: str) -> None:
    for drop in db.session.scalars(text(TRIGGERS[kind])).all():
        db.session.execute(text(drop))
