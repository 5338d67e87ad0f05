"""Confirmations: somebody answers for exactly these words, and they are kept."""

import json

import pytest
from sqlalchemy import func, select

from models.base import db
from models.confirmation import Confirmation
from services import confirmations, consent_texts, forms
from services.confirmations import Changed
from tests.services.test_staff import last_event

ACTOR = "staff 1"


@pytest.fixture
def confirmed(session):
    made = confirmations.confirm(forms.current().digest, ACTOR)
    db.session.commit()
    return made


def test_nobody_answers_at_first(session):
    assert not confirmations.is_confirmed()


def test_confirmed_words_are_kept_and_on_record(confirmed):
    assert confirmations.is_confirmed()
    assert json.loads(confirmed.text)["consents"][1]["words"].startswith("29:11 Recovery may call")
    assert (last_event().actor, last_event().action) == (ACTOR, "enrollment_form.confirmed")
    assert last_event().detail == {"digest": forms.current().digest}


def test_confirmed_again_is_confirmed_once(confirmed):
    assert confirmations.confirm(forms.current().digest, "staff 2") is confirmed
    assert db.session.scalar(select(func.count()).select_from(Confirmation)) == 1


def test_words_that_changed_meanwhile_are_not_confirmed(session):
    with pytest.raises(Changed, match="Read them again"):
        confirmations.confirm("another", ACTOR)


def test_other_words_are_unconfirmed_again(confirmed):
    consent_texts.supersede(forms.current().consents[1], "You may call me.", ACTOR)
    assert not confirmations.is_confirmed()
