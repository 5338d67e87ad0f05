"""What the public sees of every item."""

from typing import Any

from marshmallow import Schema, fields

from services import markdown


class MarkdownField(fields.String):
    """Text as its author wrote it, and as clean HTML."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return {"markdown": value, "html": markdown.render(value)}


class CitationSchema(Schema):
    source = fields.String()
    supports = fields.String()


class ItemSchema(Schema):
    slug = fields.String()
    revision = fields.Integer()
    # Null until a clinician can attest an item: a date that nobody stands for must not be shown.
    reviewed_at = fields.Constant(None)
    review_due_on = fields.Constant(None)
    citations = fields.List(fields.Nested(CitationSchema))
