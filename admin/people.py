"""The staff screen: who has an account, and what each may do."""

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.access import Permission
from admin.guard import Guarded
from admin.people_forms import InviteForm, RolesForm
from admin.roster import COLUMNS, entry, roster
from admin.signin import fresh
from models.base import db
from models.staff import Staff
from services import links, staff
from services.errors import DomainError


class PeopleView(Guarded):
    needs = {
        "index_view": Permission.MANAGE_STAFF,
        "invite": Permission.MANAGE_STAFF,
        "person": Permission.MANAGE_STAFF,
    }

    def __init__(self) -> None:
        super().__init__("Staff", "Administration", endpoint="people", url="/staff")

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        """Not searched: a name or an address must not stand in the address of a page."""
        by = request.args.get("sort", "name")
        return render_template("staff/people.html", people=roster(by), sort=by, columns=COLUMNS)

    @expose("/invite/", methods=["GET", "POST"])
    def invite(self) -> ResponseReturnValue:
        if not fresh.is_fresh():
            return fresh.ask()
        form = InviteForm()
        if "_redisplay" not in request.form and form.validate_on_submit():
            try:
                return _invite(form)
            except DomainError as refused:
                db.session.rollback()
                form.email.errors = [str(refused)]
        return render_template("staff/invite.html", form=form)

    @expose("/person/<int(max=2147483647):key>/", methods=["GET", "POST"])
    def person(self, key: int) -> ResponseReturnValue:
        person = staff.find(key) or abort(404)
        if request.method == "POST":
            return _do(person) if fresh.is_fresh() else fresh.ask()
        form = RolesForm(roles=[each.value for each in person.role_names])
        return render_template("staff/person.html", form=form, entry=entry(person))


def _invite(form: InviteForm) -> ResponseReturnValue:
    email, name, chosen = form.email.data, form.name.data, form.chosen()
    person, token = links.invite(email, name, chosen, access.actor())
    db.session.commit()
    # What was kept in the browser is no longer needed.
    flash(url_for("people.invite"), "saved")
    return _show_link(person, token)


def _show_link(person: Staff, token: str) -> ResponseReturnValue:
    """The only time that anybody sees it."""
    path = url_for("links.show", token=token)
    # Not as this request named us: the link goes to somebody who may be elsewhere.
    address = f"{current_app.config['STAFF_URL']}{path}"
    return render_template("staff/link.html", entry=entry(person), address=address)


def _do(person: Staff) -> ResponseReturnValue:
    deed = DEEDS.get(request.form.get("do", "")) or abort(400)
    try:
        token = deed(person, access.actor())
        db.session.commit()
    except DomainError as refused:
        db.session.rollback()
        flash(str(refused), "error")
        return redirect(request.full_path.rstrip("?"))
    if token:
        return _show_link(person, token)
    flash("Done. It counts from now on.", "success")
    return redirect(request.full_path.rstrip("?"))


def _set_roles(person: Staff, actor: str) -> None:
    staff.set_roles(person, RolesForm().chosen(), actor)


def _give_clinical(person: Staff, actor: str) -> None:
    staff.set_clinical(person, True, actor)


def _take_clinical(person: Staff, actor: str) -> None:
    staff.set_clinical(person, False, actor)


# Each button of a person's page.
DEEDS: dict[str, Callable[[Staff, str], str | None]] = {
    "roles": _set_roles,
    "give-clinical": _give_clinical,
    "take-clinical": _take_clinical,
    "deactivate": staff.deactivate,
    "reactivate": staff.reactivate,
    "link": links.for_password,
    "second-factor": staff.drop_second_factor,
}
