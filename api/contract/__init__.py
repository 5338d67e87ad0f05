"""The contract: OpenAPI 3.1, built from the registry, the schemas and a table of operations."""

import json
from typing import Any

from apispec import APISpec

from api.contract import components, content, operations, others
from api.reading import PREFIX

DESCRIPTION = """\
A clinic's guide to naltrexone treatment, as it was published, and a way to ask for enrollment.

Reading needs no key. Every answer comes from one edition; `meta.edition` says which. Send
`If-None-Match` and most answers are 304 without a body. Errors are problems (RFC 9457) whose `code`
is stable. What you send is closed: unknown parameters and fields are refused. What you get is open:
ignore fields and words that you do not know.
"""


def document() -> dict[str, Any]:
    """The whole contract; the same bytes for the same code."""
    spec = APISpec(
        title="Naltrexone guide",
        version="1",
        openapi_version="3.1.0",
        plugins=[components.plugin()],
        info={"description": DESCRIPTION},
        servers=[{"url": PREFIX}],
        tags=operations.TAGS,
    )
    components.add(spec)
    for each in (*content.operations(), *others.OTHERS):
        spec.path(each.path, operations={each.method: operations.told(each)})
    return components.opened(spec.to_dict())


def written() -> str:
    """As it is committed, to be compared line by line."""
    return f"{json.dumps(document(), indent=1, ensure_ascii=False)}\n"
