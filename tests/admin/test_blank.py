"""The empty row that the page copies."""

import pytest
from wtforms import FieldList, Form, FormField, SelectField, StringField

from admin.blank import blank_row


class Row(Form):
    term = StringField()
    kind = SelectField(choices=[("a", "A"), ("b", "B")])


class Record(Form):
    points = FieldList(FormField(Row))


@pytest.fixture
def blank():
    form = Record(data={"points": [{"term": "there", "kind": "b"}]})
    return blank_row(form.points)


def test_names_leave_room_for_a_number(blank):
    assert [each.name for each in blank] == ["points-__n__-term", "points-__n__-kind"]


def test_row_is_empty(blank):
    assert blank.term.data is None
    assert "selected" not in blank.kind()


def test_list_does_not_grow():
    form = Record(data={"points": [{"term": "there"}]})
    blank_row(form.points)
    assert len(form.points) == 1
