"""Every address of the API that can be read, from the registry."""

import seeds
from api.schemas import declared
from content_types import CONTENT_TYPES

READ_PATHS = [
    "/api/v1/guide",
    "/api/v1/guide.jsonld",
    "/api/v1/openapi.json",
    "/api/v1/editions",
    "/api/v1/editions/1",
    "/api/v1/editions/1/diff/1",
    *(f"/api/v1/{each.path}" for each in CONTENT_TYPES),
    *(
        f"/api/v1/{each.path}/{seeds.records(each)[0]['slug']}"
        for each in CONTENT_TYPES
        if not each.singleton
    ),
]

# Each list in another order, page by page, with its fields named; the way to an older edition.
QUERIES = [
    "/api/v1/guide?as_of=2100-01-01T00:00:00Z",
    *(
        f"/api/v1/{each.path}?limit=200&sort=-slug&fields={','.join(declared.names(each.schema))}"
        for each in CONTENT_TYPES
        if not each.singleton
    ),
]


def filters(value: str) -> list[str]:
    """Each list narrowed down to this value, where it takes any."""
    return [
        f"/api/v1/{each.path}?{name}={value}"
        for each in CONTENT_TYPES
        for name, filtered in declared.filters(each.schema).items()
        if not filtered.words
    ]


# What else can be read, with rules of its own.
FORM = "/api/v1/enrollment-form"
TOKEN = "/api/v1/enrollment-token"
