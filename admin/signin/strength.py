"""How strong a password must be, for long ones too."""

from typing import Any

from flask_security import PasswordUtil
from flask_security.utils import password_complexity_validator, password_length_validator

# What measures the strength refuses to look at more.
LONGEST_MEASURED = 72


class Passwords(PasswordUtil):
    """A long password is as strong as its beginning."""

    def validate(
        self, password: str, is_register: bool, **about: Any
    ) -> tuple[list[str] | None, str]:
        normal = self.normalize(password)
        beginning = normal[:LONGEST_MEASURED]
        wrong = password_length_validator(normal) or password_complexity_validator(
            beginning, is_register, **about
        )
        return wrong, normal
