"""Staff: the people with an account, and what each may be."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import flask_security
from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow

if TYPE_CHECKING:
    # The real ones declare plain attributes, which to a type checker no column can stand in for.
    class RoleMixin:
        pass

    class UserMixin:
        is_authenticated: bool
else:
    RoleMixin, UserMixin = flask_security.RoleMixin, flask_security.UserMixin

Methods = list[tuple[str, str]]


class Role(StrEnum):
    EDITOR = "editor"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMIN = "admin"


class StaffRole(Model, RoleMixin):
    """One role of one person."""

    __tablename__ = "staff_role"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[Role] = mapped_column(choice(Role), primary_key=True)


class Staff(Model, UserMixin):
    """A person with an account. Never deleted, which a trigger refuses: the audit log names them.

    Without a password the person was invited and has not come yet. A new `fs_uniquifier` ends every
    session. The names that begin with `fs_`, `tf_` and `mf_` are Flask-Security's.
    """

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("password IS NOT NULL OR NOT active", name="active_has_password"),
    )
    # Who holds one of these signs in with a second factor; the staff edge says which.
    second_factor_roles: ClassVar[frozenset[Role]] = frozenset()

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=False)
    # A reviewer who may approve what could kill.
    clinical: Mapped[bool] = mapped_column(default=False)
    # Is sent an e-mail when requests wait.
    wants_notices: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str]] = mapped_column(MutableList.as_mutable(JSON), default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()
    roles: Mapped[list[StaffRole]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=StaffRole.name
    )

    # Two uses of one code at the same moment cannot both commit.
    __mapper_args__: Any = {"version_id_col": version}

    def __str__(self) -> str:
        """What the audit log calls the person."""
        return f"staff {self.id}"

    @property
    def role_names(self) -> frozenset[Role]:
        return frozenset(each.name for each in self.roles)

    @property
    def has_second_factor(self) -> bool:
        return bool(self.tf_primary_method and self.tf_totp_secret)

    def check_tf_required(self, methods: Methods, _fresh: bool) -> tuple[bool, Methods]:
        """Flask-Security asks: a second factor at this sign-in?"""
        return bool(methods) or self.check_tf_required_setup(), methods

    def check_tf_required_setup(self) -> bool:
        """Flask-Security asks: may this person be without a second factor?"""
        return bool(self.second_factor_roles & self.role_names)
