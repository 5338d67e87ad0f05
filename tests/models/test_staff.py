"""What the database itself keeps about people."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models.base import db
from models.staff import Role, Staff, StaffRole
from services import staff
from setting_values import ROLES


@pytest.fixture
def somebody(session):
    made = staff.add("somebody@example.com", "Somebody", [Role.EDITOR])
    db.session.commit()
    return made


def test_person_is_never_deleted(somebody):
    db.session.execute(text("DELETE FROM staff_role"))
    with pytest.raises(DBAPIError, match="staff rows are kept"), db.session.begin_nested():
        db.session.execute(text("DELETE FROM staff"))


def test_person_is_never_replaced(somebody):
    """REPLACE removes the row that is in its way, and no other trigger sees it."""
    db.session.execute(text("DELETE FROM staff_role"))
    row = ", ".join(each.name for each in Staff.__table__.columns if each.name != "id")
    verb = "INSERT OR REPLACE" if db.session.connection().dialect.name == "sqlite" else "INSERT"
    copy = text(f"{verb} INTO staff ({row}) SELECT {row} FROM staff WHERE id = {somebody.id}")
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(copy)
    assert db.session.scalar(
        text("SELECT count(*) FROM staff WHERE email = 'somebody@example.com'")
    )


def test_head_of_attempts_is_never_deleted(session):
    with pytest.raises(DBAPIError, match="sign_in_head rows are kept"), db.session.begin_nested():
        db.session.execute(text("DELETE FROM sign_in_head"))


def test_role_can_be_taken_away(somebody):
    """The control: the refusal is the trigger's."""
    assert db.session.execute(text("DELETE FROM staff_role")).rowcount >= 1


@pytest.mark.parametrize("wrong", ["email = 'A@example.com'", "name = ''", "active = true"])
def test_impossible_person_is_refused(somebody, wrong):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(f"UPDATE staff SET {wrong}"))


def test_unknown_role_is_refused(somebody):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(f"INSERT INTO staff_role VALUES ({somebody.id}, 'owner')"))


def test_two_changes_from_the_same_state_cannot_both_be_kept(somebody):
    assert somebody.version == 1
    db.session.execute(text("UPDATE staff SET version = version + 1"))
    somebody.tf_last_counter = 1
    with pytest.raises(StaleDataError), db.session.begin_nested():
        db.session.flush()


def test_roles_can_be_asked_for_by_name(somebody):
    assert somebody.has_role("editor")
    assert not somebody.has_role("admin")


def test_settings_know_every_role():
    assert frozenset(Role) == ROLES


@pytest.mark.parametrize(
    ("needed", "required"), [(set(), False), ({Role.EDITOR}, True), ({Role.ADMIN}, False)]
)
def test_second_factor_is_needed_by_role(needed, required):
    made = Staff(roles=[StaffRole(name=Role.EDITOR)])
    made.second_factor_roles = frozenset(needed)
    assert made.check_tf_required([], False) == (required, [])
    assert made.check_tf_required_setup() is required


def test_second_factor_that_is_there_is_asked_for():
    method = [("authenticator", "authenticator")]
    assert Staff().check_tf_required(method, True) == (True, method)
