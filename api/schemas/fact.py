"""Facts that texts name; in the texts themselves their values stand already."""

from marshmallow import fields

from api.schemas.base import ItemSchema


class FactSchema(ItemSchema):
    name = fields.String()
    kind = fields.String()
    value = fields.String()
    meaning = fields.String()
