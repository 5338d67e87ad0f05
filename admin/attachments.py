"""Files for people to keep, each with its digest (RFC 9530) in the answer that brings it."""

from base64 import b64encode
from hashlib import sha256

from flask import Response


def attached(data: bytes, name: str, mimetype: str) -> Response:
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    known_by = b64encode(sha256(data).digest()).decode()
    response.headers["Content-Digest"] = f"sha-256=:{known_by}:"
    return response
