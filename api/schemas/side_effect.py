"""Side effects; the band and the sentence are computed here, from what was measured."""

from typing import Any

from marshmallow import Schema, fields

from api.schemas.base import ItemSchema, MarkdownField, one_of
from models.side_effect import Action, Formulation, Seriousness
from services import frequency

Row = dict[str, Any]


class FrequencySchema(Schema):
    formulation = fields.String(validate=one_of(Formulation))
    population = fields.String()
    numerator = fields.Integer(allow_none=True)
    denominator = fields.Integer(allow_none=True)
    rate_percent = fields.Float(allow_none=True)
    comparator = fields.String()
    comparator_rate_percent = fields.Float(allow_none=True)
    source = fields.String(allow_none=True)
    band = fields.Function(
        lambda row: frequency.band(_basis(row)),
        validate=one_of(frequency.Band),
        metadata={"type": ["string", "null"]},
    )
    sentence = fields.Function(
        lambda row: frequency.sentence(_basis(row), *_words(row)), metadata={"type": "string"}
    )


class SideEffectSchema(ItemSchema):
    filters = (
        "body_system",
        "action",
        "seriousness",
        "frequencies.formulation",
        "frequencies.band",
    )
    sorts = ("slug", "name", "body_system", "action", "seriousness")

    name = fields.String()
    body_system = fields.String()
    description = MarkdownField()
    what_to_do = MarkdownField()
    action = fields.String(validate=one_of(Action))
    seriousness = fields.String(validate=one_of(Seriousness))
    frequencies = fields.List(fields.Nested(FrequencySchema))


def _basis(row: Row) -> frequency.Basis:
    return frequency.Basis(row["numerator"], row["denominator"], row["rate_percent"])


def _words(row: Row) -> tuple[str, str, float | None]:
    return row["formulation"], row["comparator"], row["comparator_rate_percent"]
