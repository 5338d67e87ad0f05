"""CSV: whole, in the words of the record, and harmless in a spreadsheet."""

import csv
from io import StringIO

import pytest
from sqlalchemy import func, select

from admin.export import FORMULA, as_csv, csv_of
from models.base import db
from models.item import Item
from services import snapshot
from tests.builders import first, make
from tests.registry import each_type


def rows(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(StringIO(answer.text)))


@each_type
def test_export_has_every_record_whole(editor, content_type):
    found = rows(editor, f"/{content_type.path}/export/csv/")
    kind = Item.content_type == content_type.name
    assert len(found) == db.session.scalar(select(func.count(Item.id)).where(kind))
    assert found[0].keys() == snapshot.take(first(content_type.path)).keys()


def test_export_follows_search_and_filter(editor):
    everything = rows(editor, "/sections/export/csv/")
    safety = rows(editor, "/sections/export/csv/?flt0_kind_is=safety&search=opioid")
    assert 0 < len(safety) < len(everything)
    assert {each["kind"] for each in safety} == {"safety"}


def test_export_shows_points_as_lines(editor):
    found = rows(editor, "/sections/export/csv/?search=before-you-start")
    assert found[0]["points"].startswith("1. Term: ")


@pytest.mark.parametrize("start", [*FORMULA, "\t", "\r", "\n"])
def test_no_cell_is_a_formula(editor, start):
    make("faqs", slug="formula", question=f"{start}cmd|' /C calc'!A0")
    db.session.commit()
    found = rows(editor, "/faqs/export/csv/?search=formula")
    assert found[0]["question"].startswith(f"'{start}")


@pytest.mark.parametrize("start", FORMULA)
@pytest.mark.parametrize("break_", [";", "\t", "\r", "\n"], ids=repr)
@pytest.mark.parametrize("blank", ["", " ", "\u00a0"], ids=repr)
def test_no_part_of_a_cell_is_a_formula(break_, blank, start):
    """Where a semicolon separates cells, the text goes on in one of its own."""
    assert f"Ann{break_}'{blank}{start}1+1" in csv_of([{"name": f"Ann{break_}{blank}{start}1+1"}])


def test_text_that_is_no_formula_stays_as_it_is():
    text = "One = two; a-b, c@d"
    assert csv_of([{"a": text}]) == f'a\r\n"{text}"\r\n'


def test_number_stays_a_number(staff_app):
    with staff_app.test_request_context():
        assert as_csv("x", [{"a": -1, "b": 0.5, "c": None}]).get_data(as_text=True) == (
            "a,b,c\r\n-1,0.5,\r\n"
        )
