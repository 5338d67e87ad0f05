"""What is kept is what the application would answer, until something is published."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import request_started
from sqlalchemy.exc import OperationalError

from api.cache import EditionCache
from api.store import MOST_REPLIES, Shelf
from models.base import db
from services import editions, withholdings
from services.freshness import Pulse
from tests.apps import opened
from tests.builders import PUBLISHER, REVIEWER, edit, first, publish
from tests.caching import complete, flask_asked, reader, warm
from tests.paths import FORM, READ_PATHS, TOKEN
from tests.releasing import come_due, release

GUIDE, OLD, OLDER = "/api/v1/guide", "/api/v1/editions/1", "/api/v1/editions"
# Of one client alone, of a moment, or of nobody.
NEVER_KEPT = [
    FORM,
    TOKEN,
    "/",
    "/healthz",
    "/readyz",
    "/api/v1/previews/nobodys",
    "/api/v1/faqs/no-such-thing",
    "/api/v1/no-such-thing",
    "/api/v1/guide?no=such",
    "/api/v1/search?q=naloxone",
    "/api/v1/guide?as_of=2100-01-01T00:00:00Z",
    "/api/docs",
]
each_path = pytest.mark.parametrize("path", READ_PATHS)


@pytest.fixture(scope="module")
def cached(app):
    """Of the seeded guide, for tests that change nothing."""
    return reader(complete(warm(app)))


@pytest.fixture
def cache(app, session) -> EditionCache:
    return warm(app)


def without_moment(answer):
    return {key: value for key, value in answer.headers if key not in {"Date", "X-Request-Id"}}


@each_path
def test_it_answers_as_the_application_does_without_asking_it(app, client, cached, path):
    plain = client.get(path)
    with flask_asked(app) as asked:
        kept = cached.get(path)
    assert (kept.status_code, kept.data, asked) == (200, plain.data, [])
    assert without_moment(kept) == without_moment(plain)


def test_part_of_a_list_is_kept_once_somebody_asked_for_it(app, cached):
    """In whatever order its parameters come."""
    first = cached.get("/api/v1/side-effects?action=emergency_911&limit=2")
    with flask_asked(app) as asked:
        again = cached.get("/api/v1/side-effects?limit=2&action=emergency_911")
    assert (again.status_code, again.data, asked) == (200, first.data, [])
    assert len(json.loads(again.data)["data"]) == 2


@each_path
def test_head_is_the_kept_answer_without_its_body(app, cached, path):
    get = cached.get(path)
    with flask_asked(app) as asked:
        head = cached.head(path)
    assert (head.status_code, head.data, asked) == (200, b"", [])
    assert head.headers["Content-Length"] == str(len(get.data))


@pytest.mark.parametrize("path", NEVER_KEPT)
def test_what_is_of_one_moment_or_client_is_not_kept(app, cache, path):
    reader(cache).get(path).close()
    with flask_asked(app) as asked:
        reader(cache).get(path).close()
    assert (len(asked), cache.store.shelf.size) == (1, 0)
    assert path not in cache.store.pages


@pytest.mark.parametrize("path", ["/api/v1/guide?no=such", "/api/v1/faqs?limit=x"])
def test_refusal_is_the_applications(client, cached, path):
    plain, refused = client.get(path), cached.get(path)
    assert (refused.status_code, refused.data) == (422, plain.data)
    assert without_moment(refused) == without_moment(plain)


def test_what_clients_invent_is_not_remembered_for_ever(cache):
    for number in range(MOST_REPLIES + 8):
        reader(cache).get(GUIDE, headers={"Accept": f"application/json, x/{number}"})
    assert len(cache.store.replies) == 8


def test_wrong_method_is_refused_by_the_application(cached):
    assert cached.post(GUIDE).status_code == 405


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0"])
def test_client_that_does_not_take_json_is_refused(cached, accept):
    assert cached.get(GUIDE, headers={"Accept": accept}).status_code == 406


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html, */*;q=0.1", ""])
def test_client_that_takes_json_is_answered_from_the_cache(app, cached, accept):
    with flask_asked(app) as asked:
        assert cached.get(GUIDE, headers={"Accept": accept}).status_code == 200
    assert asked == []


def test_body_of_unknown_length_is_refused(cached):
    assert cached.get(GUIDE, headers={"Transfer-Encoding": "chunked"}).status_code == 411


def test_cookies_hosts_and_credentials_are_in_nothing_that_is_kept(cache):
    publish(edit(first("faqs"), question="Changed?"))
    cache.look()
    evil = "evil-7d3c.example"
    sent = {"Host": evil, "X-Forwarded-Host": evil, "Cookie": f"a={evil}", "Origin": f"//{evil}"}
    reader(cache).get(OLD, headers={**sent, "Authorization": evil})
    answer = reader(cache).get(OLD)
    assert (answer.status_code, cache.store.shelf.size > 0) == (200, True)
    assert evil not in answer.text + str(answer.headers)


def test_publication_is_shown_after_a_look_and_not_before(cache):
    publish(edit(first("faqs"), question="Changed?"))
    assert reader(cache).get(GUIDE).json["meta"]["edition"] == 1
    cache.look()
    assert reader(cache).get(GUIDE).json["meta"]["edition"] == 2


def test_look_that_finds_nothing_new_keeps_everything(app, cache):
    before = complete(cache).store
    with flask_asked(app) as asked:
        cache.look()
    assert (cache.store is before, asked) == (True, [])


@pytest.fixture
def withheld(app, session):
    """A cache that has edition 1 in it, which is withheld then."""
    publish(edit(first("faqs"), question="Changed?"))
    cache, old = warm(app), editions.numbered(1)
    assert reader(cache).get(OLD).status_code == 200
    withholdings.ask(old, PUBLISHER, "A dose was wrong.")
    withholdings.confirm(old, REVIEWER)
    db.session.commit()
    cache.look()
    return cache


def test_withheld_edition_is_gone_after_a_look(withheld):
    assert reader(withheld).get(OLD).status_code == 410
    assert reader(withheld).get(OLDER).json["data"][1]["withheld"] == "A dose was wrong."


def test_answer_that_was_begun_before_a_publication_is_not_kept_after_it(app, session):
    publish(edit(first("faqs"), question="Changed?"))
    cache = warm(app)

    def swap(_app, **_more):
        cache.store = replace(cache.store, shelf=Shelf())

    with request_started.connected_to(swap, app):
        assert reader(cache).get(OLD).status_code == 200
    assert cache.store.shelf.size == 0


@pytest.mark.parametrize(
    ("ahead", "age"), [(None, 60), (3600, 60), (20, 19), (0, 0), (-3, 0)], ids=str
)
def test_age_ends_with_the_next_publication(app, session, ahead, age):
    if ahead is not None:
        come_due(release(), timedelta(seconds=-ahead))
    control = reader(warm(app)).get(GUIDE).cache_control
    assert control.public
    assert control.max_age in {age, max(age - 1, 0)}


def test_each_answer_has_an_id_of_its_own(cached):
    ids = [cached.get(path).headers["X-Request-Id"] for path in (GUIDE, GUIDE, "/api/v1/guide?x")]
    assert len({*ids}) == 3


@pytest.fixture
def lonely(databases, guides):
    """A warm cache, and what takes its database away."""
    settings = guides.small("sqlite")
    file = databases.folder / settings["DATABASE_URL"].rpartition("/")[2]
    with opened("public", settings) as app:

        def take_away(*_, **__):
            with app.app_context():
                db.engine.dispose()
            if file.exists():
                file.rename(f"{file}.away")

        yield warm(app), take_away


def test_with_the_database_away_the_last_edition_is_served(lonely):
    cache, take_away = lonely
    take_away()
    with pytest.raises(OperationalError):
        cache.look()
    assert reader(cache).get(GUIDE).json["meta"]["edition"] == 1
    assert reader(cache).get("/readyz").status_code == 503  # the control


def test_what_was_made_while_the_database_went_is_not_shown(lonely):
    cache, take_away = lonely
    cache.store = before = replace(cache.store, pulse=Pulse(0, 0))
    with request_started.connected_to(take_away), pytest.raises(OperationalError):
        cache.look()
    assert cache.store is before


def test_nothing_is_kept_before_the_first_edition(empty_client):
    cache = warm(empty_client.application)
    answer = reader(cache).get(GUIDE)
    assert (answer.status_code, cache.store.size) == (503, 0)
