"""A prepared guide on each database, one for all drills of a file."""

import pytest

from tests.databases import DATABASES, Databases
from tests.drills.guide import Guide, prepare


@pytest.fixture(scope="module", params=DATABASES)
def guide(request: pytest.FixtureRequest, databases: Databases) -> Guide:
    return prepare(request.param, databases.new(request.param))
