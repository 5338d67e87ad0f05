"""The contract: valid, whole, and the very one that is committed."""

import json

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from api import contract
from api.reading import PREFIX
from services import enrollment_form
from services.answers import InvalidAnswers
from tests.contract import document, validator
from tests.enrolling import check

METHODS = {"get", "post"}
# To draft it anew: make openapi
SNAPSHOT = "docs/openapi.json"


def operations():
    return [
        (path, method, told)
        for path, item in document()["paths"].items()
        for method, told in item.items()
        if method in METHODS
    ]


def ids(value):
    return value if isinstance(value, str) else ""


@pytest.fixture
def each_operation(app):
    return operations()


def sent():
    """The shape of a request to enroll."""
    body = document()["paths"]["/enrollments"]["post"]["requestBody"]
    return body["content"]["application/json"]["schema"]


def answers(told):
    """Status, media type and its content, of every answer with a body."""
    for status, response in told["responses"].items():
        for kind, content in response.get("content", {}).items():
            yield status, kind, content


def test_contract_is_valid_openapi(app):
    validate(document())
    assert document()["openapi"] == "3.1.0"


def test_contract_is_the_documented_one(app, root):
    """A change of the API is seen where changes are reviewed."""
    assert contract.written() == (root / SNAPSHOT).read_text()


def test_contract_is_served(client):
    assert client.get(f"{PREFIX}/openapi.json").json == json.loads(contract.written())


def test_every_route_is_in_the_contract(app: Flask, counts):
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{PREFIX}/")}
    routes = {_in_words(rule) for rule in rules}
    counts(f"contract: {len(operations())} operations on {len(routes)} addresses")
    assert routes == set(document()["paths"])


def _in_words(rule: str) -> str:
    plain = rule.removeprefix(PREFIX).replace("int(max=2147483647):", "")
    return plain.replace("<", "{").replace(">", "}")


def test_every_operation_says_what_it_is_for(each_operation):
    for path, method, told in each_operation:
        assert told["summary"].endswith("."), (path, method)
        assert told["description"].endswith("."), (path, method)


def test_every_answer_has_an_example_as_it_says(each_operation):
    for path, _, told in each_operation:
        for status, _, content in answers(told):
            given = content.get("example")
            listed = content.get("examples", {"": {"value": given}})
            wrong = [
                error.message
                for each in listed.values()
                for error in validator(content["schema"]).iter_errors(each["value"])
            ]
            assert wrong == [], (path, status)


def test_every_operation_tells_how_it_refuses(each_operation):
    for path, _, told in each_operation:
        assert {"404", "405", "406", "422", "500"} <= told["responses"].keys(), path


def test_answers_may_grow_and_requests_may_not(each_operation):
    """No shape of an answer forbids what it does not name; what is sent has a name."""
    responses = [told["responses"] for _, _, told in each_operation]
    assert 'additionalProperties": false' not in json.dumps([responses, document()["components"]])
    assert '"enum"' not in json.dumps(document()["components"])
    assert sent()["additionalProperties"] is False


@pytest.mark.parametrize(
    "changes",
    [{}, {"surname": None}, {"surname": " "}, {"surname": " Roe\n"}, {"message": "a\r\nb"}],
    ids=json.dumps,
)
def test_request_that_is_taken_is_as_the_contract_says(app, changes):
    request = enrollment_form.example() | changes
    assert check(request)
    assert validator(sent()).is_valid(request)


@pytest.mark.parametrize(
    "changes",
    [{"surname": False}, {"surname": "a\nb"}, {"name": " "}, {"adult": False}, {"no_such": ""}],
    ids=json.dumps,
)
def test_request_that_breaks_the_contract_is_refused(app, changes):
    request = enrollment_form.example() | changes
    assert not validator(sent()).is_valid(request)
    with pytest.raises(InvalidAnswers):
        check(request)


def test_answer_that_breaks_the_contract_is_noticed(client):
    """The control."""
    told = document()["paths"]["/guide"]["get"]["responses"]["200"]
    shape = told["content"]["application/json"]["schema"]
    broken = client.get(f"{PREFIX}/guide").json
    del broken["data"]["clinic"]["phone"]
    assert isinstance(validator(shape), Draft202012Validator)
    assert [error.message for error in validator(shape).iter_errors(broken)] == [
        "'phone' is a required property"
    ]
