"""Several requests of the list at once: what is ticked, each with the version that was seen."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user
from wtforms import SelectField

from admin import access
from admin import enrollment_words as words
from admin.enrollment_forms import NOBODY, coordinators
from admin.forms import PlainForm
from admin.ids import whole
from admin.lists import Listed
from models.base import db
from services import many, staff
from services.many import Outcome, Seen

MOST = 200


class AssigneeForm(PlainForm):
    """Whoever presses comes first."""

    assignee = SelectField("Assign to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = sorted(coordinators(), key=lambda each: each.id != current_user.id)
        said = [
            (str(each.id), "Me" if each.id == current_user.id else each.name) for each in people
        ]
        self.assignee.choices = [*said, (NOBODY, "Nobody")]


class ManyAtOnce(Listed):
    """A press does what it can, commits once, and names what it left."""

    @expose("/many/", methods=("POST",))
    def many_view(self) -> ResponseReturnValue:
        deed, seen = DEEDS.get(request.form.get("do", "")) or abort(400), _ticked()
        outcome = deed(seen)
        db.session.commit()
        for kind, says in _said(outcome, len(seen)):
            flash(says, kind)
        return redirect(self.here_again(request.form.get("back", "")))

    def assignees(self) -> AssigneeForm:
        return AssigneeForm()


def _assign(seen: Seen) -> Outcome:
    form = AssigneeForm(request.form)
    if not form.validate():
        abort(400)
    whom = None if form.assignee.data == NOBODY else staff.find(int(form.assignee.data))
    return many.assign(seen, whom, access.actor())


def _close_as_spam(seen: Seen) -> Outcome:
    return many.close_as_spam(seen, access.actor())


def _ticked() -> dict[int, int]:
    """`12:3` is the third version of request 12; what is neither is no request."""
    pairs = [each.partition(":") for each in request.form.getlist("row")[:MOST]]
    found = [(whole(key), whole(version)) for key, _, version in pairs]
    return {key: version for key, version in found if key is not None and version is not None}


def _said(outcome: Outcome, asked: int) -> Iterator[tuple[str, str]]:
    if not asked:
        yield "error", "Tick at least one request."
    if outcome.done:
        yield "success", f"{_counted(len(outcome.done))} changed."
    if outcome.left:
        names = ", ".join(map(words.reference, outcome.left))
        yield "warning", f"{_counted(len(outcome.left))} left as they are: {names}. {WHY}"


def _counted(number: int) -> str:
    return f"{number} request{'' if number == 1 else 's'}"


WHY = "Somebody changed them meanwhile, or they cannot be changed so. Look at them again."
DEEDS: dict[str, Callable[[Seen], Outcome]] = {"assign": _assign, "spam": _close_as_spam}
