"""Questions and answers."""

from marshmallow import fields

from api.schemas.base import ItemSchema, MarkdownField


class FaqSchema(ItemSchema):
    filters = ("topic",)
    sorts = ("slug", "question", "topic")

    question = fields.String()
    answer = MarkdownField()
    topic = fields.String()
