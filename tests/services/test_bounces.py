"""Reports of mail servers: read to the class of the status, and nothing of them is kept."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import db
from models.message import MailResult, MessageState
from services import bounces, mailing
from services.bounces import BadReport
from tests.mails import asked, messages, tried
from tests.services.test_staff import last_event

SENT, FAILED = MessageState.SENT, MessageState.FAILED
NAME = "0123456789abcdef" * 2
CANARY = "canary-7d3c@example.org"
REPORT = """\
From: MAILER-DAEMON@host.example
To: desk@host.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_1"

--=_1
Content-Type: text/plain

I could not deliver to {canary}.

--=_1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.host.example

Final-Recipient: rfc822; {canary}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 {canary} is unknown

--=_1
Content-Type: {kind}

{blank}Message-ID: <{name}@host.example>
To: {canary}
Subject: We received your request

--=_1--
"""
KINDS = {"whole": "message/rfc822", "headers": "text/rfc822-headers"}


def report(name=NAME, kind="whole", action="failed", status="5.1.1"):
    told = {"canary": CANARY, "name": name, "action": action, "status": status}
    return REPORT.format(kind=KINDS[kind], blank="", **told).encode()


@pytest.fixture
def message(session):
    asked()
    return tried(messages()[0], MailResult.TAKEN)


def standing(message):
    db.session.commit()
    db.session.refresh(message)
    return message.state, message.last_result


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("status", "result"), [("5.1.1", MailResult.BOUNCED), ("4.4.7", MailResult.BOUNCED_LATE)]
)
def test_message_that_bounced_is_shown_as_failed(message, kind, status, result):
    assert bounces.note(bounces.read(report(message.message_id, kind, status=status)))
    assert standing(message) == (FAILED, result)
    assert (last_event().action, CANARY in f"{last_event().detail}") == ("message.bounced", False)


@pytest.mark.parametrize("action", sorted(bounces.HARMLESS))
def test_message_that_is_only_late_is_left_alone(message, action):
    assert not bounces.note(bounces.read(report(message.message_id, action=action)))
    assert standing(message) == (SENT, MailResult.TAKEN)


def test_message_that_may_have_arrived_is_known_to_have_failed(session):
    asked()
    message = tried(messages()[0], MailResult.UNKNOWN)
    assert bounces.note(bounces.read(report(message.message_id)))
    assert standing(message) == (FAILED, MailResult.BOUNCED)


def test_second_report_changes_nothing(message):
    told = bounces.read(report(message.message_id))
    assert [bounces.note(told), bounces.note(told)] == [True, False]


def test_report_of_the_first_try_stops_no_second(message):
    mailing.send_again(message, "staff 1")
    assert not bounces.note(bounces.read(report(message.message_id)))
    assert standing(message)[0] == MessageState.WAITING


def test_message_of_somebody_else_is_refused(message):
    with pytest.raises(BadReport, match="no message of ours"):
        bounces.note(bounces.read(report()))


@pytest.mark.parametrize(
    "sent",
    [
        *(b"", b"\0", b"Subject: hello\n\nhello", b"x" * (bounces.MOST_BYTES + 1)),
        report().replace(b"multipart/report", b"multipart/mixed"),
        report().replace(NAME.encode(), b"other"),
        report().replace(b"Action: failed", b"Action: eaten"),
        report().replace(b"Status: 5.1.1", b"Status: bad"),
        report().replace(b"Status: 5.1.1", b"Status: 2.0.0"),
        report()[:-300],
    ],
    ids="empty nul mail long mixed stranger action status success short".split(),
)
def test_what_is_no_report_is_refused_without_repeating_it(sent):
    with pytest.raises(BadReport) as refused:
        bounces.read(sent)
    assert CANARY not in f"{refused.value}"


def test_report_is_read():
    """The control."""
    assert bounces.read(report()) == bounces.Report(NAME, MailResult.BOUNCED)


@given(st.integers(0, 900), st.binary(max_size=40))
def test_broken_report_is_read_or_refused(at, junk):
    whole = report()
    with suppress(BadReport):
        bounces.read(whole[:at] + junk + whole[at + len(junk) :])


def test_worst_of_several_recipients_counts(message):
    one = report(message.message_id, status="4.4.7")
    second = b"\nFinal-Recipient: rfc822; b@c.example\nAction: failed\nStatus: 5.1.1\n"
    both = one.replace(
        b"\n--=_1\nContent-Type: message/rfc822", second + b"\n--=_1\nContent-Type: message/rfc822"
    )
    assert bounces.read(both).result == MailResult.BOUNCED
