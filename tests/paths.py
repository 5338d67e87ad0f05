"""Every address of the API that can be read, from the registry."""

import seeds
from content_types import CONTENT_TYPES

READ_PATHS = [
    "/api/v1/guide",
    "/api/v1/guide.jsonld",
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

# What else can be read, with rules of its own.
FORM = "/api/v1/enrollment-form"
TOKEN = "/api/v1/enrollment-token"
