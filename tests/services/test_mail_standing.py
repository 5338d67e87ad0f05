"""Which e-mails somebody must look at: those that matter still."""

import pytest

from models.base import db
from models.columns import utcnow
from models.enrollment import CloseReason, EnrollmentStatus
from models.message import MailResult
from services import enrollments, mail_standing, mailing
from tests.builders import ACTOR
from tests.mails import asked, coordinator, messages, tried


def failed():
    made = asked()
    tried(messages()[-1], MailResult.REFUSED)
    return made


def notice(person, result):
    mailing.queue_notices([person.id], utcnow())
    return tried(messages()[-1], result)


def test_nothing_fails_and_nothing_waits(session):
    assert (mail_standing.failing(), mail_standing.waiting()) == (0, 0)


def test_what_waits_and_what_is_being_sent_is_counted(session):
    asked()
    asked()
    mailing.take(messages()[0].id, utcnow())
    assert (mail_standing.failing(), mail_standing.waiting()) == (0, 2)


def test_failed_receipt_counts_while_its_request_is_open(session):
    made = failed()
    assert mail_standing.failing() == 1
    enrollments.move(made, EnrollmentStatus.CLOSED, ACTOR, made.version, CloseReason.ENROLLED)
    assert mail_standing.failing() == 0


def test_what_was_cancelled_is_no_failure(session):
    asked()
    tried(messages()[0], MailResult.CANCELLED)
    assert mail_standing.failing() == 0


@pytest.mark.parametrize(
    ("results", "failing"),
    [
        ([MailResult.REFUSED], 1),
        ([MailResult.REFUSED, MailResult.UNKNOWN], 1),
        ([MailResult.REFUSED, MailResult.TAKEN], 0),
    ],
    ids=["failed", "failed twice", "came through"],
)
def test_newest_notice_to_somebody_counts(session, results, failing):
    person = coordinator()
    made = [notice(person, each) for each in results]
    assert mail_standing.failing() == failing
    assert mail_standing.fails_to_reach(person) == (made[-1] if failing else None)


@pytest.mark.parametrize("column", ["active", "wants_notices"])
def test_who_is_told_no_more_needs_no_mending(session, column):
    person = coordinator()
    notice(person, MailResult.REFUSED)
    setattr(person, column, False)
    db.session.commit()
    assert mail_standing.failing() == 0


def test_request_has_its_messages(session):
    made = failed()
    asked()
    assert [each.enrollment_id for each in mail_standing.of(made)] == [made.id]
