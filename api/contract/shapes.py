"""Shapes that no schema makes: envelopes, problems, editions."""

from typing import Any

Json = dict[str, Any]
OBJECT: Json = {"type": "object"}
TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
MOMENT: Json = {"type": "string", "format": "date-time"}
DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def record(**properties: Json) -> Json:
    """All of them are there; there may be more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def array(items: Json) -> Json:
    return {"type": "array", "items": items}


META = {
    "edition": NUMBER,
    "published_at": MOMENT,
    "digest": DIGEST,
    "clinically_reviewed": {"type": "boolean"},
}
PLACE = {"count": NUMBER, "limit": {"type": ["integer", "null"]}, "offset": NUMBER}
OR_NONE: Json = {"type": ["string", "null"]}
TITLE = {"content_type": TEXT, "slug": TEXT, "title": TEXT}
LINE = {
    "number": NUMBER,
    "published_at": MOMENT,
    "change_note": TEXT,
    "severity": TEXT,
    "digest": DIGEST,
    "previous_digest": DIGEST,
    "withheld": {"type": ["string", "null"]},
}
HEAD = {
    "number": NUMBER,
    "published_at": MOMENT,
    "previous_digest": DIGEST,
    "audit_digest": DIGEST,
    "clinically_reviewed": {"type": "boolean"},
}
REVISION = {"content_type": TEXT, "slug": TEXT, "revision": NUMBER}
PROBLEM = {"type": TEXT, "title": TEXT, "status": NUMBER, "detail": TEXT, "code": TEXT}
GUIDE: Json = {"$ref": "#/components/schemas/Guide"}

PLAIN: dict[str, Json] = {
    "Markdown": {
        **record(markdown=TEXT, html=TEXT),
        "description": "As its author wrote it, and as clean HTML.",
    },
    "Meta": record(**META),
    "ListMeta": record(**META, **PLACE),
    "SearchMeta": record(**META, count=NUMBER, limit=NUMBER, nearest=array(record(**TITLE))),
    "Hit": record(**TITLE, part=OR_NONE, place={"type": ["integer", "null"]}, html=TEXT),
    "EditionLine": record(**LINE),
    "Edition": {
        **record(
            edition=record(**HEAD), guide={"type": "object"}, manifest=array(record(**REVISION))
        ),
        "description": "The very bytes of that day: their SHA-256 is the edition's digest.",
    },
    "Problem": {
        **record(**PROBLEM),
        "description": "RFC 9457. `detail` says what to do; it never repeats what was sent.",
    },
}
