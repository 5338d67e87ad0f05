"""Examples, made from the shapes. Nothing in them is clinical, or of any person."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from api.problems import Problem
from api.schemas.base import MarkdownField

Json = dict[str, Any]
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MOMENT = "2031-01-31T15:00:00+00:00"
META = {
    "edition": 3,
    "published_at": MOMENT,
    "digest": DIGEST,
    "clinically_reviewed": False,
}
LINE = {
    "number": 3,
    "published_at": MOMENT,
    "change_note": "The clinic has another phone number.",
    "severity": "routine",
    "digest": DIGEST,
    "previous_digest": DIGEST,
    "withheld": None,
}
HIT = {
    "content_type": "faqs",
    "slug": "where-from",
    "title": "Where do these facts come from?",
    "part": None,
    "place": None,
    "html": "Where do these <mark>facts</mark> come from?",
}
EDITION = {
    "edition": {**META, "number": 3, "previous_digest": DIGEST, "audit_digest": DIGEST},
    "guide": {},
    "manifest": [{"content_type": "faq", "slug": "where-from", "revision": 2}],
}
# By name, where what the type says is not enough.
NAMED = {
    "slug": "where-from",
    "revision": 2,
    "reviewed_at": None,
    "reviewed_by": None,
    "review_due_on": None,
    "phone": "+12025550100",
    "url": "https://example.com/",
    "email": "desk@example.com",
    "year": 2031,
    "source": "a-source",
}
MARKDOWN = {
    "markdown": "Words with **weight**.",
    "html": "<p>Words with <strong>weight</strong>.</p>\n",
}
KINDS: Mapping[type[fields.Field[Any]], Any] = {
    fields.Integer: 1,
    fields.Float: 1.5,
    fields.Boolean: False,
    fields.Function: "A few words.",
    fields.Dict: {},
    fields.Raw: {},
    fields.DateTime: MOMENT,
}


def record(schema: Schema) -> Json:
    """One with every field."""
    fields_ = schema.dump_fields.items()
    return {each.data_key or name: _value(name, each) for name, each in fields_}


def problem(status: int, kind: Problem) -> Json:
    return {
        "type": f"/problems.html#{kind.code}",
        "title": kind.title,
        "status": status,
        "detail": kind.detail,
        "code": kind.code,
    }


def _value(name: str, field: fields.Field[Any]) -> Any:
    if isinstance(field, MarkdownField):
        return MARKDOWN
    if isinstance(field, fields.List):
        return [_value(name, field.inner)]
    if isinstance(field, fields.Nested):
        return record(field.schema)
    words = [word for each in field.validators if isinstance(each, OneOf) for word in each.choices]
    return words[0] if words else _plain(name, field)


def _plain(name: str, field: fields.Field[Any]) -> Any:
    if name in NAMED:
        return NAMED[name]
    kind = next((each for each in KINDS if isinstance(field, each)), None)
    return KINDS[kind] if kind else f"A {name.replace('_', ' ')}"
