"""Filters that somebody keeps for the list: saved, found again, opened with, removed."""

import html
import re

import pytest

from models.base import db
from models.saved_filter import SavedFilter
from services import references
from tests.admin.test_enrollments import LIST, coordinator, request_
from tests.people import csrf_token

__all__ = ["coordinator", "request_"]
SAVE, CHANGE = "/enrollments/filters/save/", "/enrollments/filters/change/"
LATE_URL = "/enrollments/?flt3_due_is=late"


def send(client, path, **fields):
    return client.post(path, data={"csrf_token": csrf_token(client, "/account/"), **fields})


def save(client, name="Late", query="due=late", **fields):
    return send(client, SAVE, name=name, query=query, **fields)


def links(client, path=LIST):
    """What the list offers, by name."""
    page = client.get(f"{path}?all=1" if path == LIST else path).text
    found = re.findall(r'class="chip" href="([^"]+)"( aria-current="page")?>([^<]+)</a>', page)
    return {name: (html.unescape(url), bool(current)) for url, current, name in found}


def only():
    return db.session.query(SavedFilter).one()


def test_filter_is_saved_and_found_again(coordinator, request_):
    assert save(coordinator).location == LATE_URL
    assert links(coordinator)["Late"] == (LATE_URL, False)
    assert links(coordinator, LATE_URL)["Late"] == (LATE_URL, True)


def test_page_offers_to_save_what_is_chosen(coordinator, request_):
    page = coordinator.get(f"{LIST}?flt3_due_is=late&flt1_assignee_is=me&search=ABCD").text
    assert 'name="query" value="assignee=me&amp;due=late"' in page
    assert "Save this filter" not in coordinator.get(f"{LIST}?search=ABCD").text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("due=late&search=Canaria", "due=late"),
        ("status=received&due=tomorrow", "status=received"),
        ("due=late&due=late&_external=1&sort=1", "due=late"),
    ],
)
def test_only_choices_of_known_filters_are_kept(coordinator, sent, kept):
    save(coordinator, query=sent)
    assert only().query == kept


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"query": "search=Canaria"}, "nothing to save"), ({"name": " "}, "a name")],
)
def test_what_is_no_filter_is_refused(coordinator, fields, why):
    answer = save(coordinator, **fields)
    assert why in coordinator.get(answer.location).text
    assert db.session.query(SavedFilter).count() == 0


def test_list_opens_with_the_one_that_is_chosen(coordinator, request_):
    save(coordinator, opens="1")
    assert coordinator.get(LIST).location == LATE_URL
    everything = coordinator.get(f"{LIST}?all=1")
    assert references.shown(request_.reference) in everything.text


def test_clearing_leads_to_everything(coordinator, request_):
    save(coordinator, opens="1")
    page = coordinator.get(LATE_URL).text
    assert '<a href="/enrollments/?all=1">Clear</a>' in page


def test_clearing_stays_among_tests(coordinator):
    page = coordinator.get(f"{LIST}?tests=1&search=ABCD").text
    assert '<a href="/enrollments/?tests=1">Clear</a>' in page


def test_list_stops_opening_with_it(coordinator):
    save(coordinator, opens="1")
    send(coordinator, CHANGE, id=only().id, do="close")
    assert coordinator.get(LIST).status_code == 200
    send(coordinator, CHANGE, id=only().id, do="open")
    assert coordinator.get(LIST).location == LATE_URL


def test_filter_is_removed(coordinator):
    save(coordinator)
    send(coordinator, CHANGE, id=only().id, do="remove")
    assert links(coordinator) == {}


@pytest.mark.parametrize("do", ["remove", "open"])
@pytest.mark.parametrize("number", ["", "x", "999999", "theirs"])
def test_somebody_elses_is_not_touched(coordinator, desk, do, number):
    save(coordinator)
    theirs = only().id if number == "theirs" else number
    answer = send(desk("coordinator"), CHANGE, id=theirs, do=do)
    assert answer.status_code == 302
    db.session.expire_all()
    assert (only().name, only().opens) == ("Late", False)
    assert "Late" not in links(desk("coordinator"))


def test_filter_that_nobody_knows_any_more_opens_everything(coordinator, request_):
    """A later version may have other filters: no endless way round."""
    save(coordinator, opens="1")
    only().query = "moon=full"
    db.session.commit()
    assert coordinator.get(LIST).location == "/enrollments/?all=1"


def test_name_is_shown_as_it_was_written(coordinator, request_):
    save(coordinator, name="<b>Late & mine</b>")
    assert "&lt;b&gt;Late &amp; mine&lt;/b&gt;" in coordinator.get(f"{LIST}?all=1").text


@pytest.mark.parametrize("path", [SAVE, CHANGE])
def test_nobody_else_has_any(desk, path):
    assert send(desk("admin"), path, name="x", query="due=late").status_code == 403
    assert desk("coordinator").get(path).status_code == 405
