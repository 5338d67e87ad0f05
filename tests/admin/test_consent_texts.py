"""Consent texts at the dashboard: read in all versions, superseded once what changes was shown."""

import time

import pytest

from models.staff import Role
from services import confirmations, forms
from tests.people import post

PAGE = "/texts/text/?id=call-en"
NEW = "29:11 Recovery may call me once."


@pytest.fixture
def admin(desk):
    return desk("admin")


def call():
    return forms.current().consents[1]


def publish(client, words=NEW, seen=1):
    return post(client, PAGE, words=words, seen=seen, publish=1)


def test_every_text_leads_to_its_page(admin):
    page = admin.get("/texts/").text
    ids = [each.id for each in forms.current().consents]
    assert [each for each in ids if f"/texts/text/?id={each}" not in page] == []
    assert [admin.get(f"/texts/text/?id={each}").status_code for each in ids] == [200] * 5


def test_what_changes_is_shown_first_and_nothing_is_published(admin):
    page = post(admin, PAGE, words=NEW, seen=1).text
    assert "Publish version 2" in page
    assert "<ins>" in page
    assert "from that moment on a live site takes no requests" in page
    assert call().version == 1


def test_published_it_is_what_the_form_shows_and_unconfirmed(admin):
    confirmations.confirm(forms.current().digest, "staff 1")
    assert publish(admin).location == "/texts/"
    assert (call().words, call().version) == (NEW, 2)
    page = admin.get("/texts/").text
    assert "Unconfirmed" in page
    assert "until they are confirmed, a live site takes no requests" in page


def test_old_version_stays_readable(admin):
    before = call().words
    publish(admin)
    page = admin.get(PAGE).text.replace("&#39;", "'")
    assert before in page
    assert "Published by Person" in page


def test_second_of_two_keeps_their_words_and_publishes_nothing(admin):
    publish(admin)
    page = publish(admin, words="Another.", seen=1).text
    assert "Somebody else published a newer version." in page
    assert "Another." in page
    assert call().version == 2


@pytest.mark.parametrize("words", ["", " ", "x" * 1001])
def test_words_that_are_none_are_refused(admin, words):
    assert publish(admin, words=words).status_code == 200
    assert call().version == 1


def test_words_of_today_are_no_version(admin):
    assert "These are the words of today." in publish(admin, words=call().words).text


def test_publishing_needs_the_password_of_a_moment_ago(admin):
    with admin.session_transaction() as session:
        session["fs_paa"] = int(time.time()) - 15 * 60
    assert publish(admin).location.startswith("/verify?next=")
    assert call().version == 1


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMIN])
def test_nobody_else_publishes(desk, role):
    client = desk(role)
    assert client.get(PAGE).status_code == 403
    assert post(client, PAGE, "/account/", words=NEW, seen=1, publish=1).status_code == 403


@pytest.mark.parametrize("text_id", ["", "nothing-en", "x" * 300])
def test_unknown_text_is_nowhere(admin, text_id):
    assert admin.get("/texts/text/", query_string={"id": text_id}).status_code == 404


def test_telephone_form_reads_out_the_newest(desk):
    publish(desk("admin"))
    assert NEW in desk("coordinator").get("/enrollments/new/").text
