"""An application on a port of this very process: quick to start, for journeys in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, *_args: Any) -> None:
        """Tests print figures of their own."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Answer on a free port until the block ends; gives the address."""
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _whole(app: Any) -> Any:
    """Reads each answer to its end before it is sent: a tab that is closed leaves no file open."""

    def answer(environ: Any, start_response: Any) -> Any:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, list(headers))
        return body

    return answer
