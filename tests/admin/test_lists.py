"""Lists: search, filters, sorting, pages; as many queries for many rows as for few."""

import pytest

from models.base import db
from services import items
from tests.admin.pages import path_of
from tests.builders import ACTOR, edit, first, make
from tests.registry import each_listed_type
from tests.statements import counted


@pytest.fixture
def sections(editor):
    """Gets a list of sections as text."""

    def get(**query):
        answer = editor.get("/sections/", query_string=query)
        assert answer.status_code == 200
        return answer.text

    return get


@each_listed_type
def test_list_leads_to_every_record(editor, content_type):
    item = first(content_type.path)
    page = editor.get(f"/{content_type.path}/").text
    assert path_of(item).replace("&", "&amp;") in page
    assert getattr(item, content_type.heading) in page.replace("&#39;", "'")


def test_search_finds_by_words_and_says_when_nothing_matches(sections):
    assert "Before you start" in sections(search="before you start")
    assert "Nothing matches" in sections(search="no such words")


@pytest.mark.parametrize(
    "search", ["%", "_", "'", "\\", "\0", "=x", "^x", "x" * 60_000, "é", "=\\", "^\\"]
)
def test_any_search_is_answered(sections, search):
    assert "<h1>" in sections(search=search)


def test_filters_narrow_down(sections):
    assert "About this guide" not in sections(flt0_kind_is="safety")
    assert "About this guide" in sections(flt0_kind_is="guide")


def test_list_can_be_narrowed_to_what_changed(sections):
    edit(first("sections"), title="Changed by hand")
    db.session.commit()
    page = sections(flt0_standing_is="changed")
    assert "Changed by hand" in page
    assert "Draft 2 · live 1" in page
    assert "1 item found" in page


def test_choice_that_is_not_offered_is_left_out(sections):
    page = sections(flt0_kind_is="' OR 1=1 --")
    assert "has no such choice" in page
    assert "OR 1=1" not in page.partition("</form>")[0]


@pytest.mark.parametrize("query", [{"page": -1}, {"page": "9" * 30}, {"page": "x"}, {"sort": 99}])
def test_any_page_is_answered(sections, query):
    assert "<h1>" in sections(**query)


ODD = ["endpoint", "self", "_method", "_scheme", "_external", "_anchor", "values", "x"]


@pytest.mark.parametrize("name", ODD)
def test_what_else_stands_in_the_address_is_no_option_of_ours(sections, name):
    page = sections(**{name: "odd", "search": "before"})
    assert ("search=before" in page, "odd" in page) == (True, False)


def test_export_is_narrowed_as_the_list_is(sections):
    page = sections(search="a", flt0_kind_is="safety", desc=1)
    assert "/sections/export/csv/?search=a&amp;flt0_kind_is=safety&amp;desc=1" in page


@pytest.mark.parametrize("query", ["", "?trash=1"])
def test_singleton_opens_whatever_its_address_says(editor, query):
    assert editor.get(f"/clinic/{query}").location == path_of(first("clinic"))


def test_list_is_sorted_as_asked(sections):
    up, down = sections(sort=0), sections(sort=0, desc=1)
    names = ("About this guide", "Get help now")
    assert [page.find(names[0]) < page.find(names[1]) for page in (up, down)] == [True, False]


@pytest.mark.parametrize("path", ["/faqs/", "/faqs/export/csv/"])
def test_queries_do_not_grow_with_the_rows(editor, path):
    with counted() as few:
        editor.get(path)
    for number in range(20):
        make("faqs", slug=f"more-{number}")
    db.session.commit()
    with counted() as many:
        assert editor.get(path).status_code == 200
    assert 0 < len(many) <= len(few)


def test_trash_is_a_list_of_its_own(sections):
    item = make("sections", title="Put aside")
    items.trash(item, seen_version=1, actor=ACTOR)
    db.session.commit()
    assert "Put aside" not in sections()
    assert "Put aside" in sections(trash=1)
    assert "Trash (1)" in sections()
