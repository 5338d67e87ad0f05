"""What was changed behind the triggers does not match the audit log, and is named."""

import pytest
from sqlalchemy import text

from models.attestation import Judgement
from models.base import db
from services import attestations, evidence
from tests.builders import REVIEWER, edit, first, publish
from tests.services.test_audit import unfreeze

TAMPERED = [
    ("edition", "SET reason = 'another'", "is not what the audit log says"),
    ("edition", "SET published_by = 'another'", "is not what the audit log says"),
    ("revision", "SET note = 'another'", "is not what the audit log says"),
    ("revision", "SET author = 'another'", "is not what the audit log says"),
    ("revision", "SET data = '{}'", "is not what the audit log says"),
    ("revision", "SET number = 999", "is gone"),
    ("attestation", "SET note = 'another'", "is not what the audit log says"),
    ("attestation", "SET verdict = 'right'", "is not what the audit log says"),
    ("attestation", "SET attested_by = 'another'", "is not what the audit log says"),
]


@pytest.fixture
def newest(session):
    """Where clauses for the newest edition and revision, all of it on record."""
    edition = publish(revision := edit(first("faqs"), question="Changed?"))
    words = attestations.live()[0].resolved
    attestations.attest(
        {words.revision.item_id: words.digest},
        actor=REVIEWER,
        verdict=Judgement.CHANGE_NEEDED,
        note="A note.",
    )
    db.session.commit()
    found = {"edition": f"number = {edition.number}", "revision": f"id = {revision.id}"}
    return found | {"attestation": f"item_id = {words.revision.item_id}"}


def test_what_was_saved_and_published_is_what_the_log_says(newest):
    assert evidence.check() == []


@pytest.mark.parametrize(("table", "change", "verdict"), TAMPERED)
def test_changed_row_is_named(newest, table, change, verdict):
    unfreeze(table)
    db.session.execute(text(f"UPDATE {table} {change} WHERE {newest[table]}"))
    db.session.expire_all()
    assert any(verdict in each for each in evidence.check())


def test_deleted_newest_edition_is_named(newest):
    for table in ("manifest_entry", "edition"):
        unfreeze(table)
        column = "edition_number" if table == "manifest_entry" else "number"
        db.session.execute(text(f"DELETE FROM {table} WHERE {column} = 2"))
    db.session.expire_all()
    assert evidence.check() == ["Edition 2 is gone."]
