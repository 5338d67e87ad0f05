"""The terms to avoid out as a file and in again: the same bytes, and each change on record."""

import json

import pytest
from sqlalchemy import select

import seeds
from models.audit import AuditEvent
from models.base import db
from services import term_files, terms
from services.content_files import NotImportable
from tests.builders import ACTOR

SEEDED = (seeds.FOLDER / term_files.NAME).read_bytes()


def written(tmp_path, listed):
    (tmp_path / term_files.NAME).write_text(json.dumps(listed))
    return tmp_path


def test_seeded_terms_go_out_as_the_seeds(session):
    assert term_files.dump() == SEEDED


def test_what_went_out_comes_in_and_changes_nothing(session):
    outcomes = term_files.bring_in(term_files.read(seeds.FOLDER), ACTOR)
    assert {verb for _, verb, _ in outcomes} == {"same"}
    assert term_files.dump() == SEEDED


def test_change_is_named_by_its_field(session, tmp_path):
    listed = seeds.avoided()
    listed[0]["prefer"] = "person"
    outcomes = term_files.bring_in(term_files.read(written(tmp_path, listed)), ACTOR)
    assert [set(changes) for _, verb, changes in outcomes if verb == "changed"] == [{"prefer"}]
    assert terms.find(listed[0]["name"]).prefer == "person"


def test_new_term_is_added_on_record(session):
    new = {**seeds.avoided()[0], "name": "a new one"}
    term_files.bring_in([new], ACTOR)
    db.session.commit()
    said = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.place.desc()))
    assert "terms.imported" in said.fetchmany(2)
    assert terms.find("a new one")


def test_no_file_is_no_terms(tmp_path):
    assert term_files.read(tmp_path) == []


@pytest.mark.parametrize(
    "listed",
    [{}, ["x"], [{"name": "x"}], [{**seeds.avoided()[0], "level": "loud"}]],
    ids=["no list", "no term", "too little", "no level"],
)
def test_what_is_no_term_is_refused_and_not_repeated(tmp_path, listed):
    with pytest.raises(NotImportable) as refused:
        term_files.read(written(tmp_path, listed))
    assert refused.value.problems[0].startswith("terms.json")
    assert "loud" not in str(refused.value)


def test_refused_term_changes_nothing(session):
    bad = {**seeds.avoided()[0], "prefer": ""}
    with pytest.raises(NotImportable, match=r"terms\.json"):
        term_files.bring_in([bad], ACTOR)
    assert term_files.dump() == SEEDED
