"""Guide sections."""

from marshmallow import Schema, fields

from api.schemas.base import ItemSchema, MarkdownField, one_of
from models.section import SectionKind


class PointSchema(Schema):
    term = fields.String()
    text = MarkdownField()


class SectionSchema(ItemSchema):
    filters = ("kind",)
    sorts = ("slug", "title", "kind")

    title = fields.String()
    summary = fields.String()
    kind = fields.String(validate=one_of(SectionKind))
    body = MarkdownField()
    points = fields.List(fields.Nested(PointSchema))
