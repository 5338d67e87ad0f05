"""Accounts: what they may be, and that there is always an administrator."""

import pytest
from sqlalchemy import event, insert, select

from models.audit import AuditEvent
from models.base import db
from models.one_time_link import OneTimeLink
from models.staff import Role, Staff
from services import links, staff
from services.errors import DomainError
from services.staff import LastAdmin

ACTOR = "staff 1"


def somebody(*roles, email="somebody@example.com", active=True):
    made = staff.add(email, "Somebody", roles)
    made.password, made.active = "a hash", active
    db.session.commit()
    return made


def last_event():
    return db.session.scalar(select(AuditEvent).order_by(AuditEvent.place.desc()).limit(1))


def test_account_is_found_by_its_address_in_any_case(session):
    made = somebody()
    assert staff.find_by_email(" Somebody@Example.com ") is made


def test_address_has_one_account(session):
    somebody()
    with pytest.raises(DomainError, match="There is an account"):
        staff.add("SOMEBODY@example.com", "Another", [])


def test_address_that_somebody_takes_meanwhile_is_told(session):
    faster = insert(Staff).values(email="a@example.com", name="A", fs_uniquifier="a", version=1)
    event.listen(db.session, "before_flush", lambda to, *_: to.execute(faster), once=True)
    with pytest.raises(DomainError, match="There is an account"):
        staff.add("a@example.com", "B", [])
    assert staff.everybody() == []


def test_roles_are_set(session):
    made = somebody(Role.EDITOR, Role.REVIEWER)
    staff.set_roles(made, [Role.PUBLISHER, Role.EDITOR], ACTOR)
    db.session.commit()
    assert made.role_names == {Role.EDITOR, Role.PUBLISHER}
    assert (last_event().action, last_event().detail) == (
        "staff.roles_changed",
        {"roles": "editor,publisher"},
    )


def test_same_roles_again_are_no_event(session):
    made, before = somebody(Role.EDITOR), last_event()
    staff.set_roles(made, [Role.EDITOR], ACTOR)
    db.session.commit()
    assert last_event() is before


def test_deactivated_person_keeps_everything_but_the_way_in(session):
    made = somebody(Role.EDITOR)
    before = made.fs_uniquifier
    staff.deactivate(made, ACTOR)
    db.session.commit()
    assert (made.active, made.role_names) == (False, {Role.EDITOR})
    assert made.fs_uniquifier != before
    assert last_event().action == "staff.deactivated"


def test_deactivation_ends_links(session):
    made = somebody()
    token = links.for_password(made, ACTOR)
    staff.deactivate(made, ACTOR)
    with pytest.raises(links.LinkGone):
        links.check(links.find(token))


def test_reactivated_person_is_back(session):
    made = somebody(active=False)
    staff.reactivate(made, ACTOR)
    db.session.commit()
    assert (made.active, last_event().action) == (True, "staff.reactivated")


def test_person_who_never_came_is_invited_again_instead(session):
    made, _ = links.invite("new@example.com", "New", [], ACTOR)
    with pytest.raises(DomainError, match="invitation"):
        staff.reactivate(made, ACTOR)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: staff.set_roles(made, [Role.EDITOR], ACTOR),
        lambda made: staff.deactivate(made, ACTOR),
    ],
    ids=["role", "account"],
)
def test_last_administrator_stays(session, change):
    made = somebody(Role.ADMIN)
    somebody(Role.ADMIN, email="gone@example.com", active=False)
    with pytest.raises(LastAdmin, match="Make somebody else administrator first"):
        change(made)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: staff.set_roles(made, [Role.EDITOR], ACTOR),
        lambda made: staff.deactivate(made, ACTOR),
    ],
    ids=["role", "account"],
)
def test_last_but_one_may_go(session, change):
    """The control."""
    made = somebody(Role.ADMIN)
    somebody(Role.ADMIN, email="other@example.com")
    change(made)
    assert staff.has_active_admin()


def test_lost_phone_is_forgotten(session):
    made = somebody()
    made.tf_primary_method, made.tf_totp_secret = "authenticator", "x"
    made.mf_recovery_codes, before = ["x"], made.fs_uniquifier
    staff.drop_second_factor(made, ACTOR)
    db.session.commit()
    assert (made.has_second_factor, made.mf_recovery_codes) == (False, [])
    assert made.fs_uniquifier != before
    assert last_event().action == "staff.second_factor_removed"


def test_everybody_has_a_name_behind_the_actor(session):
    made = somebody()
    assert staff.names()[staff.actor_of(made)] == "Somebody"
    assert staff.actor_of(made) == f"staff {made.id}"


def test_log_knows_numbers_alone(session):
    made, _ = links.invite("zoltan@example.com", "Zoltan", [Role.EDITOR], ACTOR)
    db.session.commit()
    event = last_event()
    assert (event.action, event.target) == ("staff.invited", f"staff {made.id}")
    assert "zoltan" not in f"{event.actor}{event.target}{event.detail}".lower()


def test_token_is_not_kept(session):
    token = links.for_password(somebody(), ACTOR)
    link = db.session.scalars(select(OneTimeLink)).one()
    assert token not in f"{link.digest}{link.purpose}{link.staff_id}"
