"""Form tokens: ours, of a known age, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import form_token
from services.policies import FORM_TOKEN

SECRET = "s" * 40
NOW = datetime(2030, 1, 2, 3, 4, 5, 678000, UTC)
TOKEN = form_token.issue(SECRET, NOW)
SECOND = timedelta(seconds=1)


def read(token=TOKEN, secret=SECRET):
    return form_token.read(token, secret)


def test_token_tells_its_age_to_the_millisecond():
    assert read().issued_at == NOW


def test_each_form_has_a_nonce_of_its_own():
    nonces = {read(form_token.issue(SECRET, NOW)).nonce for _ in range(20)}
    assert len(nonces) == 20


@pytest.mark.parametrize(
    ("age", "valid", "too_fast"),
    [
        (-SECOND, False, True),
        (timedelta(0), True, True),
        (FORM_TOKEN.minimum - SECOND, True, True),
        (FORM_TOKEN.minimum, True, False),
        (FORM_TOKEN.valid - SECOND, True, False),
        (FORM_TOKEN.valid, False, False),
    ],
)
def test_age_decides(age, valid, too_fast):
    token = read()
    assert (token.is_valid(NOW + age), token.is_too_fast(NOW + age)) == (valid, too_fast)


def test_old_token_still_has_its_nonce():
    old = read(form_token.issue(SECRET, NOW - 9 * FORM_TOKEN.valid))
    assert (len(old.nonce), old.is_valid(NOW)) == (32, False)


# Named by number: a token in a test's name would differ from worker to worker.
NO_TOKENS = [None, 7, "", "x", "ü", [], {}, TOKEN[:-4], TOKEN + "AAAA"]


@pytest.mark.parametrize("other", NO_TOKENS, ids=range(len(NO_TOKENS)))
def test_what_is_no_token_is_none(other):
    assert read(other) is None


def test_token_of_another_secret_is_none():
    assert read(secret="t" * 40) is None


@given(st.integers(0, len(TOKEN) - 2), st.characters(codec="ascii"))
def test_changed_token_is_none_or_the_same(place, character):
    changed = read(TOKEN[:place] + character + TOKEN[place + 1 :])
    assert changed is None or changed == read()
