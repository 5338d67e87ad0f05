"""One's own account."""

from tests.people import person, post, signed_in


def test_account_says_who_and_what_one_is(staff_client):
    text = signed_in(staff_client, person("editor", "auditor", name="Eve")).get("/account/").text
    for words in ("Eve", "Roles: Editor, Auditor.", "Not set up"):
        assert words in text


def test_account_says_how_many_recovery_codes_are_left(staff_client):
    signed_in(staff_client, person("admin"))
    assert "You have no recovery codes." in staff_client.get("/account/").text
    post(staff_client, "/mf-recovery-codes")
    assert "You have 10 recovery codes left." in staff_client.get("/account/").text


def test_sign_of_life_is_for_those_who_are_signed_in(staff_client):
    assert staff_client.get("/account/stay").location == "/login"
    assert signed_in(staff_client, person("editor")).get("/account/stay").status_code == 204
