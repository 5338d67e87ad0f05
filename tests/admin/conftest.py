"""Somebody at the dashboard."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import at_work, person

Desk = Callable[..., FlaskClient]


@pytest.fixture
def desk(staff_app: Flask, staff_session: None) -> Desk:
    """A function that signs in somebody new who has these roles."""
    return lambda *roles: at_work(staff_app, person(*roles))


@pytest.fixture
def editor(desk: Desk) -> FlaskClient:
    return desk("editor")
