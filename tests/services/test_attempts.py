"""The limits: counted in a sliding window, and forgotten with success or time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.base import db
from models.columns import utcnow
from models.sign_in_attempt import SignInAttempt
from services import attempts
from services.attempts import GUESSES, LIMITS, WINDOW, Attempt

KEY = "k" * 40
NOW = utcnow()
TRY = Attempt("password", "a@example.com", "192.0.2.0/24")
MOST = GUESSES["account and network"]


def take(attempt=TRY, after=timedelta(0)):
    return attempts.take(attempt, KEY, now=NOW + after)


@pytest.mark.parametrize("kind", LIMITS)
def test_as_many_as_allowed_and_no_more(session, kind):
    most = min(LIMITS[kind].values())
    attempt = Attempt(kind, "a", "n")
    assert [take(attempt) for _ in range(most)] == [None] * most
    assert take(attempt) == NOW + WINDOW


def test_next_try_is_free_when_the_oldest_is_forgotten(session):
    minute = timedelta(minutes=1)
    for number in range(MOST):
        take(after=number * minute)
    assert take(after=5 * minute) == NOW + WINDOW
    assert take(after=WINDOW) is None
    assert take(after=WINDOW) == NOW + WINDOW + minute


def test_refused_try_does_not_count(session):
    for _ in range(3 * MOST):
        take()
    assert take(after=WINDOW) is None


def test_another_account_is_free(session):
    for _ in range(MOST):
        take()
    assert take(Attempt("password", "b@example.com", "192.0.2.0/24")) is None


def test_another_kind_is_free(session):
    for _ in range(MOST):
        take()
    assert take(Attempt("code", TRY.account, TRY.network)) is None


def test_success_forgets_this_account_here(session):
    for _ in range(MOST - 1):
        take()
    take()
    attempts.forget(TRY, KEY)
    assert take() is None


def test_success_of_one_forgets_nothing_of_another(session):
    other = Attempt("password", "b@example.com", TRY.network)
    for _ in range(MOST):
        take()
    take(other)
    attempts.forget(other, KEY)
    assert take() is not None


def test_own_account_opens_no_network(session):
    """Somebody with an account of the clinic gets no more guesses by signing in between them."""
    own = Attempt("password", "own@example.com", TRY.network)
    for number in range(GUESSES["network"]):
        assert take(Attempt("password", f"{number}@example.com", TRY.network)) is None
        if number < GUESSES["network"] - 1:
            assert take(own) is None
            attempts.forget(own, KEY)
    assert take(own) is not None


def test_old_rows_are_removed(session):
    take()
    take(Attempt("link", "", "another"), after=2 * WINDOW)
    assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


def test_subjects_say_nothing_without_the_key(session):
    ours, theirs = TRY.subjects(KEY), TRY.subjects("another key")
    assert len({*ours.values(), *theirs.values()}) == 6
    assert all(len(each) == 64 for each in ours.values())


def test_parts_of_a_subject_do_not_run_together():
    one, other = Attempt("password", "ab", "c"), Attempt("password", "a", "bc")
    assert one.subjects(KEY)["account and network"] != other.subjects(KEY)["account and network"]
