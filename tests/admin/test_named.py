"""Facts on the page: how to name one, where it is named, and what a changed value changes."""

import re

import pytest

from admin.named import in_words
from models.base import db
from services import items
from tests.admin.pages import path_of, save
from tests.builders import edit, first, make, publish, type_called
from tests.people import csrf_token

NAMED = "Take {{ tablet-dose }} now."


@pytest.fixture
def dose(staff_session):
    """A fact that one live text more than in the seeds names."""
    publish(items.newest_revision(make("faqs", slug="named", question="Asked?", answer=NAMED)))
    db.session.commit()
    return items.find(type_called("facts"), "tablet-dose")


def section_of(page, id_):
    """The words of the card with that heading, without markup."""
    found = re.search(rf'<section [^>]*aria-labelledby="{id_}".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


@pytest.mark.parametrize(("role", "view"), [("editor", "edit"), ("reviewer", "details")])
def test_page_of_a_fact_lists_where_it_is_named(desk, dose, role, view):
    page = desk(role).get(path_of(dose, view)).text
    assert "Asked? Answer" in section_of(page, "named")
    assert path_of(items.find(type_called("faqs"), "named"), view) in page


def test_page_of_the_clinic_lists_where_its_fields_are_named(editor):
    page = editor.get(path_of(first("clinic"))).text
    assert "Calls to action 1, Label" in section_of(page, "named")


def test_page_of_a_source_lists_where_it_is_cited(editor):
    page = editor.get(path_of(first("sources"))).text
    assert "Citations 1" in section_of(page, "named")


def test_nothing_waits_and_no_change_is_shown(editor, dose):
    assert section_of(editor.get(path_of(dose)).text, "changed") == ""


@pytest.mark.parametrize(("role", "view"), [("editor", "edit"), ("reviewer", "details")])
def test_changed_value_shows_each_place_word_by_word(desk, dose, role, view):
    edit(dose, value="60 mg")
    db.session.commit()
    said = section_of(desk(role).get(path_of(dose, view)).text, "changed")
    assert said.startswith("This changes 2 places")
    assert "Asked? Answer Take [removed: 50 ] [added: 60 ] mg now." in said


def test_publisher_sees_each_place_that_a_fact_changes(desk, dose):
    edit(dose, value="60 mg")
    db.session.commit()
    page = desk("publisher").get("/publish/").text
    assert "This changes 2 places" in page
    assert path_of(items.find(type_called("faqs"), "named"), "details") in page


def test_save_of_a_fact_leads_to_what_it_changes(editor, dose):
    answer = save(editor, dose, value="60 mg")
    assert answer.location == path_of(dose)
    assert "Other texts will read differently then" in editor.get(answer.location).text


def test_save_that_changes_no_other_text_leads_back_to_the_list(editor, dose):
    assert save(editor, dose, meaning="Said anew.").location == "/facts/"


def test_form_offers_every_fact_to_be_named(editor, dose):
    page = editor.get("/faqs/new/").text
    assert ">{{ tablet-dose }}</code>" in page
    assert ">{{ clinic.phone_display }}</code>" in page
    assert "{{ clinic.email }}" not in page


def test_form_whose_texts_take_no_name_offers_none(editor):
    assert "Name a fact" not in editor.get("/sources/new/").text


def test_preview_shows_facts_filled_in(editor, dose):
    edit(dose, value="60 mg")
    db.session.commit()
    token = csrf_token(editor, "/faqs/")
    sent = {"data": {"text": f"{NAMED} {{{{ no }}}}"}, "headers": {"X-CSRFToken": token}}
    assert editor.post("/preview", **sent).text == "<p>Take 60 mg now. {{ no }}</p>\n"


def test_history_and_export_show_the_names(editor, dose):
    faq = items.find(type_called("faqs"), "named")
    edit(faq, answer=f"{NAMED} Twice.")
    db.session.commit()
    assert "{{ tablet-dose }}" in editor.get(path_of(faq, "history")).text
    assert NAMED in editor.get("/faqs/export/csv/").text


def test_title_that_is_markup_stays_text(editor, dose):
    publish(edit(items.find(type_called("faqs"), "named"), question="<b>Asked?</b>"))
    edit(dose, value="60 mg")
    db.session.commit()
    assert "<b>Asked?" not in editor.get(path_of(dose)).text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("title",), "Title"),
        (("points", 2, "text"), "Points 3, Text"),
        (("citations", 0), "Citations 1"),
    ],
    ids=["field", "row", "reference"],
)
def test_way_to_a_text_is_said_in_words(path, words):
    assert in_words(path) == words
