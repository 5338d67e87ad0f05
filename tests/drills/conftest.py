"""A prepared guide on each database, or a running server with one, for all drills of a file."""

from collections.abc import Iterator

import pytest

from tests.databases import DATABASES, Databases
from tests.drills.guide import Guide, prepare
from tests.servers import Server


@pytest.fixture(scope="module", params=DATABASES)
def guide(request: pytest.FixtureRequest, databases: Databases) -> Guide:
    return prepare(request.param, databases.new(request.param))


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Of the server, where a drill wants others than it has by itself."""
    return {}


@pytest.fixture(scope="module", params=DATABASES)
def running(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    settings: dict[str, str],
) -> Iterator[Server]:
    """The product as a person starts it, on each database, one for all drills of a file."""
    url = databases.new(request.param)["DATABASE_URL"]
    with Server(tmp_path_factory.mktemp(request.param), DATABASE_URL=url, **settings) as server:
        yield server
