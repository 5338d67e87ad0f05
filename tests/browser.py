"""A client for the staff application."""

from contextvars import Context
from typing import Any

from flask.testing import FlaskClient


class Browser(FlaskClient):
    """Each request stands alone, as on a server: inside a test's application context Flask would
    share `g`, and with it who is signed in."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return Context().run(super().open, *args, **kwargs)
