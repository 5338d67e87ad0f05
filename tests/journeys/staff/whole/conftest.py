"""A server of its own for staff: what is published here must not disturb the other journeys."""

import re
from collections.abc import Iterator

import pytest

from tests.servers import Server

LINK = re.compile(r"https?://\S+/link/\S+")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("desk"), WORKERS="1") as running:
        yield running


@pytest.fixture(scope="module")
def site_url(desk: Server) -> str:
    """Where these journeys go: the dashboard."""
    return desk.staff_url


@pytest.fixture
def first_link(desk: Server) -> str:
    """What the server printed when it started, under the name that browsers here use."""
    found = LINK.search(desk.log.read_text())
    assert found, desk.log.read_text()
    return desk.staff_url + found[0][found[0].index("/link/") :]
