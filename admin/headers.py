"""What every answer to staff carries: a content policy with a nonce, and no trace in any cache."""

from secrets import token_urlsafe

from flask import Flask, Response, g, request

from admin.assets import ENDPOINT as ASSETS

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    app.after_request(_protect)
    app.context_processor(lambda: {"csp_nonce": csp_nonce})


def csp_nonce() -> str:
    """One for each request, made when first asked for: refusals need it before any guard ran."""
    if "csp_nonce" not in g:
        g.csp_nonce = token_urlsafe(16)
    return str(g.csp_nonce)


def _protect(response: Response) -> Response:
    # Set before edge.py's, which leaves alone what stands there.
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=csp_nonce())
    if request.endpoint != ASSETS:
        response.headers["Cache-Control"] = "no-store"
    return response
