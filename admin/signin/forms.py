"""Flask-Security's forms in our words, less what we do not offer."""

from typing import Any

from flask_security import forms, recovery_codes
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired

from admin.signin import limits

NEEDED = DataRequired("This cannot be empty.")


class LoginForm(forms.LoginForm):
    """Without "remember me": a session ends when the person goes away."""

    email = EmailField(
        "E-mail address",
        render_kw={"autocomplete": "username"},
        validators=[forms.email_required, forms.EmailValidation(verify=False)],
    )
    password = PasswordField(
        "Password",
        render_kw={"autocomplete": "current-password"},
        validators=[forms.password_required],
    )
    remember = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without one they would lead to this very page first.
        self.next.data = self.next.data or "/"


class VerifyForm(forms.VerifyForm):
    password = PasswordField(
        "Your password",
        render_kw={"autocomplete": "current-password"},
        validators=[forms.password_required],
    )

    def validate(self, **kwargs: Any) -> bool:
        right = super().validate(**kwargs)
        if right:
            limits.succeeded()
        return right


class ChangePasswordForm(forms.ChangePasswordForm):
    password = PasswordField(
        "The password you have now", render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        "New password",
        description="At least 12 characters. A few unrelated words make a good password.",
        render_kw={"autocomplete": "new-password"},
        validators=[forms.password_required],
    )
    new_password_confirm = PasswordField(
        "New password again",
        render_kw={"autocomplete": "new-password"},
        validators=[
            forms.EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"),
            forms.password_required,
        ],
    )


class CodeForm(forms.TwoFactorVerifyCodeForm):
    code = StringField(
        "Code",
        description="The six digits that your authenticator app shows now.",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12},
        validators=[NEEDED],
    )

    def validate(self, **kwargs: Any) -> bool:
        self.code.data = (self.code.data or "").replace(" ", "")
        right = super().validate(**kwargs)
        if right:
            limits.succeeded()
        return right


class RecoveryForm(recovery_codes.MfRecoveryForm):
    code = StringField(
        "Recovery code",
        description="Three groups of four, such as 1a2b-3c4d-5e6f. Each works once.",
        render_kw={"autocomplete": "off"},
        validators=[NEEDED],
    )

    def validate(self, **kwargs: Any) -> bool:
        self.code.data = (self.code.data or "").strip().lower()
        right = super().validate(**kwargs)
        if right:
            limits.succeeded()
        return right


FORMS: dict[str, Any] = {
    "login_form": LoginForm,
    "verify_form": VerifyForm,
    "change_password_form": ChangePasswordForm,
    "two_factor_verify_code_form": CodeForm,
    "mf_recovery_form": RecoveryForm,
}
