"""Questions and answers."""

from marshmallow import fields

from api.schemas.base import ItemSchema, MarkdownField


class FaqSchema(ItemSchema):
    question = fields.String()
    answer = MarkdownField()
    topic = fields.String()
