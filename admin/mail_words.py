"""Where an e-mail stands, and what came of each try, in words and with a colour."""

from flask import current_app, url_for
from markupsafe import Markup

from admin.showing import person
from models.message import MailResult, Message, MessageState, Template
from services import references

TEMPLATES = {
    Template.RECEIPT: "Receipt to an applicant",
    Template.NOTICE: "Notice to staff",
}
STATES = {
    MessageState.WAITING: ("Waiting", "draft"),
    MessageState.SENDING: ("Being sent", "changed"),
    MessageState.SENT: ("Sent", "live"),
    MessageState.FAILED: ("Failed", "trash"),
}
TRIED = ("Waiting for another try", "warn")
DOUBTFUL = ("May have arrived", "warn")
CANCELLED = ("Cancelled", "off")
RESULTS = {
    MailResult.TAKEN: "The mail server took it",
    MailResult.FILED: "Written to the folder of this installation; nothing was sent",
    MailResult.NOT_NOW: "The mail server does not take it now (4xx)",
    MailResult.REFUSED: "The mail server refused it (5xx): often an address that does not exist",
    MailResult.UNREACHABLE: "No connection with the mail server",
    MailResult.TLS: "No safe connection: no STARTTLS, or a certificate that is not right",
    MailResult.LOGIN: "The mail server does not take our user and password",
    MailResult.TIMEOUT: "No answer of the mail server in time",
    MailResult.UNKNOWN: "It may have arrived: we were interrupted at the end",
    MailResult.BOUNCED_LATE: "It came back: the other side took nothing for days (4xx)",
    MailResult.BOUNCED: "It came back: the other side refused it (5xx)",
    MailResult.NO_ADDRESS: "There is no e-mail address to send it to",
    MailResult.NO_KEY: "The request does not open with the keys of this installation",
    MailResult.CANCELLED: "Not sent any more: deleted, or not wanted",
    MailResult.MISTAKE: "A mistake of ours: the log of the runner names it",
}
# Of a message that failed for one of these more is to be said than that.
TOLD_APART = {MailResult.UNKNOWN: DOUBTFUL, MailResult.CANCELLED: CANCELLED}


def template(message: Message) -> str:
    return TEMPLATES[message.template]


def to(message: Message) -> str:
    """Whom it is to, without an address: a request by its reference, staff by their name."""
    if message.enrollment:
        return references.shown(message.enrollment.reference)
    return person(f"staff {message.staff_id}")


def to_url(message: Message) -> str | None:
    return _request_url(message.enrollment_id) if message.enrollment_id else None


def state(message: Message) -> Markup:
    words, colour = _standing(message)
    return Markup('<span class="status status-{}">{}</span>').format(colour, words)


def result(given: MailResult | None) -> str:
    return RESULTS[given] if given else "not tried yet"


def is_cancelled(message: Message) -> bool:
    return message.last_result == MailResult.CANCELLED


def may_go_again(message: Message) -> bool:
    return message.state != MessageState.SENDING and not is_cancelled(message)


def without_server() -> str:
    """What happens to e-mail where no mail server is set: `waits`, `filed`; or nothing."""
    if current_app.config["SMTP_URL"]:
        return ""
    return "waits" if current_app.config["APP_ENV"] == "production" else "filed"


def _standing(message: Message) -> tuple[str, str]:
    known = message.last_result
    if message.state == MessageState.FAILED and known in TOLD_APART:
        return TOLD_APART[known]
    if message.state == MessageState.WAITING and message.attempts:
        return TRIED
    return STATES[message.state]


def _request_url(key: int) -> str:
    return url_for("enrollments.details_view", id=key)
