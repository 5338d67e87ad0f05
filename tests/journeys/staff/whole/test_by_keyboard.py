"""The same way without a mouse: everything is reached with the Tab key."""

from typing import Any

import pytest

from tests.journeys.staff.whole import journey
from tests.journeys.staff.whole.hands import Keyboard
from tests.servers import Server

pytestmark = pytest.mark.drill


def test_first_admin_invites_an_editor_who_publishes(
    open_page: Any, desk: Server, first_link: str
) -> None:
    journey.go(open_page, desk, first_link, Keyboard())
