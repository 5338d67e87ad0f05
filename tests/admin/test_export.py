"""CSV: whole, in the words of the record, and harmless in a spreadsheet."""

import csv
from io import StringIO

import pytest
from sqlalchemy import func, select

from admin.export import FORMULA, as_csv
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


@pytest.mark.parametrize("start", FORMULA)
def test_no_cell_is_a_formula(editor, start):
    make("faqs", slug="formula", question=f"{start}cmd|' /C calc'!A0")
    db.session.commit()
    found = rows(editor, "/faqs/export/csv/?search=formula")
    assert found[0]["question"].startswith(f"'{start}")


def test_number_stays_a_number(staff_app):
    with staff_app.test_request_context():
        assert as_csv("x", [{"a": -1, "b": 0.5, "c": None}]).get_data(as_text=True) == (
            "a,b,c\r\n-1,0.5,\r\n"
        )
