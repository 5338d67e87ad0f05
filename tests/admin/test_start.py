"""The start page: what waits for whom."""

import pytest

from models.base import db
from models.consent import Wish
from models.enrollment import EnrollmentStatus
from services import confirmations, enrollment_form, enrollments, forms, subjects, workflow
from services.asking import Asked
from services.workflow import Verb
from tests import builders
from tests.builders import edit, first
from tests.enrollments import asked, received
from tests.keeping import wish


def start(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def draft(staff_session):
    revision = edit(first("faqs"), question="Changed?")
    db.session.commit()
    return revision


def go_on(draft, verb, actor=builders.REVIEWER):
    """One step on its way."""
    subject = subjects.of(draft.item)
    workflow.perform(verb, Asked(subject, actor, "Please check."))
    db.session.commit()


@pytest.mark.parametrize("role", ["editor", "publisher", "coordinator", "auditor"])
def test_nothing_waits_in_a_finished_guide(desk, role):
    assert "Nothing waits for you" in start(desk(role))


def test_editor_sees_drafts(draft, desk):
    assert "not yet submitted" in start(desk("editor"))


def test_reviewer_sees_what_was_submitted(draft, desk):
    go_on(draft, Verb.SUBMIT, builders.EDITOR)
    assert "To review" in start(desk("reviewer"))


def test_editor_sees_what_was_returned(draft, desk):
    go_on(draft, Verb.SUBMIT, builders.EDITOR)
    go_on(draft, Verb.RETURN)
    assert "Returned" in start(desk("editor"))


def test_publisher_sees_what_was_approved(draft, desk):
    builders.approve({draft.item_id: draft.id})
    db.session.commit()
    assert "Ready to publish" in start(desk("publisher"))


def test_publisher_sees_no_drafts(draft, desk):
    assert "Nothing waits for you" in start(desk("publisher"))


def test_reviewer_sees_broken_glass(desk):
    """The first edition went out on nobody's word."""
    assert "Broken glass" in start(desk("reviewer"))


def test_coordinator_sees_nothing_of_the_guide(draft, desk):
    assert "Nothing waits for you" in start(desk("coordinator"))


def test_admin_sees_who_has_no_second_factor(desk, staff_app):
    desk("editor")
    assert "No second step" in start(desk("admin"))


def test_coordinator_sees_how_many_wait(desk, staff_app):
    answered, stopped, _waiting = [asked(staff_app) for _ in range(3)]
    received(staff_app, enrollment_form.example())
    wish(stopped, Wish.STOP_ALL)
    enrollments.move(answered, EnrollmentStatus.CONTACTED, "staff 1", answered.version)
    db.session.commit()
    page = start(desk("coordinator"))
    assert '<p class="figure">1</p>' in page
    assert "Received requests" in page


def test_admin_sees_that_texts_are_unconfirmed(desk):
    client = desk("admin")
    assert "Unconfirmed texts" in start(client)
    confirmations.confirm(forms.current().digest, "staff 1")
    db.session.commit()
    assert "Unconfirmed texts" not in start(client)
