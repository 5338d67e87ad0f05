"""Whom a request was meant for: other hosts' names are refused."""

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError

OTHER_HOST = "This is not the address of the dashboard: open the one that STAFF_URL names."


def init_app(app: Flask) -> None:
    app.before_request(_refuse_other_hosts)


def _refuse_other_hosts() -> Response | None:
    # Without a page of ours: no address can be made under a host that is not ours.
    if isinstance(request.routing_exception, SecurityError):
        return Response(OTHER_HOST, 400, mimetype="text/plain")
    return None
