"""Checks beside the form: of what is typed, at its field, and nothing of it is kept."""

import pytest
from sqlalchemy import func, select

from models.audit import AuditEvent
from models.base import db
from models.revision import Revision
from services import items, registry
from tests.admin.pages import opened, path_of
from tests.builders import edit, first, make
from tests.registry import each_type

STIGMA = "Addicts <b>can</b> call us."


def checked(client, item, form):
    return client.post(path_of(item, "check"), data=form.data())


def typed(client, item, **changes):
    """What the panel says of the form with other words in it."""
    form = opened(client, path_of(item)).typed(**changes)
    return checked(client, item, form).json


def count():
    tables = (Revision, AuditEvent)
    return [db.session.scalar(select(func.count()).select_from(each)) for each in tables]


@each_type
def test_seeded_record_has_no_findings(editor, content_type):
    item = first(content_type.path)
    answer = typed(editor, item)
    assert (answer["said"], answer["html"].strip()) == ("No findings.", "")


def test_finding_leads_to_its_field_and_marks_its_words(editor):
    answer = typed(editor, first("faqs"), answer=f"We know. {STIGMA}")
    assert 'href="#answer" data-finding="answer" data-start="9" data-end="16"' in answer["html"]
    assert "We know. <mark>Addicts</mark> &lt;b&gt;can" in answer["html"]
    assert answer["said"].startswith("2 findings: 2 must change")


def test_finding_in_a_moved_row_leads_to_that_row(editor):
    """Rows are counted as they stand; their fields keep the numbers they came with."""
    item = make("sections")
    form = opened(editor, path_of(item)).typed(**{"points-2-text": STIGMA})
    moved = [each for each in form.fields if each[0].startswith("points-2-")]
    form.fields = moved + [each for each in form.fields if each not in moved]
    html = checked(editor, item, form).json["html"]
    assert 'data-finding="points-2-text"' in html
    assert "Points 1, Text" in html


def test_live_text_is_compared_with(editor):
    said = typed(editor, first("faqs"), answer="No.")["html"]
    assert "More than a fifth is" in said


def test_new_record_is_checked_too(editor):
    form = opened(editor, "/faqs/new/").typed(question="Who?", answer=STIGMA)
    answer = editor.post("/faqs/check/", data=form.data()).json
    assert "2 must change" in answer["said"]


def test_nothing_is_kept(editor):
    item = first("faqs")
    before = count()
    typed(editor, item, answer=STIGMA)
    assert count() == before
    assert items.newest_revision(item).data["answer"] != STIGMA


def test_check_needs_a_token(editor):
    item = first("faqs")
    form = opened(editor, path_of(item)).without("csrf_token")
    assert checked(editor, item, form).status_code == 400


@pytest.mark.parametrize("query", ["?id=999999", "?id=x", "?id="])
def test_check_of_no_record_leads_nowhere(editor, query):
    form = opened(editor, path_of(first("faqs")))
    assert editor.post(f"/faqs/check/{query}", data=form.data()).status_code == 404


def test_cut_form_is_checked_as_far_as_it_came(editor):
    """A body may be cut anywhere."""
    item = first("sections")
    form = opened(editor, path_of(item)).without("points-1-text", "points-2-term", "body")
    assert checked(editor, item, form).status_code == 200


def test_far_too_long_text_is_not_checked(editor):
    said = typed(editor, first("faqs"), answer="word " * 50_000)["said"]
    assert said == "This text is too long to be checked here."


@pytest.mark.parametrize("view", ["edit", "details", "history"])
def test_findings_stand_on_the_pages_of_a_record(editor, view):
    item = first("faqs")
    edit(item, answer=f"{items.newest_revision(item).data['answer']} {STIGMA}")
    db.session.commit()
    page = editor.get(path_of(item, view)).text
    assert "<mark>Addicts</mark>" in page
    assert "1 finding: 1 must change." in page


def test_page_without_findings_says_so(editor):
    assert "No findings." in editor.get(path_of(first("faqs"), "details")).text


def test_older_page_of_a_history_shows_no_findings(editor):
    assert "No findings." not in editor.get(f"{path_of(first('faqs'), 'history')}&below=2").text


def test_untouched_new_form_says_nothing_yet(editor):
    assert "They look at what you type." in editor.get("/faqs/new/").text


def test_refused_form_shows_the_findings_of_what_was_typed(editor):
    item = first("sections")
    form = opened(editor, path_of(item)).typed(title="", summary=STIGMA)
    page = editor.post(path_of(item), data=form.data()).text
    assert "<mark>Addicts</mark>" in page


def test_every_type_has_the_address(staff_app):
    rules = {each.rule for each in staff_app.url_map.iter_rules()}
    assert {f"/{each.path}/check/" for each in registry.content_types()} <= rules
