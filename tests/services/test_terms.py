"""Terms to avoid: changed on record, and by one person at a time."""

import pytest
from sqlalchemy import func, select

from models.audit import AuditEvent
from models.base import db
from models.term import Term
from services import terms
from services.errors import InvalidItem
from services.terms import StaleTerm
from tests.builders import ACTOR

DATA = {
    "name": "a term",
    "avoid": ["a word", " another ", "", "a word"],
    "prefer": "a better word",
    "level": "warn",
    "reason": "",
}


def change(term, **data):
    return terms.change(term, data, seen_version=term.version, actor=ACTOR)


def test_new_term_stands_at_the_end(session):
    made = terms.add(DATA, ACTOR)
    assert terms.in_order()[-1] == made
    assert made.avoid == ["a word", "another"]


def test_save_is_on_record_without_its_words(session):
    terms.add(DATA, ACTOR)
    db.session.commit()
    event = db.session.scalar(select(AuditEvent).order_by(AuditEvent.place.desc()).limit(1))
    assert (event.action, event.target, event.detail) == ("term.saved", "term 34", {"version": 1})


def test_change_is_kept(session):
    change(terms.find("addict"), avoid=["addict", "dope fiend"])
    assert terms.find("addict").avoid == ["addict", "dope fiend"]


def test_change_of_an_older_version_is_refused(session):
    term = terms.find("addict")
    with pytest.raises(StaleTerm):
        terms.change(term, DATA, seen_version=term.version - 1, actor=ACTOR)


def test_term_without_a_form_is_refused(session):
    with pytest.raises(InvalidItem, match="at least one"):
        change(terms.find("addict"), avoid=[" ", ""])


def test_second_term_of_a_name_is_refused(session):
    with pytest.raises(InvalidItem, match="of this name already"):
        terms.add({**DATA, "name": "addict"}, ACTOR)


@pytest.mark.parametrize(("field", "words"), [("name", "is called"), ("prefer", "say instead")])
def test_term_without_words_is_refused(session, field, words):
    with pytest.raises(InvalidItem, match=words):
        terms.add({**DATA, field: ""}, ACTOR)
    assert db.session.scalar(select(func.count()).select_from(Term)) == 33
