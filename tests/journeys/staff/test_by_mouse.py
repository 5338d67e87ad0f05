"""The whole way with a mouse."""

from typing import Any

from tests.journeys.staff import journey
from tests.journeys.staff.hands import Mouse
from tests.servers import Server


def test_first_admin_invites_an_editor_who_publishes(
    open_page: Any, desk: Server, first_link: str
) -> None:
    journey.go(open_page, desk, first_link, Mouse())
