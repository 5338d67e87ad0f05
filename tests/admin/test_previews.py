"""Links that show drafts: made by who may, shown once, taken back."""

import json
import re

import pytest
from sqlalchemy import select

from models.base import db
from models.preview import Preview
from models.staff import Role
from services import items, previews, subjects
from services.policies import PREVIEW
from tests.admin.pages import path_of
from tests.admin.test_publish import key_of
from tests.builders import ACTOR, edit, first, make
from tests.people import csrf_token

LINK = re.compile(r'value="http://127.0.0.1:8000/preview/([\w-]{43})"')
NEW = "/previews/new/"
MAY = {Role.EDITOR, Role.REVIEWER, Role.PUBLISHER}


@pytest.fixture
def draft(staff_session):
    made = edit(first("faqs"), question="A draft?")
    db.session.commit()
    return made


@pytest.fixture
def preview(draft):
    made, _ = previews.make({draft.item_id: draft.id}, title="Dr. Outside", actor=ACTOR)
    db.session.commit()
    return made


def send(client, *keys, **fields):
    typed = {"title": "Dr. Outside", "days": "7", **fields}
    data = {"csrf_token": csrf_token(client, "/account/"), "change": list(keys), **typed}
    return client.post(NEW, data=data)


def ticked(page):
    return set(re.findall(r'name="change" value="([^"]+)" checked', page))


def stored():
    return db.session.scalars(select(Preview)).all()


def test_link_is_made_and_shown_once(editor, draft):
    page = send(editor, key_of(draft))
    shown = json.loads(previews.find(LINK.search(page.text)[1]))
    assert shown["guide"]["faqs"][0]["question"] == "A draft?"
    assert not LINK.search(editor.get("/previews/").text)
    assert (stored()[0].title, stored()[0].made_by[:6]) == ("Dr. Outside", "staff ")


@pytest.mark.parametrize("role", Role)
def test_who_works_on_the_guide_may_show_drafts(desk, draft, role):
    client = desk(role)
    assert client.get(NEW).status_code == (200 if role in MAY else 403)
    assert bool(LINK.search(send(client, key_of(draft)).text)) == (role in MAY)


def test_record_comes_with_the_new_source_that_it_cites(editor, draft):
    source = items.newest_revision(make("sources", slug="a-study"))
    citing = edit(draft.item, citations=[{"source": "a-study", "supports": ""}])
    edit(first("sections"), title="Another draft")
    db.session.commit()
    page = editor.get(f"{NEW}?id={draft.item_id}").text
    assert ticked(page) == {key_of(citing), key_of(source)}


@pytest.mark.parametrize("asked", ["", "?id=0", "?id=x", f"?id={2**31}"])
def test_without_a_record_nothing_is_chosen(editor, draft, asked):
    page = editor.get(f"{NEW}{asked}").text
    assert (ticked(page), key_of(draft) in page) == (set(), True)


def test_choice_of_the_publish_page_is_taken_over(desk, draft):
    publisher = desk("publisher")
    edit(first("sections"), title="Another draft")
    db.session.commit()
    token = csrf_token(publisher, "/publish/")
    data = {"csrf_token": token, "change": [key_of(draft)], "reason": "typed there"}
    page = publisher.post(NEW, data=data).text
    assert ticked(page) == {key_of(draft)}
    assert stored() == []


def test_publish_page_leads_there(desk, draft):
    assert f'formaction="{NEW}"' in desk("publisher").get("/publish/").text


@pytest.mark.parametrize(
    ("keys", "fields"),
    [
        ([], {}),
        (["x"], {}),
        (["0:0"], {}),
        (None, {"title": " "}),
        (None, {"title": "x" * 121}),
        (None, {"title": "a\0b"}),
        (None, {"days": "365"}),
        (None, {"days": "x"}),
    ],
    ids=repr,
)
def test_what_cannot_be_made_is_refused_and_kept_in_the_form(editor, draft, keys, fields):
    answer = send(editor, *([key_of(draft)] if keys is None else keys), **fields)
    assert answer.status_code == 200
    assert "Problem:" in answer.text
    assert stored() == []


def test_what_changed_while_it_was_looked_at_is_not_shown(editor, draft):
    edit(draft.item, question="Another draft?")
    db.session.commit()
    page = send(editor, key_of(draft)).text
    assert "Somebody changed this while you looked" in page
    assert (stored(), 'value="Dr. Outside"' in page) == ([], True)


def test_what_does_not_close_is_refused_with_the_sentence_of_publishing(editor, draft):
    make("sources", slug="a-study")
    citing = edit(draft.item, citations=[{"source": "a-study", "supports": ""}])
    db.session.commit()
    page = send(editor, key_of(citing)).text
    assert f"would not hold together: {draft.item.slug} cites a-study." in page


def test_typed_text_that_comes_back_makes_no_link(editor, draft):
    page = send(editor, key_of(draft), _redisplay="1").text
    assert ("It is not saved yet." in page, 'value="Dr. Outside"' in page) == (True, True)
    assert stored() == []


def test_page_says_when_there_is_no_draft(editor):
    assert subjects.waiting() == {}
    assert "There is no draft to show." in editor.get(NEW).text


@pytest.mark.parametrize(
    ("role", "view"),
    [("editor", "edit"), ("editor", "history"), ("reviewer", "details"), ("reviewer", "history")],
)
def test_record_offers_a_link_while_it_is_a_draft(desk, draft, role, view):
    client, offer = desk(role), f'href="{NEW}?id='
    assert offer in client.get(path_of(draft.item, view)).text
    assert offer not in client.get(path_of(first("sections"), view)).text


def test_record_offers_none_to_who_may_not(desk, draft):
    assert NEW not in desk("auditor").get(path_of(draft.item, "history")).text


def test_trashed_record_offers_none(editor, draft):
    items.trash(draft.item, seen_version=draft.item.version, actor=ACTOR)
    db.session.commit()
    assert NEW not in editor.get(path_of(draft.item, "history")).text


def test_list_says_for_whom_and_whether_it_works(editor, preview):
    page = editor.get("/previews/").text
    assert ("Dr. Outside" in page, ">Works<" in page) == (True, True)
    assert 'type="search"' not in page


def test_link_is_taken_back(editor, preview):
    details = f"/previews/details/?id={preview.id}"
    data = {"csrf_token": csrf_token(editor, details), "id": preview.id}
    assert editor.post("/previews/revoke/", data=data).location == "/previews/"
    db.session.expire_all()
    assert preview.revoked_at
    assert ">Taken back<" in editor.get("/previews/").text
    assert "Revoke</button>" not in editor.get(details).text


def test_details_say_what_the_link_shows_until_it_is_forgotten(editor, draft, preview):
    details = f"/previews/details/?id={preview.id}"
    line = f"Question {draft.data['slug']}, revision {draft.number}"
    assert line in editor.get(details).text
    previews.forget(preview.expires_at + PREVIEW.kept)
    db.session.commit()
    assert line not in editor.get(details).text


def test_link_that_is_too_old_says_so(editor, preview):
    preview.expires_at = preview.made_at
    db.session.commit()
    assert ">Too old<" in editor.get("/previews/").text


@pytest.mark.parametrize("key", ["0", "x", str(2**31)])
def test_unknown_preview_is_nowhere(editor, preview, key):
    assert editor.get(f"/previews/details/?id={key}").status_code == 404
    data = {"csrf_token": csrf_token(editor, "/account/"), "id": key}
    assert editor.post("/previews/revoke/", data=data).status_code == 404
