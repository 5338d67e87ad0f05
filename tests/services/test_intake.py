"""Intake: sealed, kept once, and suspects are told the same."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.base import db
from models.columns import utcnow
from models.consent import Consent
from models.enrollment import Enrollment
from models.idempotency import IdempotencyKey
from models.intake_attempt import IntakeAttempt
from services import (
    answers,
    arrivals,
    enrollment_form,
    enrollments,
    form_token,
    idempotency,
    intake,
    intake_limits,
    opening,
)
from services.answers import InvalidAnswers
from services.intake import KeyReused, Order
from services.policies import FORM_TOKEN
from tests.enrolling import AGREED, NOTICE, body, desk, opening_keys, received
from tests.services.test_staff import last_event

KEY = "9f0c6c1e-5d0b-4f6e-8a39-0a1b2c3d4e5f"
MINUTE = timedelta(minutes=1)


def count(model=Enrollment):
    return db.session.scalar(select(func.count()).select_from(model))


def sent(key="", now=None, **changes):
    return intake.receive(body(**changes), desk(), key, now)


def token_of(age):
    return form_token.issue(desk().secret, utcnow() - age)


def test_request_is_kept_sealed_and_opens(session):
    made = received(message="hello", phone="2025550123")
    told = opening.contents(made, opening_keys())
    assert told == {
        "for_whom": "self",
        "adult": True,
        "name": "Robin",
        "email": "robin@example.org",
        "phone": "+12025550123",
        "message": "hello",
    }
    assert (made.channel, made.language, made.status, made.origin) == (
        "email",
        "en",
        "received",
        "web",
    )


def test_receipt_has_a_reference_and_nothing_else(session):
    receipt = sent()
    made = enrollments.find(receipt.reference)
    assert receipt == intake.Receipt(receipt.reference, made.received_at)
    assert len(receipt.reference) == 14


def test_consents_are_kept_with_the_words_that_were_shown(session):
    made = received(consents={**NOTICE, "text": AGREED["text"]})
    query = select(Consent).where(Consent.enrollment_id == made.id).order_by(Consent.id)
    stored = [
        (each.purpose, each.text_id, each.text_version, each.text_digest, each.language)
        for each in db.session.scalars(query)
    ]
    assert stored == [
        ("privacy_notice", "privacy-notice-en", 1, AGREED["privacy_notice"], "en"),
        ("text", "text-en", 1, AGREED["text"], "en"),
    ]
    assert made.form_digest == enrollment_form.form_digest()


def test_event_has_reference_and_codes_only(session):
    made = received()
    event = last_event()
    assert (event.actor, event.action, event.target) == (
        "public",
        "enrollment.received",
        f"enrollment {made.reference}",
    )
    assert event.detail == {"origin": "web", "flags": "no_token"}


def test_nothing_is_kept_of_what_is_refused(session):
    with pytest.raises(InvalidAnswers):
        sent(name=None)
    assert (count(), count(IdempotencyKey)) == (0, 0)


@pytest.mark.parametrize(
    ("age", "trap", "flags"),
    [
        (None, "", ["no_token"]),
        (MINUTE, "", []),
        (FORM_TOKEN.minimum / 2, "", ["too_fast"]),
        (FORM_TOKEN.valid + MINUTE, "", ["no_token"]),
        (MINUTE, "https://spam.example", ["honeypot"]),
        (None, ["x"], ["no_token", "honeypot"]),
    ],
)
def test_suspect_is_flagged_and_kept(session, age, trap, flags):
    token = token_of(age) if age else None
    assert received(form_token=token, website=trap).flags == flags


def test_same_key_and_body_give_the_same_answer(session):
    first = sent(KEY)
    db.session.commit()
    assert [sent(KEY, now=utcnow() + 9 * MINUTE) for _ in range(3)] == [first] * 3
    assert (count(), count(Consent), count(IdempotencyKey)) == (1, 1, 1)


def test_answer_stays_the_same_when_the_request_moved(session):
    first = sent(KEY)
    made = enrollments.find(first.reference)
    enrollments.move(made, enrollments.CONTACTED, "staff 1", seen=made.version)
    assert sent(KEY) == first


def test_sent_again_it_is_no_second_event(session):
    received(KEY)
    before = last_event()
    received(KEY)
    assert last_event() is before


def test_same_key_and_other_body_is_refused(session):
    sent(KEY)
    with pytest.raises(KeyReused, match="Take a new one"):
        sent(KEY, name="Other")
    assert count() == 1


def test_without_a_key_each_is_a_request(session):
    assert len({sent().reference for _ in range(3)}) == 3
    assert count(IdempotencyKey) == 0


def test_form_sent_twice_makes_one_request(session):
    token = token_of(MINUTE)
    assert sent(form_token=token) == sent(form_token=token)
    assert count() == 1


def test_old_form_sent_twice_makes_one_request(session):
    token = token_of(FORM_TOKEN.valid + MINUTE)
    assert sent(form_token=token) == sent(form_token=token)


def test_client_key_comes_before_the_form(session):
    token = token_of(MINUTE)
    assert sent("a", form_token=token).reference != sent("b", form_token=token).reference


def test_new_token_with_the_same_key_is_the_same_request(session):
    assert sent(KEY, form_token=token_of(MINUTE)) == sent(KEY, form_token=token_of(2 * MINUTE))


def test_digests_need_the_key_that_is_not_stored(session):
    """A guessed body has another digest under any other key, even for who has our secret."""
    checked = answers.check(body())
    claims = [idempotency.claim(key, checked, "s") for key in ("key a", "key b")]
    assert len({each.body_digest for each in claims} | {each.key_digest for each in claims}) == 4


def test_example_is_a_test(session):
    receipt = intake.receive(json.loads(json.dumps(enrollment_form.example())), desk())
    assert enrollments.find(receipt.reference).is_test


@pytest.mark.parametrize("changed", [{"name": "Other"}, {"consents": NOTICE}, {"message": None}])
def test_anything_but_the_example_is_no_test(session, changed):
    """The control."""
    given = {**enrollment_form.example(), **changed}
    assert not enrollments.find(intake.receive(given, desk()).reference).is_test


def test_call_is_taken_down_by_staff(session):
    receipt = intake.take_call(body(), desk(), "staff 3", "form 1")
    again = intake.take_call(body(), desk(), "staff 3", "form 1")
    db.session.commit()
    made = enrollments.find(receipt.reference)
    assert (receipt, made.origin, made.flags) == (again, "telephone", [])
    assert (last_event().actor, last_event().detail["origin"]) == ("staff 3", "telephone")


def test_two_of_staff_do_not_share_a_form(session):
    receipts = {intake.take_call(body(), desk(), f"staff {each}", "form 1") for each in (1, 2)}
    assert len(receipts) == 2


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["192.0.2.0/24", "198.51.100.0/24"]),
        st.sampled_from(["", "key a", "key b", "key c", "key d", "key e", "key f", "key g"]),
        st.sampled_from(["Ada", "Grace", None]),
    ),
    max_size=16,
)


def order(network, key, name):
    """Without a name it was refused, and only counts."""
    asking = intake_limits.asking(network, {}, desk().secret, key)
    return Order(asking, arrivals.read(body(name=name), desk(), key) if name else None)


def told(outcome):
    """What does not differ between two runs of the same."""
    return type(outcome).__name__


def same(outcomes):
    """Which of them tell of one request."""
    references = [getattr(each, "reference", None) for each in outcomes]
    return [references.index(each) for each in references]


def kept():
    return count(), count(Consent), count(IdempotencyKey), count(IntakeAttempt)


@given(asked=ORDERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_together_is_as_one_after_the_other(session, asked):
    orders = [order(*each) for each in asked]
    ways = []
    for batches in ([orders], [[each] for each in orders]):
        db.session.begin_nested()
        before = kept()
        outcomes = [each for batch in batches for each in intake.settle(batch)]
        added = [now - then for now, then in zip(kept(), before, strict=True)]
        ways.append(([told(each) for each in outcomes], same(outcomes), added))
        db.session.rollback()
    assert ways[0] == ways[1]


def test_one_key_twice_in_one_batch_is_one_request(session):
    first, second = intake.settle([order("192.0.2.0/24", KEY, "Ada") for _ in range(2)])
    assert first == second


def test_one_key_for_two_bodies_in_one_batch_is_refused(session):
    both = [order("192.0.2.0/24", KEY, name) for name in ("Ada", "Grace")]
    assert [told(each) for each in intake.settle(both)] == ["Receipt", "KeyReused"]
