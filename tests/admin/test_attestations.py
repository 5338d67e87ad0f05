"""Attesting at the dashboard: exactly what was read, by who may."""

import json
from datetime import timedelta

import pytest

from models.attestation import Attestation, Judgement
from models.base import db
from models.columns import utcnow
from models.staff import Role
from services import attestations, editions
from services.policies import ATTESTING
from tests.admin.pages import path_of
from tests.builders import REVIEWER, edit, first, publish
from tests.people import at_work, csrf_token, person


@pytest.fixture
def clinician(staff_app, staff_session):
    return at_work(staff_app, person(Role.REVIEWER, clinical=True, name="Clara Clinician"))


def key_of(item):
    words = next(e for e in attestations.live() if e.resolved.revision.item_id == item.id)
    return f"{item.id}:{words.resolved.digest}"


def attest(client, *keys, verdict="right", **more):
    data = {"csrf_token": csrf_token(client, "/account/"), "words": list(keys), "verdict": verdict}
    return client.post("/attestations/attest/", data={**data, **more}, follow_redirects=True)


def number():
    db.session.expire_all()
    return editions.latest().number


def test_clinician_attests_several_at_once(clinician):
    page = attest(clinician, key_of(first("faqs")), key_of(first("sections"))).text
    assert "Edition 2 says so" in page
    assert "Clara Clinician" in json.dumps(json.loads(editions.current().document))


def test_list_shows_never_attested_first(clinician):
    attest(clinician, key_of(first("faqs")))
    page = clinician.get("/attestations/").text
    assert page.index("Never attested") < page.index("Reviewed</span>")


def test_page_of_the_words_lets_a_clinician_attest(clinician):
    page = clinician.get(f"/editions/item/?id=1&item={first('faqs').id}").text
    assert f'value="{key_of(first("faqs"))}"' in page


def test_words_of_an_older_edition_cannot_be_attested(clinician):
    publish(edit(first("faqs"), question="Changed?"))
    db.session.commit()
    page = clinician.get(f"/editions/item/?id=1&item={first('faqs').id}").text
    assert 'name="verdict"' not in page


def test_what_changed_meanwhile_is_refused(clinician):
    seen = key_of(first("faqs"))
    publish(edit(first("faqs"), question="Changed?"))
    db.session.commit()
    assert "Look at it again" in attest(clinician, seen).text
    assert number() == 2


@pytest.mark.parametrize("words", ["", "x:y", "99999999999999999999:y"])
def test_nonsense_is_refused(clinician, words):
    assert "Look at it again" in attest(clinician, words).text


def test_unknown_verdict_is_a_bad_request(clinician):
    assert attest(clinician, key_of(first("faqs")), verdict="fine").status_code == 400


def test_reviewer_who_is_no_clinician_only_reads(desk):
    reviewer = desk("reviewer")
    assert 'name="words"' not in reviewer.get("/attestations/").text
    assert "clinical permission" in attest(reviewer, key_of(first("faqs"))).text
    assert number() == 1


def test_editor_sees_what_needs_a_change(clinician, desk):
    attest(clinician, key_of(first("faqs")), verdict="change_needed", note="The dose is old.")
    editor = desk("editor")
    assert "Needs a change" in editor.get("/").text
    assert "The dose is old." in editor.get(path_of(first("faqs"), "history")).text


@pytest.mark.parametrize(("left", "title"), [(30, "Due for review"), (-1, "Overdue")])
def test_clinician_sees_what_is_due(clinician, left, title):
    found = attestations.live()[0]
    due = ATTESTING.due_on(utcnow(), found.is_safety) - utcnow().date()
    attested(found.resolved, utcnow() - due + timedelta(days=left))
    assert title in clinician.get("/").text


def attested(resolved, at):
    """Somebody did so at that moment."""
    told = {"item_id": resolved.revision.item_id, "revision_id": resolved.revision.id}
    signed = {"digest": resolved.digest, "verdict": Judgement.RIGHT, "attested_by": "staff 1"}
    db.session.add(Attestation(**told, **signed, at=at))
    db.session.commit()


@pytest.mark.parametrize("view", ["history", "details"])
def test_record_says_where_its_attestation_stands(clinician, view):
    assert "Never attested" in clinician.get(path_of(first("faqs"), view)).text
    attestations.attest(
        {first("faqs").id: key_of(first("faqs")).partition(":")[2]},
        actor=REVIEWER,
        verdict=Judgement.RIGHT,
    )
    db.session.commit()
    assert "due again on" in clinician.get(path_of(first("faqs"), view)).text
