"""A broken chain of editions is named; an unbroken one is not."""

import pytest
from sqlalchemy import text

from models.base import db
from services import chain
from tests.builders import edit, first, publish
from tests.services.test_audit import unfreeze

TAMPERED = {
    "published_at = '2020-01-01 00:00:00+00:00'": "the document names another moment",
    "document = substr(document, 2)": "the bytes do not have the stored digest",
    "previous_digest = 'x'": "the previous digest is not that of the edition before",
}


@pytest.fixture
def two_editions(session):
    publish(edit(first("faqs"), question="Changed?"))


def test_chain_of_editions_holds(two_editions):
    assert chain.check_editions() == []


@pytest.mark.parametrize("change", TAMPERED)
def test_changed_edition_is_named(two_editions, change):
    unfreeze("edition")
    db.session.execute(text(f"UPDATE edition SET {change} WHERE number = 2"))
    db.session.expire_all()
    assert f"Edition 2: {TAMPERED[change]}" in chain.check_editions()


def test_changed_manifest_is_named(two_editions):
    unfreeze("manifest_entry")
    older = "SELECT min(id) FROM revision WHERE revision.item_id = manifest_entry.item_id"
    changed = f"UPDATE manifest_entry SET revision_id = ({older}) WHERE edition_number = 2"
    db.session.execute(text(changed))
    db.session.expire_all()
    assert chain.check_editions() == ["Edition 2: the manifest is not the document's"]


def test_missing_head_of_the_audit_log_is_named(session):
    unfreeze("audit_head")
    db.session.execute(text("DELETE FROM audit_head"))
    assert chain.check_audit() == ["The head of the audit log is gone."]
