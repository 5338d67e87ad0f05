"""Who tries too often is refused, by rows in the database that say nothing of whom."""

import pytest
from sqlalchemy import func, select

from models.base import db
from models.sign_in_attempt import SignInAttempt
from services.attempts import GUESSES, LIMITS
from tests.people import PASSWORD, code_of, person, post, sign_in, signed_in

MOST = GUESSES["account and network"]
WRONG = "a wrong password indeed"


def attempts():
    return db.session.scalar(select(func.count()).select_from(SignInAttempt))


def come_from(client, address):
    client.environ_base["REMOTE_ADDR"] = address


def use_up(client, email):
    return [sign_in(client, email, WRONG).status_code for _ in range(MOST)]


def test_too_many_wrong_passwords_are_refused(staff_client):
    email = person("editor").email
    assert use_up(staff_client, email) == [200] * MOST
    answer = sign_in(staff_client, email, WRONG)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Wait 15 minutes, then try again." in " ".join(answer.text.split())


def test_right_password_is_refused_too(staff_client):
    made = person("editor")
    use_up(staff_client, made.email)
    assert sign_in(staff_client, made).status_code == 429
    assert staff_client.get("/account/").status_code == 302


def test_unknown_account_is_refused_alike(staff_client):
    known, unknown = person("editor").email, "nobody@example.com"
    for email in (known, unknown):
        use_up(staff_client, email)
    told = [sign_in(staff_client, email, WRONG) for email in (known, unknown)]
    assert [each.status_code for each in told] == [429, 429]


def test_account_is_counted_across_networks(staff_client):
    email = person("editor").email
    for number in range(GUESSES["account"]):
        come_from(staff_client, f"198.51.{number}.1")
        assert sign_in(staff_client, email, WRONG).status_code == 200
    come_from(staff_client, "203.0.113.1")
    assert sign_in(staff_client, email, WRONG).status_code == 429


def test_account_is_counted_in_whatever_letters(staff_client):
    """Sign-in finds the same account for each of these."""
    made = person("editor")
    typed = [made.email.upper(), *(made.email.replace(each, wide(each)) for each in "xaml")]
    assert [sign_in(staff_client, each, WRONG).status_code for each in typed] == [200] * MOST
    assert sign_in(staff_client, made.email.replace("com", wide("com"))).status_code == 429


def wide(letters):
    """As they stand on a full-width keyboard."""
    return "".join(chr(ord(each) + 0xFEE0) for each in letters)


def test_network_is_counted_across_accounts(staff_client):
    for number in range(GUESSES["network"]):
        come_from(staff_client, f"198.51.100.{number}")
        assert sign_in(staff_client, f"nobody-{number}@example.com", WRONG).status_code == 200
    assert sign_in(staff_client, "another@example.com", WRONG).status_code == 429
    come_from(staff_client, "203.0.113.1")
    assert sign_in(staff_client, "another@example.com", WRONG).status_code == 200


def test_success_forgets_the_failures(staff_client):
    made = person("editor")
    for _ in range(2):
        for _ in range(MOST - 1):
            assert sign_in(staff_client, made, WRONG).status_code == 200
        signed_in(staff_client, made)
        post(staff_client, "/logout", "/account/")


def test_office_that_signs_in_is_not_locked_out(staff_app, staff_session):
    made = person("editor")
    before = attempts()
    for _ in range(3):
        signed_in(staff_app, made)
    assert attempts() == before


def test_wrong_codes_are_refused(staff_client):
    made = person("editor", second_factor=True)
    page = sign_in(staff_client, made).location
    for _ in range(MOST):
        assert post(staff_client, page, code="000000").status_code == 200
    assert post(staff_client, page, code=code_of(made)).status_code == 429


def test_starting_over_gives_no_more_codes(staff_client):
    made = person("editor", second_factor=True)
    for _ in range(MOST):
        page = sign_in(staff_client, made).location
        staff_client.post(page, data={})
        assert post(staff_client, page, code="000000").status_code == 200
        forget_passwords()
    page = sign_in(staff_client, made).location
    assert post(staff_client, page, code="000000").status_code == 429


def forget_passwords():
    rows = select(SignInAttempt).where(SignInAttempt.kind == "password")
    for row in db.session.scalars(rows):
        db.session.delete(row)
    db.session.commit()


def test_wrong_recovery_codes_are_refused(staff_client):
    page = sign_in(staff_client, person("editor", second_factor=True)).location
    for _ in range(MOST):
        answer = post(staff_client, "/mf-recovery", page, code="0000-0000-0000")
        assert answer.status_code == 200
    assert post(staff_client, "/mf-recovery", page, code="x").status_code == 429


@pytest.mark.parametrize("page", ["/verify", "/change"])
def test_somebody_elses_browser_does_not_reveal_the_password(staff_client, page):
    signed_in(staff_client, person("editor"))
    fields = {"password": WRONG, "new_password": PASSWORD, "new_password_confirm": PASSWORD}
    for _ in range(MOST):
        assert post(staff_client, page, **fields).status_code == 200
    assert post(staff_client, page, **fields).status_code == 429


def test_guessing_links_is_refused(staff_client):
    for _ in range(LIMITS["link"]["network"]):
        assert post(staff_client, "/link/guess", "/login").status_code == 404
    assert post(staff_client, "/link/guess", "/login").status_code == 429


def test_rows_say_nothing_of_whom(staff_client):
    email = person("editor").email
    sign_in(staff_client, email, WRONG)
    rows = db.session.scalars(select(SignInAttempt)).all()
    said = " ".join(f"{row.subject} {row.kind}" for row in rows)
    assert rows
    assert email not in said
    assert "127.0.0" not in said
