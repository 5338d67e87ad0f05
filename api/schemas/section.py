"""Guide sections."""

from marshmallow import Schema, fields

from api.schemas.base import ItemSchema, MarkdownField


class PointSchema(Schema):
    term = fields.String()
    text = MarkdownField()


class SectionSchema(ItemSchema):
    title = fields.String()
    summary = fields.String()
    kind = fields.String()
    body = MarkdownField()
    points = fields.List(fields.Nested(PointSchema))
