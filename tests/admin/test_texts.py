"""The words of the form: read by an administrator, and confirmed word for word."""

import time

import pytest

from models.audit import AuditEvent
from models.base import db
from models.confirmation import Confirmation
from models.staff import Role
from services import confirmations, forms
from tests.people import post

TEXTS = "/texts/"


@pytest.fixture
def admin(desk):
    return desk("admin")


def words(text):
    return text.replace("&#39;", "'").replace("&amp;", "&").replace("&#34;", '"')


def every_text(part):
    """All words of the form, however deep."""
    if isinstance(part, dict):
        part = [value for key, value in part.items() if key not in NO_WORDS]
    if isinstance(part, list):
        return [text for each in part for text in every_text(each)]
    return [part] if isinstance(part, str) else []


# Codes, and what is never shown to anybody.
NO_WORDS = {"id", "name", "value", "kind", "purpose", "autocomplete", "language", "example", "trap"}


def test_all_words_are_on_the_page(admin):
    page = words(admin.get(TEXTS).text)
    assert "Unconfirmed" in page
    assert [each for each in every_text(forms.current().source) if each not in page] == []


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMIN])
def test_nobody_else_confirms(desk, role):
    client = desk(role)
    assert client.get(TEXTS).status_code == 403
    digest = forms.current().digest
    assert post(client, TEXTS, "/account/", digest=digest).status_code == 403
    assert not confirmations.is_confirmed()


def test_confirmed_words_say_by_whom(admin):
    assert post(admin, TEXTS, digest=forms.current().digest).status_code == 302
    page = admin.get(TEXTS).text
    assert "Confirmed</span> by Person" in page
    assert 'name="digest"' not in page
    assert db.session.query(Confirmation).one().text == forms.current().text
    assert "enrollment_form.confirmed" in [each.action for each in db.session.query(AuditEvent)]


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_other_words_than_those_shown_are_not_confirmed(admin, digest):
    post(admin, TEXTS, digest=digest)
    assert "The texts have changed" in admin.get(TEXTS).text
    assert not confirmations.is_confirmed()


def test_confirming_needs_the_password_of_a_moment_ago(admin):
    with admin.session_transaction() as session:
        session["fs_paa"] = int(time.time()) - 15 * 60
    answer = post(admin, TEXTS, digest=forms.current().digest)
    assert answer.location == f"/verify?next={TEXTS}"
    assert not confirmations.is_confirmed()


def test_reading_confirms_nothing(admin):
    admin.get(f"{TEXTS}?digest={forms.current().digest}")
    assert not confirmations.is_confirmed()
