"""Sources."""

from marshmallow import fields

from api.schemas.base import ItemSchema


class SourceSchema(ItemSchema):
    filters = ("year",)
    sorts = ("slug", "title", "publisher", "year")

    title = fields.String()
    publisher = fields.String()
    year = fields.Integer(allow_none=True)
    url = fields.String(allow_none=True)
    label_set_id = fields.String(allow_none=True)
    label_version = fields.String(allow_none=True)
    accessed_on = fields.String(allow_none=True)
