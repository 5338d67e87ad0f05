"""Fields to choose from a list: the values of an enum, and other records by their slug."""

from enum import StrEnum
from typing import Any

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Mapper
from wtforms import SelectField, ValidationError

from admin.words import label
from models.base import db
from services import registry

Choices = list[tuple[str, str]]


def of_enum(values: type[StrEnum]) -> Choices:
    return [(each.value, label(each.value)) for each in values]


class Reference(SelectField):
    """Another record of the guide, by its slug; None where none is chosen and none is needed."""

    def __init__(self, mapper: Mapper[Any], *, nullable: bool, **kwargs: Any) -> None:
        empty = ("", "None" if nullable else "Choose one")
        super().__init__(choices=[empty, *_all_of(mapper)], coerce=_slug, **kwargs)
        self.nullable = nullable

    def pre_validate(self, form: Any) -> None:
        if self.data is None and not self.nullable:
            raise ValidationError("Choose one of the list.")
        if self.data is not None:
            super().pre_validate(form)


def _slug(value: Any) -> str | None:
    return str(value) if value else None


def _all_of(mapper: Mapper[Any]) -> Choices:
    """Asked for once a request: every row of a list of references offers the same."""
    kept: dict[str, Choices] = g.setdefault("choices", {})
    name = str(mapper.polymorphic_identity)
    if name not in kept:
        kept[name] = _ask(mapper)
    return kept[name]


def _ask(mapper: Mapper[Any]) -> Choices:
    cls = mapper.class_
    heading = registry.named(str(mapper.polymorphic_identity)).heading
    named = getattr(cls, heading)
    rows = db.session.execute(select(cls.slug, named, cls.trashed_at).order_by(named))
    return [(slug, f"{words} (in the trash)" if gone else words) for slug, words, gone in rows]
