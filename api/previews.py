"""A preview as JSON, for our own page: that one document, and nowhere kept."""

import json

from flask import Blueprint, Response, abort, jsonify

from api.reading import never_stored
from services import previews

UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}

blueprint = Blueprint("previews", __name__)


@blueprint.after_request
def _unlisted(response: Response) -> Response:
    response.headers.update(UNLISTED)
    return response


@blueprint.get("/previews/<token>")
def show_preview(token: str) -> Response:
    """The guide with drafts in it; a link that is unknown, too old or taken back is no address."""
    document = previews.find(token)
    if document is None:
        abort(404)
    parsed = json.loads(document)
    return never_stored(jsonify({"data": parsed["guide"], "meta": parsed["preview"]}))
