"""Accounts: whom there is, what they may be, and that there is always an administrator."""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.columns import utcnow
from models.one_time_link import OneTimeLink
from models.staff import Role, Staff, StaffRole
from services import audit
from services.errors import DomainError

ADDRESS_TAKEN = "There is an account with this e-mail address already."


class LastAdmin(DomainError):
    """Nobody would be left who can manage accounts."""

    def __init__(self) -> None:
        super().__init__(
            "This is the last active administrator. Make somebody else administrator first."
        )


def everybody() -> list[Staff]:
    return list(db.session.scalars(select(Staff).order_by(func.lower(Staff.name), Staff.id)))


def find(staff_id: int) -> Staff | None:
    return db.session.get(Staff, staff_id)


def find_by_email(email: str) -> Staff | None:
    return db.session.scalar(select(Staff).where(Staff.email == plain_email(email)))


def plain_email(email: str) -> str:
    return email.strip().lower()


def actor_of(staff: Staff) -> str:
    """What audit log and revisions call a person: nothing that says who it is outside."""
    return str(staff)


def actor_with(email: str, role: Role) -> str:
    """Whom a command acts for: somebody who could do the same on the dashboard."""
    person = find_by_email(email)
    if person is None or not person.active:
        raise DomainError("There is no active account with this e-mail address.")
    if role not in person.role_names:
        raise DomainError(f"This account does not have the role {role}.")
    return actor_of(person)


def names() -> dict[str, str]:
    """The name behind each actor, for people to read."""
    return {f"staff {key}": name for key, name in db.session.execute(select(Staff.id, Staff.name))}


def has_active_admin() -> bool:
    return _active_admins() > 0


def lock(staff: Staff) -> Staff:
    """The row as it is now, and nobody else changes it until this transaction ends."""
    key = staff.id
    db.session.flush()
    # What was read before may be old; that is no conflict, since nothing was changed by it.
    db.session.expire(db.session.get_one(Staff, key))
    return db.session.get_one(Staff, key, with_for_update=True)


def add(email: str, name: str, roles: Iterable[Role]) -> Staff:
    """A new account that nobody can use yet."""
    if find_by_email(email):
        raise DomainError(ADDRESS_TAKEN)
    staff = Staff(email=plain_email(email), name=name.strip(), fs_uniquifier=_fresh())
    staff.roles = [StaffRole(name=each) for each in _in_order(roles)]
    try:
        with db.session.begin_nested():
            db.session.add(staff)
    except IntegrityError:  # somebody else was faster
        raise DomainError(ADDRESS_TAKEN) from None
    return staff


def set_roles(staff: Staff, roles: Iterable[Role], actor: str) -> None:
    """From the next request on, the person may do exactly what these roles may."""
    wanted = _in_order(roles)
    staff = _keep_an_admin(staff, still_admin=Role.ADMIN in wanted)
    if wanted == _in_order(staff.role_names):
        return
    kept = [each for each in staff.roles if each.name in wanted]
    new = set(wanted) - staff.role_names
    staff.roles = kept + [StaffRole(name=each) for each in _in_order(new)]
    audit.record(actor, "staff.roles_changed", actor_of(staff), roles=codes(wanted))


def deactivate(staff: Staff, actor: str) -> None:
    """Ends every session and link of the person at once; nothing is deleted."""
    staff = _keep_an_admin(staff, still_admin=False)
    staff.active = False
    end_sessions(staff)
    void_links(staff)
    audit.record(actor, "staff.deactivated", actor_of(staff))


def reactivate(staff: Staff, actor: str) -> None:
    if not staff.password:
        raise DomainError("This person has not come yet. Make a new invitation link instead.")
    staff.active = True
    audit.record(actor, "staff.reactivated", actor_of(staff))


def drop_second_factor(staff: Staff, actor: str) -> None:
    """For a lost phone. Who needs one sets up a new one at the next sign-in."""
    staff.tf_primary_method = staff.tf_totp_secret = None
    staff.mf_recovery_codes = []
    end_sessions(staff)
    audit.record(actor, "staff.second_factor_removed", actor_of(staff))


def end_sessions(staff: Staff) -> None:
    staff.fs_uniquifier = _fresh()


def void_links(staff: Staff) -> None:
    """No one-time link of the person works any more."""
    unused = (OneTimeLink.staff_id == staff.id) & OneTimeLink.used_at.is_(None)
    db.session.execute(update(OneTimeLink).where(unused).values(used_at=utcnow()))


def sign_in(staff: Staff) -> None:
    """On record that the person came in."""
    staff = lock(staff)
    staff.last_signed_in_at = utcnow()
    audit.record(actor_of(staff), "staff.signed_in", actor_of(staff))


def set_clinical(staff: Staff, clinical: bool, actor: str) -> None:
    """May this reviewer approve what could kill, and attest?"""
    if staff.clinical == clinical:
        return
    staff.clinical = clinical
    said = "staff.clinical_given" if clinical else "staff.clinical_taken"
    audit.record(actor, said, actor_of(staff))


def codes(roles: Iterable[Role]) -> str:
    """Roles as the audit log keeps them."""
    return ",".join(_in_order(roles))


def _keep_an_admin(staff: Staff, still_admin: bool) -> Staff:
    """The person, locked. Of two administrators who remove each other at once one is refused."""
    admins = select(StaffRole.staff_id).where(StaffRole.name == Role.ADMIN)
    locked = select(Staff.id).where(Staff.id.in_(admins)).order_by(Staff.id).with_for_update()
    db.session.execute(locked)
    staff = lock(staff)
    is_admin = staff.active and Role.ADMIN in staff.role_names
    if is_admin and not still_admin and _active_admins() == 1:
        raise LastAdmin
    return staff


def _active_admins() -> int:
    query = select(func.count()).select_from(Staff).join(Staff.roles)
    return db.session.scalar(query.where(Staff.active, StaffRole.name == Role.ADMIN)) or 0


def _in_order(roles: Iterable[Role]) -> list[Role]:
    wanted = set(roles)
    return [each for each in Role if each in wanted]


def _fresh() -> str:
    return uuid4().hex
