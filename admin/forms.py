"""The form of a content type, made from its table: a new type needs none of its own.

Its data is a snapshot (`services/snapshot.py`), so that what a person typed is saved, compared and
shown again in one shape.
"""

import re
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlalchemy.sql.elements import NamedColumn
from wtforms import (
    BooleanField,
    Field,
    FloatField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
)
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, InputRequired, Optional

from admin.choices import Reference, of_enum
from admin.fields import Day, LongText, Rows, Text
from admin.ids import whole
from admin.words import PlainWords, label
from services import snapshot, values
from services.snapshot import Data

# Of the save and not of the record.
OF_THE_SAVE = {"note", "lock_version"}
_PLACE = re.compile(r"(?P<rows>\w+)\[(?P<place>\d+)\]\.(?P<name>\w+)")


class PlainForm(Form):
    class Meta(DefaultMeta):
        def get_translations(self, _form: Any) -> PlainWords:
            return PlainWords()


class ItemForm(PlainForm):
    """`lock_version` is the version of the record that the person saw."""

    note = Text("What changed and why", description="For the history of this record.")
    lock_version = HiddenField()

    def record(self) -> Data:
        """What was typed, as a snapshot."""
        typed = {name: value for name, value in self.data.items() if name not in OF_THE_SAVE}
        return {name: _plain(value) for name, value in typed.items()}

    def blame(self, where: str, says: str) -> None:
        """Put a refusal of the service at its field, such as `points[2].text`, or at the top."""
        field = self.at(where)
        if field is None or isinstance(field, Rows):
            self.form_errors.append(says)
        else:
            field.errors = [*field.errors, says]

    def at(self, where: str) -> Field | None:
        """The field at such a place. Rows are counted as they stand, whatever their numbers."""
        row = _PLACE.fullmatch(where)
        if row is None:
            return self._fields.get(where)
        entry = self[row["rows"]].entries[int(row["place"])]
        return entry.form._fields.get(row["name"])

    def seen_version(self) -> int:
        """-1, which no record ever has, for what is no version."""
        version = whole(self.lock_version.data)
        return -1 if version is None else version


@cache
def form_of(mapper: Mapper[Any]) -> type[ItemForm]:
    return type("RecordForm", (ItemForm,), _fields(mapper, below=False))


def _fields(mapper: Mapper[Any], *, below: bool) -> dict[str, Field]:
    """A field for everything that a snapshot of the mapper holds; `below` a record it is a row."""
    # Fields stand in the order in which they were made.
    named = {each.key: _reference(each) for each in snapshot.referring(mapper)}
    columns = {key: _of(each, below) for key, each in snapshot.written(mapper).items()}
    rows = {each.key: _rows(each) for each in snapshot.owned(mapper)}
    return {**named, **columns, **rows}


def _of(column: NamedColumn[Any], below: bool) -> Field:
    words = {"label": label(column.key), "description": column.doc or ""}
    if choices := getattr(column.type, "enum_class", None):
        return SelectField(choices=of_enum(choices), **words)
    if column.type.python_type is str:
        return _text(column, below, words)
    field, needed = _PLAIN[column.type.python_type]
    return field(validators=[Optional() if column.nullable else needed], **words)


def _text(column: NamedColumn[Any], below: bool, words: dict[str, Any]) -> Field:
    nullable = bool(column.nullable)
    words = words | {"validators": _needed(column)}
    if "markdown" in column.info:
        marked = {"data-markdown": "row" if below else "full"}
        return LongText(nullable=nullable, render_kw=marked, **words)
    return (LongText if "prose" in column.info else Text)(nullable=nullable, **words)


def _needed(column: NamedColumn[Any]) -> list[DataRequired]:
    """Where a rule of the table wants a text, the form says so at once, in the same words."""
    table: Any = column.table
    rules = [each for each in table.constraints if str(each.name).endswith(f"_{column.key}_given")]
    return [DataRequired(each.info["says"]) for each in rules]


def _reference(relation: RelationshipProperty[Any]) -> Field:
    nullable = all(each.nullable for each in relation.local_columns)
    return Reference(relation.mapper, nullable=nullable, label=label(relation.key))


def _rows(relation: RelationshipProperty[Any]) -> Field:
    row = type("RowForm", (PlainForm,), _fields(relation.mapper, below=True))
    return Rows(FormField(row), label=label(relation.key), one=_one(relation))


def _one(relation: RelationshipProperty[Any]) -> str:
    """What one row is called: a `section_point` of a section is a point."""
    table, above = relation.mapper.local_table, relation.parent.local_table
    own = table.description.removeprefix(f"{above.description.rpartition('_')[2]}_")
    return own.replace("_", " ")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: _plain(each) for name, each in row.items()} for row in value]
    return values.encode(value)


_PLAIN: dict[type, tuple[Any, Any]] = {
    int: (IntegerField, InputRequired()),
    float: (FloatField, InputRequired()),
    bool: (BooleanField, Optional()),
    date: (Day, InputRequired()),
}
