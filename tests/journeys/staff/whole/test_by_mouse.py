"""The whole way with a mouse."""

from typing import Any

import pytest

from tests.journeys.staff.whole import journey
from tests.journeys.staff.whole.hands import Mouse
from tests.servers import Server

pytestmark = pytest.mark.drill


def test_first_admin_invites_an_editor_who_publishes(
    open_page: Any, desk: Server, first_link: str
) -> None:
    journey.go(open_page, desk, first_link, Mouse())
