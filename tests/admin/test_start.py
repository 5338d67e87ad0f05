"""The start page: what waits for whom."""

import pytest

from models.base import db
from models.enrollment import EnrollmentStatus
from services import confirmations, enrollment_form, enrollments
from tests.builders import edit, first
from tests.enrollments import asked, received


def start(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def change(staff_session):
    edit(first("faqs"), question="Changed?")
    db.session.commit()


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "coordinator", "auditor"])
def test_nothing_waits_in_a_finished_guide(desk, role):
    assert "Nothing waits for you" in start(desk(role))


def test_publisher_sees_what_can_be_published(change, desk):
    assert "Ready to publish" in start(desk("publisher"))


def test_editor_sees_what_waits_for_a_publisher(change, desk):
    assert "They wait for a publisher" in start(desk("editor"))


def test_both_in_one_see_it_once(change, desk):
    page = start(desk("editor", "publisher"))
    assert "Ready to publish" in page
    assert "They wait for a publisher" not in page


def test_coordinator_sees_nothing_of_the_guide(change, desk):
    assert "Nothing waits for you" in start(desk("coordinator"))


def test_admin_sees_who_has_no_second_factor(change, desk, staff_app):
    desk("editor")
    assert "No second step" in start(desk("admin"))


def test_coordinator_sees_how_many_wait(desk, staff_app):
    answered = [asked(staff_app), asked(staff_app)][0]
    received(staff_app, enrollment_form.example())
    enrollments.move(answered, EnrollmentStatus.CONTACTED, "staff 1", answered.version)
    db.session.commit()
    page = start(desk("coordinator"))
    assert '<p class="figure">1</p>' in page
    assert "Received requests" in page


def test_admin_sees_that_texts_are_unconfirmed(desk):
    client = desk("admin")
    assert "Unconfirmed texts" in start(client)
    confirmations.confirm(enrollment_form.form_digest(), "staff 1")
    db.session.commit()
    assert "Unconfirmed texts" not in start(client)
