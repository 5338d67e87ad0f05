"""Finding a request by phone or e-mail: never in an address, and only references come back."""

from typing import Any

from flask import current_app, flash, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin.enrollment_forms import NEEDED, REASONS
from admin.forms import PlainForm
from admin.guard import Guarded
from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment
from services import finding, lookup_keys
from services.errors import DomainError
from services.lookups import NotReadable
from services.reveals import Reason

LONGEST = 254


class FindForm(PlainForm):
    typed = StringField(
        "Phone number or e-mail address",
        [
            InputRequired(str(NotReadable())),
            Length(max=LONGEST),
        ],
        description="It is looked for and then forgotten: it stands in no address and no log.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    reason = SelectField(
        "Why you look",
        [NEEDED],
        choices=[("", "Choose one"), *((each.value, REASONS[each]) for each in Reason)],
        description="The look, the reason and your name are put on record first.",
    )


class Finding(Guarded):
    @expose("/find/", methods=("GET", "POST"))
    def find_view(self) -> ResponseReturnValue:
        if request.method == "GET":
            return self._show_form(FindForm())
        form = FindForm(request.form)
        try:
            found = _find(form) if form.validate() else None
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
            found = None
        if found is not None:
            form = FindForm(data={"reason": form.reason.data})
        return self._show_form(form, found=found)

    def _show_form(self, form: FindForm, **told: Any) -> str:
        return self.render("staff/enrollment_find.html", form=form, **told)


def _find(form: FindForm) -> list[Enrollment]:
    keys = lookup_keys.all_(current_app.config["LOOKUP_KEYS"])
    reason = Reason(form.reason.data)
    person = current_user._get_current_object()
    return finding.find(form.typed.data or "", reason, person, keys, utcnow())
