"""The forms of the staff screen."""

from flask_wtf import FlaskForm
from wtforms import EmailField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from admin import roles
from admin.passwords import ADDRESS, NAME
from models.staff import Role


class RolesForm(FlaskForm):
    roles = SelectMultipleField(
        "Roles",
        description="Somebody with several roles may do all that any of them may.",
        choices=roles.choices(),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def chosen(self) -> list[Role]:
        """Those of the list; what else was sent is none."""
        return [each for each in Role if each.value in (self.roles.data or [])]


class InviteForm(RolesForm):
    email = EmailField(
        "E-mail address",
        description="With it the person signs in. Nothing is sent there.",
        render_kw={"autocomplete": "off"},
        validators=ADDRESS,
    )
    name = StringField(
        "Name",
        description="As colleagues know the person.",
        render_kw={"autocomplete": "off"},
        validators=NAME,
    )
