"""Releases at the desk: made on the publish page, looked at, moved, cancelled, published."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from models.base import db
from models.release import Release
from services import actors, editions, rehearsing
from services import staff as accounts
from tests.admin.test_publish import changed, key_of, number, publish
from tests.builders import edit, first
from tests.builders import publish as publish_at_once
from tests.people import person, post
from tests.releasing import approved, come_due, release

LATER = {"later": "1", "moment": "2031-07-01T09:00"}
# The clocks are put back on that day, at two: half past one comes twice.
TWICE = {"later": "1", "moment": "2031-11-02T01:30"}


@pytest.fixture
def publisher(desk):
    return desk("publisher")


@pytest.fixture
def made(staff_session):
    """Scheduled by somebody with an account."""
    found = release(actor=actors.of(person("publisher")), title="Spring words")
    db.session.commit()
    return found


def newest():
    db.session.expire_all()
    return db.session.query(Release).order_by(Release.id.desc()).first()


def act(client, verb, one, **more):
    page = f"/releases/details/?id={one.id}"
    return post(client, f"/releases/{verb}/", page, id=one.id, **more)


def test_publishing_makes_a_release(publisher):
    answer = publish(publisher, key_of(changed()), change_note="New words.", severity="important")
    assert answer.status_code == 302
    found, edition = newest(), editions.latest()
    assert (found.edition_number, found.title) == (edition.number, "New words.")
    assert (edition.change_note, edition.severity) == ("New words.", "important")


def test_moment_is_that_of_the_clocks_at_the_clinic(publisher):
    answer = publish(publisher, key_of(changed()), **LATER)
    assert answer.location == f"/releases/details/?id={newest().id}"
    assert newest().due_at == datetime(2031, 7, 1, 14, tzinfo=UTC)
    assert number() == 1


def test_moment_that_comes_twice_is_asked_for(publisher):
    key = key_of(changed())
    page = publish(publisher, key, **TWICE).text
    assert "UTC-5 or UTC-6" in page
    assert re.search(r'<option value="UTC-6">', page)
    publish(publisher, key, **TWICE, offset="UTC-6")
    assert newest().due_at == datetime(2031, 11, 2, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"later": "1"}, "Choose the day and time"),
        ({"later": "1", "moment": "soon"}, "Choose a day and a time."),
        ({"later": "1", "moment": "2001-01-01T09:00"}, "has passed"),
        ({"later": "1", "moment": "0001-01-01T09:00"}, "this century"),
        ({"later": "1", "moment": "2031-03-09T02:30"}, "never show 02:30"),
        ({"moment": "2031-07-01T09:00"}, "Press Schedule"),
    ],
    ids=["none", "words", "past", "ancient", "jumped over", "not pressed"],
)
def test_moment_that_is_none_is_refused(publisher, more, says):
    assert says in publish(publisher, key_of(changed()), **more).text
    assert newest() is None


def test_page_names_the_clock(publisher):
    changed()
    page = publisher.get("/publish/").text
    assert "America/Chicago" in page
    assert "not confirmed" in page


def test_refused_words_are_kept_in_the_browser(publisher):
    key = key_of(changed())
    assert "data-saved" not in publish(publisher, key, later="1").text
    assert "data-saved" in publisher.get(publish(publisher, key, **LATER).location).text


def test_what_is_scheduled_is_not_chosen_again(made, publisher):
    page = publisher.get("/publish/").text
    assert "Scheduled already, in the release “Spring words”" in page
    assert " checked" not in page


def test_list_has_late_and_held_ones_first(made, publisher):
    held = release(approved("sections"), actor=actors.of(person("publisher")), title="Held")
    late = release(approved("sources"), actor=actors.of(person("publisher")), title="Late")
    publish_at_once(edit(first("sections"), title="Newer"))
    rehearsing.rehearse()
    come_due(late, timedelta(minutes=1))
    db.session.commit()
    page = publisher.get("/releases/").text
    assert held.held_because in page
    places = [page.index(f">{each}</a>") for each in ("Late", "Held", "Spring words")]
    assert places == sorted(places)


def test_details_show_what_is_in_it(made, publisher):
    page = publisher.get(f"/releases/details/?id={made.id}").text
    assert "nothing stops it" in page
    assert "<ins>" in page


def test_release_is_moved(made, publisher):
    act(publisher, "reschedule", made, moment="2031-07-01T09:00")
    assert newest().due_at == datetime(2031, 7, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["", "x", "2001-01-01T09:00"], ids=["none", "words", "past"])
def test_release_is_not_moved_to_no_moment(made, publisher, moment):
    before = made.due_at
    assert act(publisher, "reschedule", made, moment=moment).status_code == 200
    assert newest().due_at == before


def test_release_is_cancelled(made, publisher):
    act(publisher, "cancel", made)
    assert newest().cancelled_at
    assert "Cancelled" in publisher.get("/releases/").text


def test_release_is_published_at_once(made, publisher):
    act(publisher, "publish", made)
    assert newest().edition_number == number() == 2
    assert "Edition 2" in publisher.get(f"/releases/details/?id={made.id}").text


def test_what_is_over_is_refused_in_words(made, publisher):
    act(publisher, "cancel", made)
    assert "published or cancelled already" in act(publisher, "publish", made).text


@pytest.mark.parametrize("given", ["", "0", "x", "999999"])
def test_release_that_is_not_there_is_not_found(publisher, given):
    assert publisher.get(f"/releases/details/?id={given}").status_code == 404


def test_editor_reads_and_changes_nothing(made, desk):
    page = desk("editor").get(f"/releases/details/?id={made.id}").text
    assert "Spring words" in page
    assert "Publish now" not in page


def test_start_page_counts_held_and_scheduled(made, publisher):
    assert "go out by themselves" in publisher.get("/").text
    made.held_because = "Something."
    db.session.commit()
    assert "something would stop it" in publisher.get("/").text


@pytest.mark.parametrize(("seconds", "said"), [(1, False), (10, True)])
def test_every_page_says_what_is_late(made, publisher, seconds, said):
    come_due(made, timedelta(seconds=seconds))
    db.session.commit()
    assert ("Overdue:" in publisher.get("/faqs/").text) == said


def test_looking_publishes_nothing(made, publisher):
    come_due(made)
    db.session.commit()
    publisher.get("/")
    assert number() == 1


def test_whoever_sends_something_publishes_what_is_due(made, editor):
    come_due(made)
    db.session.commit()
    post(editor, "/review/submit/", "/review/", change="x")
    assert number() == 2


def test_whoever_is_not_signed_in_publishes_nothing(made, staff_app):
    come_due(made)
    db.session.commit()
    stranger = staff_app.test_client()
    post(stranger, "/login", email="x@example.com", password="x")
    assert number() == 1


def test_account_that_was_closed_holds_its_releases(made, editor):
    key = int(made.due_by.split()[1])
    accounts.deactivate(accounts.find(key), "staff 1")
    come_due(made)
    db.session.commit()
    post(editor, "/review/submit/", "/review/", change="x")
    assert "no active account" in newest().held_because


def test_readyz_counts_late_releases(made, staff_client):
    come_due(made, timedelta(minutes=1))
    db.session.commit()
    answer = staff_client.get("/readyz")
    assert (answer.status_code, answer.json["late_releases"]) == (200, 1)
