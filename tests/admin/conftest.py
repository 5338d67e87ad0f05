"""Somebody at the dashboard, and which of its tests the quick proof runs on SQLite alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import at_work, person

Desk = Callable[..., FlaskClient]

HERE = Path(__file__).parent
# What a page says does not depend on the database; what a list finds does.
ON_BOTH = {"test_lists"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The other half of each screen's tests is for `make drills`; before `-m` chooses."""
    for item in items:
        if _is_twin(item):
            item.add_marker("drill")
            item.add_marker("twin")


def _is_twin(item: pytest.Item) -> bool:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    is_screen = HERE in item.path.parents and item.path.stem not in ON_BOTH
    return is_screen and params.get("app") == "postgresql"


@pytest.fixture
def desk(staff_app: Flask, staff_session: None) -> Desk:
    """A function that signs in somebody new who has these roles."""
    return lambda *roles: at_work(staff_app, person(*roles))


@pytest.fixture
def editor(desk: Desk) -> FlaskClient:
    return desk("editor")
