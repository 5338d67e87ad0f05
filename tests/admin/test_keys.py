"""Keys that would be lost with the installation are shown to administrators, with what to do."""

import pytest

from models.base import db
from models.columns import utcnow
from services import epochs
from tests.enrolling import copied_ring


@pytest.fixture
def ring(staff_session, tmp_path):
    made = copied_ring(tmp_path)
    epochs.adopt(made, utcnow())
    db.session.commit()
    return made


def copy(ring):
    epochs.note_escrow(ring.opening, "the safe", utcnow())
    db.session.commit()


def test_key_without_a_copy_waits_for_an_administrator(desk, ring):
    admin = desk("admin")
    assert "Keys without a copy" in admin.get("/").text
    page = admin.get("/keys/").text
    assert "1 key has no copy elsewhere" in page
    assert "flask keys escrow-test" in page


def test_key_with_a_copy_waits_for_nobody(desk, ring):
    """The control."""
    copy(ring)
    admin = desk("admin")
    assert "Keys without a copy" not in admin.get("/").text
    page = admin.get("/keys/").text
    assert ("no copy" in page, "the safe" in page) == (False, True)


def test_new_key_wants_its_own_copy(desk, ring):
    copy(ring)
    epochs.rotate(ring, utcnow())
    db.session.commit()
    assert [each.state for each in epochs.without_copy()] == ["current"]


def test_destroyed_key_wants_none(ring):
    old = epochs.all_()[0]
    epochs.rotate(ring, utcnow())
    epochs.note_empty(utcnow())
    epochs.destroy(old, ring, utcnow())
    assert old not in epochs.without_copy()


@pytest.fixture
def unmounted(staff_app, ring, monkeypatch):
    """The private keys are not where they should be."""
    monkeypatch.setitem(staff_app.config, "OPENING_KEYS", ring.opening / "no")


def test_missing_private_key_waits_for_an_administrator(desk, ring, unmounted):
    admin = desk("admin")
    assert "Private keys missing" in admin.get("/").text
    page = admin.get("/keys/").text
    assert "1 private key is missing" in page
    assert "flask keys verify" in page


def test_private_key_that_is_there_waits_for_nobody(desk, ring):
    """The control."""
    admin = desk("admin")
    assert "Private keys missing" not in admin.get("/").text
    assert "missing</h2>" not in admin.get("/keys/").text


@pytest.mark.parametrize("card", ["Keys without a copy", "Private keys missing"])
def test_nobody_else_is_told(desk, ring, unmounted, card):
    assert card not in desk("coordinator", "auditor").get("/").text
