"""Whatever nonsense is sent, no answer and no log repeats a value or the name of a field."""

import json
import logging

import pytest
from flask import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import api.enrollment
from api.refusals import InvalidInput
from services import enrollment_form
from tests.applicants import ENROLLMENTS, request_of

pytestmark = pytest.mark.drill

CANARY = "canary7f3a9"
EXAMPLES = 150
REFUSED = {400, 413, 415, 422}
strange = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# Around the canary: what trips up those who parse, quote, log or look things up.
odd = st.text(max_size=8) | st.sampled_from(
    ["@", "@x.example", "+1 202 555 01", "\x00", "{}", "%s"]
)
marked = st.builds(lambda before, after: f"{before}{CANARY}{after}", odd, odd)
atoms = st.none() | st.booleans() | st.integers() | st.floats() | marked
values = st.recursive(
    atoms | marked,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(marked, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(enrollment_form.shipped().known_names) | marked
purposes = st.sampled_from([each.purpose.value for each in enrollment_form.shipped().consents])
consents = st.fixed_dictionaries(
    {"consents": st.dictionaries(purposes | marked, values, max_size=3) | values}
)
answers = st.dictionaries(names, values, max_size=5)


@pytest.fixture
def seen(client, caplog):
    """Sends a body from a network of its own; gives the status and all that anybody could see."""
    caplog.set_level(logging.DEBUG)
    networks = iter(range(10**6))

    def send(data, **headers):
        number = next(networks)
        caplog.clear()
        answer = client.post(
            ENROLLMENTS,
            data=data,
            headers={"Content-Type": "application/json", **headers},
            environ_base={"REMOTE_ADDR": f"198.{number // 250}.{number % 250}.9"},
        )
        return answer.status_code, f"{answer.headers}{answer.text}{caplog.text}".lower()

    return send


@strange
@given(answers)
def test_wrong_answers_are_not_repeated(seen, sent):
    status, shown = seen(json.dumps(sent))
    assert (status, CANARY in shown) == (422, False)


@strange
@given(answers, consents)
def test_wrong_parts_of_a_right_request_are_not_repeated(seen, sent, agreed):
    status, shown = seen(json.dumps({**request_of(), **sent, **agreed}))
    assert (status, CANARY in shown) in {(422, False), (201, False)}


@strange
@given(values, st.sampled_from(["{", '{"', "[", "", "\ufeff"]))
def test_what_is_no_object_is_not_repeated(seen, sent, before):
    status, shown = seen(before + json.dumps(sent))
    assert (status in REFUSED, CANARY in shown) == (True, False)


@strange
@given(st.text("abcXYZ09 -_/;\"'é", max_size=300), st.sampled_from(["text/html", ""]))
def test_headers_are_not_repeated(seen, odd_key, kind):
    own = {"Idempotency-Key": f"{CANARY}{odd_key}", "Origin": f"https://{CANARY}.example"}
    told = [seen("{}", **own), seen("{}", **own, **{"Content-Type": f"{kind}{CANARY}"})]
    assert [(status in REFUSED, CANARY in shown) for status, shown in told] == 2 * [(True, False)]


def test_planted_echo_is_found(seen, monkeypatch):
    """The control."""
    monkeypatch.setattr(api.enrollment, "InvalidInput", echo)
    status, shown = seen(json.dumps({CANARY: 1}))
    assert (status, CANARY in shown) == (422, True)


def echo(errors):
    return InvalidInput([*errors, ("", request.get_data(as_text=True))])


def test_how_many_were_sent(counts):
    counts(f"strange requests to enroll: {4 * EXAMPLES} on each database, none repeated")
