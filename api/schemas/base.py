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
    # Null where no clinician stands for exactly these words. Whether it is overdue, readers see
    # from the day: a document that said so would be wrong later.
    reviewed_at = fields.AwareDateTime()
    reviewed_by = fields.String()
    review_due_on = fields.Date()
    citations = fields.List(fields.Nested(CitationSchema))
