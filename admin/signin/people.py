"""How Flask-Security finds a person."""

from collections.abc import Iterable
from typing import Any

from flask_security import SQLAlchemyUserDatastore

from models.base import db
from models.staff import Role, Staff, StaffRole


class People(SQLAlchemyUserDatastore):
    """Tells each person it finds which roles need a second factor: a model reads no setting."""

    def __init__(self, second_factor_roles: Iterable[Role]) -> None:
        models: tuple[Any, Any] = (Staff, StaffRole)
        super().__init__(db, *models)
        self.second_factor_roles = frozenset(second_factor_roles)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Staff | None:  # type: ignore[override]
        found: Any = super().find_user(case_insensitive, **by)
        if found:
            found.second_factor_roles = self.second_factor_roles
        return found
