"""A client that holds every answer of the API against the contract, errors too."""

import json
from functools import cache, lru_cache
from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from api import contract
from api.reading import PREFIX

Json = dict[str, Any]
CONTRACT = "urn:contract"
# Anybody may be answered so, wherever they ask: what is not there has no operation.
ANYWHERE = {200, 404, 405, 406, 411, 422}


class Client(FlaskClient):
    """Fails where an answer is not as the contract says."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.request.path.startswith(f"{PREFIX}/"):
            hold(self, response)
        return response


def hold(client: FlaskClient, response: TestResponse) -> None:
    operation = _operation(client, response)
    if operation is None:
        assert response.status_code in ANYWHERE, response.status
        return
    told = operation["responses"].get(str(response.status_code))
    assert told, f"{response.status} of {operation['operationId']} is not in the contract"
    missing = [each for each in told.get("headers", {}) if each not in response.headers]
    assert not missing, f"{operation['operationId']} lacks {missing}"
    if "content" in told and response.request.method != "HEAD":
        shape = told["content"][response.mimetype]["schema"]
        wrong = _wrong(json.dumps(shape), response.data)
        assert not wrong, f"{operation['operationId']}: {wrong[:3]}"


@lru_cache(maxsize=256)
def _wrong(shape: str, body: bytes) -> list[str]:
    """The same answer to the same question is looked through once."""
    errors = _validator(shape).iter_errors(json.loads(body))
    return [f"{each.json_path}: {each.message[:200]}" for each in errors]


@cache
def _validator(shape: str) -> Draft202012Validator:
    return validator(json.loads(shape))


def _operation(client: FlaskClient, response: TestResponse) -> Json | None:
    request = response.request
    method = "GET" if request.method == "HEAD" else request.method
    try:
        rule, _ = client.application.url_map.bind("").match(request.path, method, return_rule=True)
    except (HTTPException, RequestRedirect):
        return None
    path = rule.rule.removeprefix(PREFIX)
    for converter in ("int(max=2147483647):", "string:"):
        path = path.replace(converter, "")
    named = path.replace("<", "{").replace(">", "}")
    found: Json | None = document()["paths"].get(named, {}).get(method.lower())
    assert found or method == "OPTIONS", f"{method} {named} is not in the contract"
    return found


@cache
def document() -> Json:
    return contract.document()


def validator(shape: Json) -> Draft202012Validator:
    # What it refers to is found in the contract.
    there = json.loads(json.dumps(shape).replace('"#/', f'"{CONTRACT}#/'))
    return Draft202012Validator(there, registry=_registry(), format_checker=FormatChecker())


@cache
def _registry() -> Registry[Any]:
    contents = {**document(), "$id": CONTRACT}
    resource = Resource(contents=contents, specification=DRAFT202012)
    return Registry().with_resource(CONTRACT, resource)
