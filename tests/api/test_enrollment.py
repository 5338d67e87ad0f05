"""The form is served, a request is kept and told so, and what is refused is refused alike."""

import pytest
from sqlalchemy import func, select

from api import enrollment
from models.base import db
from models.enrollment import Enrollment
from services import confirmations, enrollment_form, forms, keyring
from services.policies import LIMITS
from tests.applicants import ENROLLMENTS, example_of, request_of, send
from tests.apps import prepared
from tests.databases import PRODUCTION
from tests.paths import FORM, TOKEN

SHAPE = {"reference", "status", "received_at"}
DEEP = b"[" * 16_000
NOT_OBJECTS = [b"[]", b'"text"', b"7", b"null", b"NaN", b'[{"name": "x"}]']


def stored():
    return db.session.scalar(select(func.count()).select_from(Enrollment))


def newest():
    return db.session.scalars(select(Enrollment).order_by(Enrollment.id.desc())).first()


def test_example_is_accepted_as_served(client):
    answer = send(client, example_of(client))
    assert (answer.status_code, set(answer.json), set(answer.json["data"])) == (
        201,
        {"data"},
        SHAPE,
    )
    assert newest().is_test


def test_receipt_names_the_record_and_is_not_stored(client):
    answer = send(client)
    receipt = answer.json["data"]
    assert receipt["reference"].replace("-", "") == newest().reference
    assert answer.location == f"{ENROLLMENTS}/{receipt['reference']}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (receipt["status"], receipt["received_at"][-6:]) == ("received", "+00:00")


def test_reference_opens_nothing(client):
    known = client.get(send(client).location)
    unknown = client.get(f"{ENROLLMENTS}/2222-2222-2222")
    assert (known.status_code, known.data) == (404, unknown.data)


def test_same_key_and_body_give_the_same_answer(client):
    body, before = request_of(), stored()
    answers = [send(client, body, Idempotency_Key="a key") for _ in range(3)]
    assert {each.data for each in answers} == {answers[0].data}
    assert (answers[0].status_code, stored()) == (201, before + 1)


def test_without_a_key_each_is_another_request(client):
    """The control."""
    body, before = request_of(), stored()
    assert send(client, body).data != send(client, body).data
    assert stored() == before + 2


def test_same_key_with_another_body_is_refused(client):
    send(client, Idempotency_Key="a key")
    answer = send(client, Idempotency_Key="a key")
    assert (answer.status_code, answer.json["code"]) == (422, "key_reused")


def test_token_is_the_key_of_its_form(client):
    body = request_of(form_token=client.get(TOKEN).json["data"]["form_token"])
    assert send(client, body).data == send(client, body).data


def test_each_token_is_new_and_not_stored(client):
    answers = [client.get(TOKEN) for _ in range(2)]
    assert answers[0].json != answers[1].json
    assert answers[0].headers["Cache-Control"] == "no-store"


def test_suspect_is_answered_alike(client):
    answers = [send(client), send(client, request_of(website="https://spam.example"))]
    assert [each.status_code for each in answers] == [201, 201]
    assert [set(each.json["data"]) for each in answers] == [SHAPE, SHAPE]
    assert "honeypot" in newest().flags


def test_wrong_answers_are_pointed_at(client):
    answer = send(client, request_of(phone="12", email="nobody", name=""))
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    assert [each["pointer"] for each in answer.json["errors"]] == ["/name", "/phone", "/email"]
    assert all(each["detail"] for each in answer.json["errors"])


def test_unknown_field_is_answered_with_the_known_ones(client):
    answer = send(client, request_of(diagnosis="x"))
    (error,) = answer.json["errors"]
    assert (error["pointer"], "diagnosis" in answer.text) == ("", False)
    assert all(name in error["detail"] for name in enrollment_form.shipped().known_names)


@pytest.mark.parametrize("data", NOT_OBJECTS)
def test_what_is_no_object_is_refused(client, data):
    answer = client.post(ENROLLMENTS, data=data, content_type="application/json")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "")


@pytest.mark.parametrize("data", [b"", b"{", DEEP, b'{"name": ' + b"9" * 5000 + b"}", b"\xff"])
def test_what_is_no_json_is_refused(client, data):
    answer = client.post(ENROLLMENTS, data=data, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(client, kind):
    answer = client.post(ENROLLMENTS, data=b"{}", content_type=kind)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(("size", "status"), [(16 * 1024, 422), (16 * 1024 + 1, 413)])
def test_body_has_a_limit(client, size, status):
    body = b'{"canary":"' + b"x" * (size - 13) + b'"}'
    answer = client.post(ENROLLMENTS, data=body, content_type="application/json")
    assert (len(body), answer.status_code) == (size, status)


def test_network_has_a_limit_and_the_next_network_its_own(client):
    most, window = LIMITS.per_network[0]
    answers = [send(client, network=1) for _ in range(most + 1)]
    assert [each.status_code for each in answers] == [*most * [201], 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= window.total_seconds()
    assert send(client, network=2).status_code == 201


def test_refused_answers_count_too(client):
    most = LIMITS.per_network[0][0]
    answers = [send(client, request_of(phone="1"), network=1) for _ in range(most)]
    assert {each.status_code for each in answers} == {422}
    assert send(client, network=1).status_code == 429


def test_sent_again_it_counts_once(client):
    body = request_of()
    answers = [send(client, body, network=1, Idempotency_Key="a key") for _ in range(30)]
    assert {each.status_code for each in answers} == {201}


def test_form_is_cacheable_and_open_in_development(client):
    answer = client.get(FORM)
    assert answer.json["meta"] == {"open": True}
    assert (answer.json["data"]["unconfirmed"], answer.get_etag()[1]) == (True, False)
    assert client.get(FORM, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_form_is_the_definition_and_nothing_more(client):
    shown, meant = (
        client.get(FORM).json["data"],
        enrollment_form.definition(forms.current(), confirmed=False),
    )
    assert shown == meant


def test_missing_key_closes_the_intake(client, app, tmp_path, monkeypatch, caplog):
    monkeypatch.setitem(app.config, "SEALING_KEYS", tmp_path)
    answer = send(client)
    assert (answer.status_code, answer.json["code"]) == (503, "intake_closed")
    assert str(keyring.NoSealingKey()) in caplog.text


@pytest.mark.usefixtures("session")
def test_who_comes_together_shares_one_look_at_the_form():
    one, *others = enrollment.desks([None] * 3)
    assert [each is one for each in others] == [True, True]


@pytest.mark.usefixtures("session")
def test_form_is_looked_at_anew_for_who_comes_later():
    (before,), (after,) = enrollment.desks([None]), enrollment.desks([None])
    assert before is not after


@pytest.fixture(scope="module")
def production(databases):
    with prepared(databases.new("sqlite") | PRODUCTION) as app:
        yield app


def test_production_is_closed_until_the_texts_are_confirmed(production):
    client = production.test_client()
    answer, form = send(client), client.get(FORM)
    assert (answer.status_code, answer.json["code"]) == (503, "intake_closed")
    assert (form.json["meta"], answer.headers["Retry-After"]) == ({"open": False}, "3600")
    with production.app_context():
        confirmations.confirm(forms.current().digest, actor="staff 1")
        db.session.commit()
    assert (send(client).status_code, client.get(FORM).json["meta"]) == (201, {"open": True})


def test_closed_intake_names_the_telephone(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_ENV", "production")
    assert "870-617-1845" in send(client).json["detail"]
