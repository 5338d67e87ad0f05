"""An e-mail as it goes out: who it is to is looked up now, and is kept nowhere."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, parseaddr

from email_validator import EmailNotValidError, validate_email

from models.base import db
from models.consent import ConsentPurpose
from models.enrollment import EnrollmentStatus
from models.message import MailResult, Message, Template
from models.staff import Staff
from services import consents, mail_texts, opening, references
from services.errors import DomainError
from services.keyring import OpeningKeys
from services.mail_texts import Text


@dataclass(frozen=True)
class Mail:
    """To whom, under which id, and the words."""

    to: str
    message_id: str
    text: Text


@dataclass(frozen=True)
class Sealers:
    """What it takes to write one: keys that open requests, and where staff reach the dashboard."""

    keys: OpeningKeys
    dashboard: str


class NotSendable(DomainError):
    """There is nobody to send it to, and `result` says why."""

    def __init__(self, result: MailResult) -> None:
        super().__init__(result.value)
        self.result = result


def write(key: int, sealers: Sealers) -> Mail:
    """It only reads. Raises NotSendable, or `sealing.CannotOpen`."""
    message = db.session.get_one(Message, key)
    try:
        return WRITERS[message.template](message, sealers)
    except EmailNotValidError:  # its words repeat the address
        raise NotSendable(MailResult.NO_ADDRESS) from None


def is_plain(mail: Mail) -> bool:
    """Can any mail server take the address?"""
    return mail.to.isascii()


def as_bytes(mail: Mail, sender: str) -> bytes:
    """`sender` is `Name <address>`. Whoever answers by itself is told not to."""
    made = EmailMessage(policy=SMTP if is_plain(mail) else SMTPUTF8)
    made["From"], made["To"] = sender, mail.to
    made["Subject"] = mail.text.subject
    made["Date"] = formatdate()
    made["Message-ID"] = f"<{mail.message_id}@{domain_of(sender)}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.text.body, cte="quoted-printable")
    return made.as_bytes()


def address_of(sender: str) -> str:
    return parseaddr(sender)[1]


def domain_of(sender: str) -> str:
    return address_of(sender).rpartition("@")[2]


def plain(address: str) -> str:
    """With the domain as mail servers know it; all in ASCII where that can be."""
    known = validate_email(address, check_deliverability=False)
    return known.ascii_email or f"{known.local_part}@{known.ascii_domain}"


def _receipt(message: Message, sealers: Sealers) -> Mail:
    enrollment = message.enrollment
    assert enrollment  # a rule of the database says so
    # Asked now: they may have said so while it was being sent, or waited to be sent again.
    if ConsentPurpose.EMAIL in consents.withdrawn(enrollment):
        raise NotSendable(MailResult.CANCELLED)
    if enrollment.status == EnrollmentStatus.PURGED:
        raise NotSendable(MailResult.CANCELLED)
    told = opening.contents(enrollment, sealers.keys)
    if "email" not in told:
        raise NotSendable(MailResult.NO_ADDRESS)
    reference = references.shown(enrollment.reference)
    text = mail_texts.text(message.template, enrollment.language, reference=reference)
    return Mail(plain(str(told["email"])), message.message_id, text)


def _notice(message: Message, sealers: Sealers) -> Mail:
    person = message.staff
    if not isinstance(person, Staff) or not (person.active and person.wants_notices):
        raise NotSendable(MailResult.CANCELLED)
    text = mail_texts.text(message.template, address=f"{sealers.dashboard}/")
    return Mail(plain(person.email), message.message_id, text)


WRITERS = {Template.RECEIPT: _receipt, Template.NOTICE: _notice}
