"""The contract at its address."""

from functools import cache
from typing import Any

from flask import Blueprint, Response

from api import contract
from api.reading import answer

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def show() -> Response:
    return answer(_document())


@cache
def _document() -> dict[str, Any]:
    """It follows from the code alone."""
    return contract.document()
