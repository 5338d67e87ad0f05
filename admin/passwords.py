"""A new password typed twice, good enough to keep."""

from typing import Any

from flask import current_app
from flask_security import forms, hash_password
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

NEEDED = InputRequired("This cannot be empty.")
# What is left when spaces of any kind are taken off its ends is not empty.
ONE_LINE = Regexp(
    r"[^\S\x00-\x1f]*[^\s\x00-\x1f][^\x00-\x1f]*\Z", message="Write it in one line of text."
)
# What every account is known by.
ADDRESS = (NEEDED, Length(max=254), forms.EmailValidation(verify=False))
NAME = (NEEDED, ONE_LINE, Length(max=100))


class NewPassword(FlaskForm):
    password = PasswordField(
        "Password",
        description="At least 12 characters. A few unrelated words make a good password.",
        render_kw={"autocomplete": "new-password"},
        validators=[NEEDED],
    )
    again = PasswordField(
        "Password again",
        render_kw={"autocomplete": "new-password"},
        validators=[NEEDED, EqualTo("password", "The two passwords differ.")],
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return super().validate(*args, **kwargs) and self._is_good()

    def hash(self) -> str:
        return str(hash_password(_rules().normalize(self.password.data)))

    def about_the_person(self) -> dict[str, str]:
        """What a password must not be made of."""
        return {}

    def _is_good(self) -> bool:
        typed = self.password.data
        problems, _ = _rules().validate(typed, is_register=True, **self.about_the_person())
        self.password.errors = problems or []
        return not problems


def _rules() -> Any:
    return current_app.extensions["security"].password_util
