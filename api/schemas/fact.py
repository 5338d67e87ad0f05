"""Facts that texts name; in the texts themselves their values stand already."""

from marshmallow import fields

from api.schemas.base import ItemSchema, one_of
from models.fact import FactKind


class FactSchema(ItemSchema):
    filters = ("kind",)
    sorts = ("slug", "name", "kind")

    name = fields.String()
    kind = fields.String(validate=one_of(FactKind))
    value = fields.String()
    meaning = fields.String()
