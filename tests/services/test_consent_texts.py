"""Consent texts: published once each, superseded and never edited."""

import pytest
from sqlalchemy import func, select

from models.base import db
from models.consent import ConsentText
from services import consent_texts, enrollment_form, forms
from services.canonical import digest
from services.consent_texts import Superseded
from services.errors import DomainError
from services.form import ConsentWords
from tests.services.test_staff import last_event

ACTOR = "staff 1"
NEW = "You may call me, and that is all."


@pytest.fixture
def call(session):
    """The text about calls that the form shows."""
    return forms.current().consents[1]


def test_shipped_texts_are_published_once(session):
    shipped = enrollment_form.shipped().consents
    count = select(func.count()).select_from(ConsentText)
    assert (db.session.scalar(count), consent_texts.publish_missing(shipped)) == (5, 0)


def test_form_of_what_was_published_is_the_shipped_one(session):
    """So a confirmation of the file's words holds."""
    assert forms.current() == enrollment_form.shipped()


def test_new_version_is_what_the_form_shows(call):
    made = consent_texts.supersede(call, f"  {NEW}\n", ACTOR)
    shown = forms.current().consents[1]
    assert (shown.words, shown.version, shown.required) == (NEW, 2, False)
    assert (made.sha256, made.published_by) == (digest(NEW.encode()), ACTOR)


def test_old_version_stays_readable(call):
    consent_texts.supersede(call, NEW, ACTOR)
    found = [(each.version, each.words) for each in consent_texts.versions(call.id)]
    assert found == [(2, NEW), (1, call.words)]


def test_publication_is_on_record(call):
    consent_texts.supersede(call, NEW, ACTOR)
    db.session.commit()
    event = last_event()
    assert (event.actor, event.action, event.target) == (
        ACTOR,
        "consent_text.published",
        "consent text call-en 2",
    )
    assert event.detail == {"digest": digest(NEW.encode())}


def test_second_of_two_is_refused(call):
    consent_texts.supersede(call, NEW, ACTOR)
    with pytest.raises(Superseded, match="Read it first"):
        consent_texts.supersede(call, "Another.", "staff 2")


@pytest.mark.parametrize(
    ("words", "says"),
    [("  ", "Write the words"), ("x" * 1001, "at most 1000"), (None, "words of today")],
)
def test_words_that_are_none_are_refused(call, words, says):
    with pytest.raises(DomainError, match=says):
        consent_texts.supersede(call, call.words if words is None else words, ACTOR)


def test_words_of_an_older_version_can_come_back(call):
    """The control."""
    consent_texts.supersede(call, NEW, ACTOR)
    consent_texts.supersede(forms.current().consents[1], call.words, ACTOR)
    assert forms.current().consents[1].version == 3


def test_text_whose_words_were_not_kept_gets_a_version_with_words(session, monkeypatch):
    """As a migration leaves it, of requests that came before texts were records."""
    shipped = enrollment_form.shipped().consents[0]
    told = {"purpose": "call", "required": False, "language": "en", "published_by": "system"}
    db.session.add(ConsentText(text_id="old-en", version=1, sha256="0" * 64, **told))
    old = ConsentWords(**{**vars(shipped), "id": "old-en"})
    assert "old-en" not in {text_id for text_id, *_ in consent_texts.newest()}
    assert consent_texts.publish_missing((old,)) == 1
    assert [each.version for each in consent_texts.versions("old-en")] == [2, 1]
