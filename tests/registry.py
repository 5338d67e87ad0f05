"""The registry as test parameters: a new content type arrives tested."""

import pytest

from content_types import CONTENT_TYPES

each_type = pytest.mark.parametrize("content_type", CONTENT_TYPES, ids=lambda each: each.path)
each_listed_type = pytest.mark.parametrize(
    "content_type",
    [each for each in CONTENT_TYPES if not each.singleton],
    ids=lambda each: each.path,
)
