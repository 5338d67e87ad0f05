"""The contract for people: Swagger UI from a Python package, under a policy of its own."""

from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from api.reading import PREFIX

# Of the package, what the page needs; nothing else of it is served.
ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js")
FOLDER = Path(str(files("flask_swagger_ui"))) / "dist"
# As everywhere, and small pictures that stand in the style sheet.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Naltrexone guide: the API</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api-docs.css">
<script src="/api/docs/swagger-ui-bundle.js" defer></script>
<script src="/api-docs.js" defer></script>
</head>
<body>
<div id="contract" data-contract="{PREFIX}/openapi.json">
<noscript>This page needs JavaScript: <a href="{PREFIX}/openapi.json">the contract</a>.</noscript>
</div>
</body>
</html>
"""

blueprint = Blueprint("docs", __name__, url_prefix="/api/docs")


@blueprint.get("")
def show() -> Response:
    response = Response(PAGE, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get("/swagger-ui.css")
def style() -> Response:
    return _asset(ASSETS[0])


@blueprint.get("/swagger-ui-bundle.js")
def script() -> Response:
    return _asset(ASSETS[1])


def _asset(name: str) -> Response:
    return send_from_directory(FOLDER, name, max_age=86400)
