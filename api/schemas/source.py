"""Sources."""

from marshmallow import fields

from api.schemas.base import ItemSchema


class SourceSchema(ItemSchema):
    filters = ("year",)
    sorts = ("slug", "title", "publisher", "year")

    title = fields.String()
    publisher = fields.String()
    year = fields.Integer()
    url = fields.String()
    label_set_id = fields.String()
    label_version = fields.String()
    accessed_on = fields.String()
