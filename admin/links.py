"""Following a one-time link: looking at it changes nothing, sending the form uses it up."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import logout_user
from wtforms import EmailField, StringField

from admin.passwords import ADDRESS, NAME, NewPassword
from admin.signin import limits
from models.base import db
from models.one_time_link import OneTimeLink, Purpose
from services import links, staff
from services.links import LinkGone

blueprint = Blueprint("links", __name__)


class FirstAdminForm(NewPassword):
    email = EmailField(
        "E-mail address",
        description="With it you sign in. Nothing is sent there.",
        render_kw={"autocomplete": "username"},
        validators=ADDRESS,
    )
    name = StringField(
        "Your name",
        description="As colleagues know you.",
        render_kw={"autocomplete": "name"},
        validators=NAME,
    )

    def about_the_person(self) -> dict[str, str]:
        return {"email": self.email.data or "", "name": self.name.data or ""}


FORMS = {Purpose.FIRST_ADMIN: FirstAdminForm}


@blueprint.get("/link/<token>")
def show(token: str) -> ResponseReturnValue:
    return _answer(token, use=False)


@blueprint.post("/link/<token>")
def use(token: str) -> ResponseReturnValue:
    return _answer(token, use=True)


def _answer(token: str, use: bool) -> ResponseReturnValue:
    link = links.find(token)
    if link is None:
        return render_template("security/link_gone.html", gone=None), 404
    form = FORMS.get(link.purpose, NewPassword)()
    try:
        links.check(link)
        if use and form.validate_on_submit():
            return _take(link, form)
    except LinkGone as gone:
        db.session.rollback()
        return render_template("security/link_gone.html", gone=gone), 410
    person = staff.find(link.staff_id) if link.staff_id else None
    return render_template("security/link.html", form=form, person=person, purpose=link.purpose)


def _take(link: OneTimeLink, form: Any) -> ResponseReturnValue:
    if link.purpose == Purpose.FIRST_ADMIN:
        links.create_first_admin(link, form.email.data, form.name.data, form.hash())
    else:
        links.set_password(link, form.hash())
    limits.succeeded()
    # Whoever was signed in here may be somebody else.
    logout_user()
    db.session.commit()
    flash("Your password is set. Sign in with it now.", "success")
    return redirect(url_for("security.login"))
