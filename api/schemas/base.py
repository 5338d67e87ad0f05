"""What the public sees of every item."""

from enum import StrEnum
from typing import Any, ClassVar

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from services import markdown


class MarkdownField(fields.String):
    """Text as its author wrote it, and as clean HTML."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return {"markdown": value, "html": markdown.render(value)}


def one_of(words: type[StrEnum]) -> OneOf:
    """For a field with a closed vocabulary: a list can be asked for these words and no others."""
    return OneOf([each.value for each in words])


class CitationSchema(Schema):
    source = fields.String()
    supports = fields.String()


class ItemSchema(Schema):
    """`filters` and `sorts` name the fields that its list can be narrowed down and put in order by.

    `children.field` is a field of its children; whoever asks says `field`.
    """

    filters: ClassVar[tuple[str, ...]] = ()
    sorts: ClassVar[tuple[str, ...]] = ("slug",)

    slug = fields.String()
    revision = fields.Integer()
    # Null where no clinician stands for exactly these words. Whether it is overdue, readers see
    # from the day: a document that said so would be wrong later.
    reviewed_at = fields.AwareDateTime(allow_none=True)
    reviewed_by = fields.String(allow_none=True)
    review_due_on = fields.Date(allow_none=True)
    citations = fields.List(fields.Nested(CitationSchema))
