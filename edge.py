"""What both web processes share: a GET that cannot write, safe headers, errors without paths.

Of proxies in front only as many as a setting says are believed.
"""

from contextlib import ExitStack
from types import TracebackType

from flask import Flask, Response, abort, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from models.transaction import read_only

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class App(Flask):
    """Flask, but an error is logged with its route and never with the address asked for."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        self.logger.error("error in route %s", request.url_rule, exc_info=exc_info)


def init_app(app: Flask) -> None:
    _believe_proxies(app, app.config["TRUSTED_PROXY_HOPS"])
    app.before_request(_refuse_unmeasured)
    app.before_request(_only_read)
    app.teardown_request(_stop_reading)
    app.after_request(_add_headers)


def _believe_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]


def _refuse_unmeasured() -> None:
    # The server cuts a chunked body at the limit and would answer as if that were all of it.
    if "Transfer-Encoding" in request.headers:
        abort(411)


def _only_read() -> None:
    # By construction, not by promise: inside, both databases refuse every write.
    g.reading = ExitStack()
    if request.method in SAFE_METHODS:
        g.reading.enter_context(read_only())


def _stop_reading(_error: BaseException | None) -> None:
    if "reading" in g:  # not where the request was refused before
        g.reading.close()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
