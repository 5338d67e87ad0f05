"""A draft is on no public route, in no header, error or log. A published canary is found."""

import logging

import pytest
from werkzeug.test import TestResponse

from models.base import db
from services import items, previews
from services.items import newest_revision
from tests.builders import ACTOR, edit, first, make, publish
from tests.caching import Looking, warm
from tests.paths import FORM, QUERIES, READ_PATHS, filters
from tests.registry import each_type

CANARY = "canary-7d3c"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# A link that nobody made.
NOBODYS = "x" * 43
PREVIEWS = (f"/preview/{NOBODYS}", f"/api/v1/previews/{NOBODYS}", "/api/v1/previews/1")
# What a newer edition says differently: a refusal, until there is one.
DIFFERENCE = "/api/v1/editions/1/diff/2"
SEARCH = f"/api/v1/search?q={CANARY[:6]}"
ADDRESSES = ("/", FORM, *PREVIEWS, *READ_PATHS, DIFFERENCE, SEARCH)
NOT_WORDS = {"slug", "phone", "url"}


@pytest.fixture(params=["alone", pytest.param("cached", marks=pytest.mark.drill)])
def client(request, app, session):
    """The application, and what stands in front of it: what that keeps is what this answers, as
    tests/api/test_cache.py shows of every path.
    """
    return app.test_client() if request.param == "alone" else Looking(warm(app), TestResponse)


def words_of(item):
    """The item's own text fields, each filled with the canary."""
    data = newest_revision(item).data
    text = [name for name, value in data.items() if isinstance(value, str)]
    return {
        name: CANARY for name in text if name not in NOT_WORDS | {"kind", "action", "seriousness"}
    }


def public_traces(client, caplog):
    """Everything that anybody could get to see."""
    caplog.set_level(logging.DEBUG)
    asked = [(verb, path) for verb in METHODS for path in ADDRESSES]
    answers = [client.open(path, method=verb, buffered=True) for verb, path in asked]
    refused = [client.get(f"{path}/{CANARY[:6]}?{CANARY[:6]}") for path in READ_PATHS]
    narrowed = [client.get(path) for path in QUERIES]
    seen = [f"{x.headers}{x.get_data(as_text=True)}" for x in answers + refused + narrowed]
    return "\n".join([*seen, caplog.text])


@each_type
def test_draft_is_nowhere_in_public(client, caplog, content_type, counts):
    item = first(content_type.path)
    edit(item, **words_of(item))
    assert CANARY not in public_traces(client, caplog)
    counts(
        f"leaks of {content_type.path}: 0 in {len(METHODS)} methods on {len(ADDRESSES)} addresses"
        f" and {len(QUERIES)} queries"
    )


@each_type
def test_draft_of_a_preview_is_found_by_its_link_and_nowhere_else(client, caplog, content_type):
    item = first(content_type.path)
    draft = edit(item, **words_of(item))
    _, token = previews.make({item.id: draft.id}, title=CANARY, actor=ACTOR)
    db.session.commit()
    assert CANARY in client.get(f"/api/v1/previews/{token}").text
    traces = public_traces(client, caplog)
    assert CANARY not in traces
    assert token not in traces


@each_type
def test_internal_note_stays_inside_when_its_item_is_published(client, caplog, content_type):
    publish(edit(first(content_type.path), internal_note=CANARY))
    assert CANARY not in public_traces(client, caplog)


@each_type
def test_published_canary_is_found(client, caplog, content_type):
    """The control: the search would see a draft if one leaked."""
    item = first(content_type.path)
    publish(edit(item, **words_of(item)))
    assert CANARY in public_traces(client, caplog)


def test_new_item_is_not_found_by_its_slug(client):
    make("faqs", slug=CANARY)
    assert client.get(f"/api/v1/faqs/{CANARY}").status_code == 404


def test_draft_of_another_slug_moves_nothing(client, caplog):
    edit(first("faqs"), slug=CANARY)
    assert client.get(f"/api/v1/faqs/{CANARY}").status_code == 404
    assert CANARY not in public_traces(client, caplog)


def test_draft_in_the_trash_is_withdrawn_from_nowhere(client, caplog):
    item = make("faqs", slug=CANARY)
    items.trash(item, seen_version=item.version, actor=ACTOR)
    publish(edit(first("faqs"), internal_note="changed"))
    assert client.get(f"/api/v1/faqs/{CANARY}").status_code == 404
    assert CANARY not in public_traces(client, caplog)


def test_no_filter_finds_a_draft(client):
    for path in ("side-effects", "faqs"):
        item = first(path)
        edit(item, **words_of(item))
    found = [client.get(path).json["data"] for path in filters(CANARY)]
    assert len(found) >= 2
    assert not any(found)


def test_filter_finds_a_published_canary(client):
    """The control."""
    publish(edit(first("faqs"), topic=CANARY))
    found = [client.get(path).json["data"] for path in filters(CANARY)]
    assert sum(map(len, found)) == 1
