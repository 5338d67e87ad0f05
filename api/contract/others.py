"""Operations that no content type brings: editions, enrollment, previews, the contract itself."""

from api import search
from api.contract import enrolling, examples
from api.contract.components import ref
from api.contract.operations import JSON, READS, Operation, in_header, in_path, in_query
from api.contract.shapes import OBJECT, TEXT, Json, array, record
from api.schemas.enrollment import FormSchema, ReceiptSchema
from services import enrollment_form

NUMBER = in_path("number", {"type": "integer", "minimum": 0}, "Of the edition.", 3)
WHOLE: Json = {"type": "integer"}
BEFORE = in_path("before", WHOLE, "The number of one edition.", 2)
AFTER = in_path("after", WHOLE, "The number of another.", 3)
Q = {
    **in_query(
        "q", {"type": "string", "minLength": 1, "maxLength": search.LONGEST}, "Words.", "dose"
    ),
    "required": True,
}
LIMIT = in_query(
    "limit", {"type": "integer", "minimum": 1, "maximum": search.MOST}, "At most so many.", 20
)
TOKEN = in_path("token", {"type": "string"}, "From the link.", "x" * 43)
IDEMPOTENCY_KEY = in_header(
    "Idempotency-Key",
    "Your own random text for this request: whoever sends it again gets the same answer.",
    "8e03978e-40d5-43e8-bc93-6894a57f9324",
)
NEVER_KEPT = (("Cache-Control", "`no-store`."),)
STORED = (*NEVER_KEPT, ("Location", "Where it is, for the record. Nothing answers there."))
SENT: Json = {
    "required": True,
    "description": "As `example` in the enrollment form shows.",
    "content": {JSON: {"schema": enrolling.shape(), "example": enrollment_form.example()}},
}

OTHERS: tuple[Operation, ...] = (
    Operation(
        "/editions",
        "list_editions",
        "editions",
        "Every edition, newest first.",
        "The digest of each stays, also of one that nobody is to read any more.",
        record(data=array(ref("EditionLine")), meta=record(count={"type": "integer"})),
        {"data": [examples.LINE], "meta": {"count": 1}},
    ),
    Operation(
        "/editions/{number}",
        "get_edition",
        "editions",
        "One edition, byte for byte.",
        "Without envelope: the SHA-256 of the body is the edition's digest.",
        ref("Edition"),
        examples.EDITION,
        parameters=(NUMBER,),
        errors=(*READS, 410),
    ),
    Operation(
        "/editions/{before}/diff/{after}",
        "compare_editions",
        "editions",
        "What the second edition says differently.",
        "From the two stored documents and nothing else.",
        record(data=OBJECT, meta=record(**{"from": WHOLE, "to": WHOLE})),
        {"data": {}, "meta": {"from": 2, "to": 3}},
        parameters=(BEFORE, AFTER),
        errors=(*READS, 410),
    ),
    Operation(
        "/guide.jsonld",
        "get_jsonld",
        "guide",
        "The guide in the words of schema.org.",
        "JSON-LD for search engines; nothing is in it that no record says.",
        record(**{"@context": TEXT, "@graph": array(OBJECT)}),
        {"@context": "https://schema.org", "@graph": []},
        errors=(*READS, 503),
        media_type="application/ld+json",
    ),
    Operation(
        "/search",
        "search",
        "guide",
        "The best places for some words.",
        "Where there are none, `meta.nearest` has the titles most like them. `part` and `place` say"
        " which point of a record. `html` is escaped, with what was found in <mark>.",
        record(data=array(ref("Hit")), meta=ref("SearchMeta")),
        {"data": [examples.HIT], "meta": {**examples.META, "count": 1, "limit": 20, "nearest": []}},
        parameters=(Q, LIMIT),
        headers=NEVER_KEPT,
        errors=(*READS, 503),
    ),
    Operation(
        "/enrollment-form",
        "get_enrollment_form",
        "enrollment",
        "The form, and whether it can be sent now.",
        "What a front-end needs to draw it. `unconfirmed` words are drafts.",
        record(data=ref("Form"), meta=record(open={"type": "boolean"})),
        {"data": examples.record(FormSchema()), "meta": {"open": True}},
    ),
    Operation(
        "/enrollment-token",
        "get_enrollment_token",
        "enrollment",
        "A token to send with the form.",
        "Take it when the form is opened, and send it as `form_token`.",
        record(data=record(form_token=TEXT)),
        {"data": {"form_token": "a-token"}},
        headers=NEVER_KEPT,
    ),
    Operation(
        "/enrollments",
        "create_enrollment",
        "enrollment",
        "Ask for enrollment.",
        "Kept before it is answered. Only listed sites may send it from a browser.",
        record(data=ref("Receipt")),
        {"data": examples.record(ReceiptSchema())},
        method="post",
        status=201,
        parameters=(IDEMPOTENCY_KEY,),
        headers=STORED,
        errors=(400, *READS, 413, 415, 429, 503),
        body=SENT,
    ),
    Operation(
        "/previews/{token}",
        "get_preview",
        "guide",
        "The guide with some drafts in it, for whoever has the link.",
        "For our own page. Never kept, never for other sites.",
        record(data={**OBJECT, "description": "As the guide."}, meta=OBJECT),
        {"data": {}, "meta": {}},
        parameters=(TOKEN,),
        headers=NEVER_KEPT,
    ),
    Operation(
        "/openapi.json",
        "get_contract",
        "guide",
        "This contract.",
        "OpenAPI 3.1.",
        record(openapi=TEXT, paths={"type": "object"}),
        {"openapi": "3.1.0", "paths": {}},
    ),
)
