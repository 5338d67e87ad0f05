"""One-time links: the first administrator's, invitations, and new passwords without e-mail.

Of the token only the SHA-256 is kept; whoever has the database cannot follow a link.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, select, update

from models.base import db
from models.columns import utcnow
from models.one_time_link import OneTimeLink, Purpose
from models.staff import Role, Staff
from services import audit, staff
from services.canonical import digest
from services.errors import DomainError

LIVES = {
    Purpose.FIRST_ADMIN: timedelta(hours=24),
    Purpose.INVITE: timedelta(days=7),
    Purpose.RESET: timedelta(hours=24),
}


class LinkGone(DomainError):
    """Used, voided or too old: `expired` says which of the two it is."""

    def __init__(self, expired: bool) -> None:
        super().__init__("This link is too old." if expired else "This link was used already.")
        self.expired = expired


def for_first_admin(now: datetime | None = None) -> str:
    """A token that creates the first administrator; an older one no longer works."""
    if staff.has_active_admin():
        raise DomainError("There is an administrator already: ask them, or name an account.")
    return _make(Purpose.FIRST_ADMIN, None, now)


def invite(email: str, name: str, roles: list[Role], actor: str) -> tuple[Staff, str]:
    """A new account, and the token with which the person takes it."""
    person = staff.add(email, name, roles)
    token = _make(Purpose.INVITE, person)
    audit.record(actor, "staff.invited", staff.actor_of(person), roles=staff.codes(roles))
    return person, token


def for_password(person: Staff, actor: str) -> str:
    """A token for a new password, or for the first one. The old password works until it is used."""
    if person.password and not person.active:
        raise DomainError("This account is deactivated. Reactivate it first.")
    token = _make(Purpose.RESET if person.password else Purpose.INVITE, person)
    audit.record(actor, "staff.reset_link_made", staff.actor_of(person))
    return token


def find(token: str) -> OneTimeLink | None:
    """The link of a token, whatever became of it."""
    return db.session.scalar(select(OneTimeLink).where(OneTimeLink.digest == _digest(token)))


def check(link: OneTimeLink, now: datetime | None = None) -> None:
    """Raise LinkGone where it no longer works."""
    if link.used_at or (link.purpose == Purpose.FIRST_ADMIN and staff.has_active_admin()):
        raise LinkGone(expired=False)
    if link.expires_at <= (now or utcnow()):
        raise LinkGone(expired=True)


def create_first_admin(link: OneTimeLink, email: str, name: str, password: str) -> Staff:
    """The account of whoever follows the first link. `password` is a hash."""
    _use(link)
    person = staff.find_by_email(email) or staff.add(email, name, [])
    staff.set_roles(person, {*person.role_names, Role.ADMIN}, staff.actor_of(person))
    return _take_over(person, password, link)


def set_password(link: OneTimeLink, password: str) -> Staff:
    """The person has a password from now on, and every older session ends. It is a hash."""
    _use(link)
    person = staff.lock(db.session.get_one(Staff, link.staff_id))
    return _take_over(person, password, link)


def invited(now: datetime | None = None) -> set[int]:
    """Who still has an invitation that works."""
    query = select(OneTimeLink.staff_id).where(
        OneTimeLink.purpose == Purpose.INVITE,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > (now or utcnow()),
    )
    return {each for each in db.session.scalars(query) if each}


def _make(purpose: Purpose, person: Staff | None, now: datetime | None = None) -> str:
    now, token = now or utcnow(), token_urlsafe(32)
    if person:
        staff.void_links(person)
    else:
        _void(OneTimeLink.purpose == purpose)
    link = OneTimeLink(digest=_digest(token), purpose=purpose, staff_id=person and person.id)
    link.made_at, link.expires_at = now, now + LIVES[purpose]
    db.session.add(link)
    db.session.flush()
    return token


def _use(link: OneTimeLink) -> None:
    """Of two at the same moment only one finds it unused; the other waits, and is refused."""
    check(link)
    if not _void(OneTimeLink.id == link.id):
        raise LinkGone(expired=False)


def _take_over(person: Staff, password: str, link: OneTimeLink) -> Staff:
    person.password, person.active = password, True
    staff.end_sessions(person)
    staff.void_links(person)
    actor = staff.actor_of(person)
    audit.record(actor, "staff.link_used", actor, link=link.id, purpose=link.purpose)
    return person


def _void(which: ColumnElement[bool]) -> int:
    """How many links stopped working."""
    query = update(OneTimeLink).where(which, OneTimeLink.used_at.is_(None))
    voided = db.session.execute(query.values(used_at=utcnow()).returning(OneTimeLink.id))
    return len(voided.all())


def _digest(token: str) -> str:
    return digest(token.encode())
