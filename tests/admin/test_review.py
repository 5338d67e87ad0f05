"""The review screen: what waits for a second person, and the buttons that take it on or back."""

import re

import pytest

from models.base import db
from services import items, overrides, reviews, subjects, workflow
from services.asking import Asked
from services.reviews import Status
from services.workflow import Verb
from tests.admin.pages import opened, path_of
from tests.builders import ACTOR, EDITOR, approve, edit, first, make, type_called
from tests.people import at_work, csrf_token, person

DEEDS = ("submit", "take-back", "approve", "return")


@pytest.fixture
def draft(staff_session):
    revision = edit(first("faqs"), question="Changed?")
    db.session.commit()
    return subjects.of(revision.item)


@pytest.fixture
def submitted(draft):
    workflow.perform(Verb.SUBMIT, Asked(draft, EDITOR))
    db.session.commit()
    return draft


def press(client, deed, *found, comment=""):
    """As whoever has just looked at the page."""
    page = client.get("/review/").text
    token = csrf_token(client, "/review/")
    data = {"csrf_token": token, "change": [choice(page, each) for each in found]}
    return client.post(f"/review/{deed}/", data={**data, "comment": comment})


def naming_the_dose():
    item = first("faqs")
    edit(
        item,
        answer=f"Take {{{{ tablet-dose }}}} a day. {items.newest_revision(item).data['answer']}",
    )
    db.session.commit()
    return item


def choice(page, subject):
    """What the box of it sends, with how it read; its key alone where it has no box."""
    found = re.search(rf'value="({subject.key}@\w*)"', page)
    return found[1] if found else subject.key


def status(subject):
    db.session.expire_all()
    return reviews.status(subject)


def test_nothing_waits_at_first(desk):
    page = desk("reviewer").get("/review/").text
    assert "Nothing waits for review." in page
    assert "No drafts" in page


def test_draft_is_submitted(desk, draft):
    assert press(desk("editor"), "submit", draft).location == "/review/"
    assert status(draft) == Status.IN_REVIEW


def test_several_are_submitted_at_once(desk, draft):
    other = subjects.of(make("faqs"))
    db.session.commit()
    press(desk("editor"), "submit", draft, other)
    assert {status(draft), status(other)} == {Status.IN_REVIEW}


def test_reviewer_approves(desk, submitted):
    press(desk("reviewer"), "approve", submitted)
    assert status(submitted) == Status.APPROVED


def test_nobody_approves_what_reads_differently_by_now(desk, staff_session):
    item, reviewer = naming_the_dose(), desk("reviewer")
    workflow.perform(Verb.SUBMIT, Asked(subjects.of(item), EDITOR))
    db.session.commit()
    looked = choice(reviewer.get("/review/").text, subjects.of(item))
    dose = edit(items.find(type_called("facts"), "tablet-dose"), value="60 mg")
    approve({dose.item_id: dose.id})
    db.session.commit()
    data = {"csrf_token": csrf_token(reviewer, "/review/"), "change": looked, "comment": ""}
    assert "while you looked" in reviewer.post("/review/approve/", data=data).text


def test_both_readings_are_shown_where_they_differ(desk, staff_session):
    """The fact is approved and not public yet; the text may go out before it or with it."""
    dose = edit(items.find(type_called("facts"), "tablet-dose"), value="60 mg")
    approve({dose.item_id: dose.id})
    naming_the_dose()
    page = desk("reviewer").get("/review/").text
    assert "if it goes out before what else is approved" in page


def test_draft_of_a_fact_is_in_no_reading(desk, staff_session):
    edit(items.find(type_called("facts"), "tablet-dose"), value="7 mg")
    naming_the_dose()
    card = desk("reviewer").get("/review/").text.partition("Faq:")[2]
    assert "7 mg" not in card.partition("</li>")[0]


def test_card_of_a_source_names_what_is_approved_with_it(desk, staff_session):
    section = first("sections")
    edit(section.citations[0].source, year=1999)
    db.session.commit()
    page = desk("reviewer").get("/review/").text
    assert "would be approved with it" in page
    assert section.title in page


def test_mistake_in_what_is_approved_is_returned(desk, submitted):
    press(desk("reviewer"), "approve", submitted)
    press(desk("reviewer"), "return", submitted, comment="Wrong after all.")
    assert status(submitted) == Status.RETURNED


def test_reviewer_returns_with_a_comment_that_the_author_reads(desk, submitted):
    press(desk("reviewer"), "return", submitted, comment="Say <b>whom</b> to ask.")
    page = desk("editor").get("/review/").text
    assert status(submitted) == Status.RETURNED
    assert "Say &lt;b&gt;whom&lt;/b&gt; to ask." in page


def test_comment_and_choice_are_kept_when_it_is_refused(desk, submitted):
    other = make("sections")
    workflow.perform(Verb.SUBMIT, Asked(subjects.of(other), EDITOR))
    db.session.commit()
    page = press(desk("reviewer"), "approve", submitted, subjects.of(other), comment="Fine.").text
    assert "clinical permission" in page
    assert (">Fine.</textarea>" in page, page.count(" checked")) == (True, 1)


def test_all_or_nothing_is_approved(desk, submitted):
    other = make("sections")
    workflow.perform(Verb.SUBMIT, Asked(subjects.of(other), EDITOR))
    db.session.commit()
    press(desk("reviewer"), "approve", submitted, subjects.of(other))
    assert status(submitted) == Status.IN_REVIEW


def test_editor_takes_it_back(desk, submitted):
    press(desk("editor"), "take-back", submitted)
    assert status(submitted) == Status.DRAFT


def test_reviewer_reads_it_as_readers_will(desk, staff_session):
    """Facts are filled in: that is what an approval signs."""
    naming_the_dose()
    page = desk("reviewer").get("/review/").text
    dose = items.find(type_called("facts"), "tablet-dose").value
    assert dose in page
    assert "{{ tablet-dose }}" not in page


def test_author_sees_why_they_cannot_approve(staff_app, staff_session):
    author = person("editor", "reviewer")
    item = first("faqs")
    data = {**items.newest_revision(item).data, "question": "Mine?"}
    items.edit(item, data, seen_version=item.version, actor=str(author))
    workflow.perform(Verb.SUBMIT, Asked(subjects.of(item), EDITOR))
    db.session.commit()
    client = at_work(staff_app, author)
    assert "You changed this yourself" in client.get("/review/").text
    press(client, "approve", subjects.of(item))
    assert status(subjects.of(item)) == Status.IN_REVIEW


def test_clinician_approves_safety(staff_app, staff_session):
    edit(first("sections"), title="Changed")
    subject = subjects.of(first("sections"))
    workflow.perform(Verb.SUBMIT, Asked(subject, EDITOR))
    press(at_work(staff_app, person("reviewer", clinical=True)), "approve", subject)
    assert status(subject) == Status.APPROVED


def test_withdrawal_waits_like_a_change(desk, staff_session):
    item = first("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    db.session.commit()
    assert "Withdrawn" in desk("editor").get("/review/").text


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_chosen_is_said(desk, draft, deed):
    page = press(desk("editor", "reviewer"), deed).text
    assert "Choose at least one change." in page


@pytest.mark.parametrize("deed", DEEDS)
def test_what_changed_meanwhile_is_refused(desk, submitted, deed):
    edit(submitted.item, question="Changed again?")
    db.session.commit()
    page = press(desk("editor", "reviewer"), deed, submitted, comment="x").text
    assert "Somebody changed this while you looked" in page


@pytest.fixture
def stopped(staff_session):
    revision = edit(first("faqs"), question="Do addicts take this?")
    db.session.commit()
    return subjects.of(revision.item)


def allow(client, subject, why="People ask it in these words."):
    token = csrf_token(client, "/review/")
    data = {"csrf_token": token, "change": subject.key, "check": "stigma", "comment": why}
    return client.post("/review/allow/", data=data)


def test_what_the_checks_stop_is_not_submitted(desk, stopped):
    page = press(desk("editor"), "submit", stopped).text
    assert "The checks stop it" in page
    assert status(stopped) == Status.DRAFT


def test_reviewer_lets_it_stand_with_a_reason(desk, stopped):
    assert allow(desk("reviewer"), stopped).status_code == 302
    press(desk("editor"), "submit", stopped)
    assert status(stopped) == Status.IN_REVIEW


def test_without_a_reason_nothing_stands(desk, stopped):
    assert "Say why this may stand" in allow(desk("reviewer"), stopped, why=" ").text
    assert overrides.blocking(stopped)


def test_author_does_not_let_it_stand(staff_app, stopped):
    author = person("editor", "reviewer")
    item = stopped.item
    data = {**items.newest_revision(item).data, "question": "Do addicts take it?"}
    items.edit(item, data, seen_version=item.version, actor=str(author))
    db.session.commit()
    assert "You changed this yourself" in allow(at_work(staff_app, author), subjects.of(item)).text


def test_save_and_submit_in_one(desk, staff_session):
    item = first("faqs")
    path = path_of(item)
    client = desk("editor")
    form = opened(client, path).typed(question="Changed?")
    answer = client.post(path, data={**form.data(), "_submit": "1"})
    assert answer.status_code == 302
    assert status(subjects.of(item)) == Status.IN_REVIEW


def test_second_person_looks_at_broken_glass(staff_app, staff_session):
    client = at_work(staff_app, person("reviewer", clinical=True))
    token = csrf_token(client, "/editions/details/?id=1")
    client.post("/editions/look/", data={"csrf_token": token, "id": "1", "comment": "All right."})
    assert "has looked at it since" in client.get("/editions/details/?id=1").text


@pytest.mark.parametrize(
    ("options", "said"),
    [({}, "clinical permission"), ({"clinical": True}, "Write what you found")],
    ids=["no clinician", "no comment"],
)
def test_look_that_is_none_is_refused(staff_app, staff_session, options, said):
    client = at_work(staff_app, person("reviewer", **options))
    token = csrf_token(client, "/review/")
    data = {"csrf_token": token, "id": "1", "comment": " "}
    assert said in client.post("/editions/look/", data=data).text


def test_clinical_permission_is_given_and_taken(desk, staff_app):
    admin, made = desk("admin"), person("reviewer")
    for deed, now in (("give-clinical", True), ("take-clinical", False)):
        path = f"/staff/person/{made.id}/"
        data = {"csrf_token": csrf_token(admin, path), "do": deed}
        admin.post(path, data=data)
        db.session.refresh(made)
        assert made.clinical is now


def test_one_person_rule_is_said_on_every_page(staff_app, staff_session):
    staff_app.config["SECOND_PERSON"] = False
    try:
        assert "One-person rule" in at_work(staff_app, person("editor")).get("/").text
    finally:
        staff_app.config["SECOND_PERSON"] = True
