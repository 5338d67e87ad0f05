"""Forms: each answer is kept with the very words that it answered."""

import pytest
from sqlalchemy import func, select

from models.base import db
from models.consent import Consent, ConsentPurpose
from models.form_version import FormVersion
from services import arrivals, consent_texts, enrollment_form, forms, handover, intake
from services.answers import InvalidAnswers
from tests.enrolling import AGREED, body, desk, opening_keys, received
from tests.statements import counted

ACTOR = "staff 1"
NEW = "You may call me, and that is all."


@pytest.fixture
def made(session):
    return received(channel="call", phone="2025550123")


def supersede():
    consent_texts.supersede(forms.current().consents[1], NEW, ACTOR)
    db.session.commit()


def test_form_is_kept_with_its_first_request_and_once(made):
    received()
    kept = db.session.scalars(select(FormVersion)).one()
    assert (kept.digest, kept.text) == (made.form_digest, forms.current().text)
    assert kept.first_used_at == made.received_at


def test_other_words_are_another_form(made):
    supersede()
    other = received(consents={**AGREED, "call": forms.current().consents[1].sha256})
    assert db.session.scalar(select(func.count()).select_from(FormVersion)) == 2
    assert (forms.shown_to(made) == forms.current(), forms.shown_to(other)) == (
        False,
        forms.current(),
    )


def test_old_request_is_read_in_its_own_words(made):
    """Whatever the file or the texts say today."""
    words = forms.shown_to(made).consents[1].words
    supersede()
    assert (forms.shown_to(made).consents[1].words, forms.is_kept(made)) == (words, True)


def test_file_that_leaves_has_the_words_that_were_agreed_to(made):
    words = forms.shown_to(made).consents[1].words
    supersede()
    permit = handover.ask(made, ACTOR)
    db.session.commit()
    text = handover.text(permit, opening_keys())
    assert f"Agreed to (call): {words}" in text
    assert NEW not in text


def test_superseded_words_are_refused_and_the_newest_taken(session):
    supersede()
    with pytest.raises(InvalidAnswers) as refused:
        intake.receive(body(), desk())
    assert refused.value.errors == (
        ("/consents/call", "This text has changed. Load the form again."),
    )


def test_consent_leads_to_its_text(made):
    mine = (Consent.enrollment_id == made.id) & (Consent.purpose == ConsentPurpose.CALL)
    text = db.session.scalars(select(Consent).where(mine)).one().text
    assert (text.words, text.sha256) == (forms.current().consents[1].words, AGREED["call"])


@pytest.mark.parametrize(("take", "origin"), [("receive", "web"), ("take_call", "telephone")])
def test_consent_says_how_it_was_given(session, take, origin):
    more = (ACTOR, "form 1") if take == "take_call" else ()
    getattr(intake, take)(body(), desk(), *more)
    assert set(db.session.scalars(select(Consent.origin))) == {origin}


def test_reading_a_request_asks_the_database_nothing(session):
    """The form comes along: nobody waits for our lock meanwhile."""
    own = desk()
    with counted() as asked:
        assert arrivals.read(body(), own).form is own.form
    assert asked == []


def test_form_in_use_is_one_question(session):
    with counted() as asked:
        forms.current()
    assert len([each for each in asked if each.startswith("SELECT")]) == 1


def test_form_of_words_that_are_not_kept_is_todays(made):
    """As a migration leaves requests that came before forms were kept."""
    db.session.add(FormVersion(digest="0" * 64, text=None))
    db.session.flush()
    made.form_digest = "0" * 64
    db.session.commit()
    assert (forms.shown_to(made), forms.is_kept(made)) == (enrollment_form.shipped(), False)
