"""E-mail at the desk: what waits, what failed and why, sending it again. No address is shown."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from markupsafe import Markup
from sqlalchemy.orm import joinedload

from admin import access, mail_words
from admin.access import Permission
from admin.choices import of_enum
from admin.enrollment_words import age
from admin.filters import ChoiceFilter
from admin.lists import Listed
from models.base import db
from models.enrollment import Enrollment
from models.message import Message, MessageState, Template
from services import mail_standing, mailing, references
from services.errors import DomainError

READ = Permission.READ_ENROLLMENTS
COLUMNS = {
    "template": "Message",
    "enrollment_id": "To",
    "made_at": "Age",
    "state": "State",
    "attempts": "Tries",
    "last_result": "Came of it",
}


class FailingFilter(ChoiceFilter):
    """What somebody must look at."""

    def __init__(self) -> None:
        super().__init__(Message.id, "Needs a look", [("yes", "Yes")])

    def clause(self, _value: str) -> Any:
        return mail_standing.is_failing()


class MessagesView(Listed):
    needs = dict.fromkeys(("index_view", "details_view", "again_view"), READ)
    list_template = "staff/messages.html"
    one = "message"
    lead = (
        "E-mail to applicants who asked for a receipt, and to staff when something waits. "
        "Who sends looks the address up; it stands on no page here."
    )
    search_label = "Reference"
    column_list = tuple(COLUMNS)
    column_labels = COLUMNS
    column_default_sort = ("id", True)
    column_sortable_list = ("made_at", "attempts")
    column_searchable_list = ("enrollment.reference",)
    column_filters = [
        ChoiceFilter(Message.state, "State", of_enum(MessageState)),
        ChoiceFilter(Message.template, "Message", of_enum(Template)),
        FailingFilter(),
    ]

    def __init__(self) -> None:
        self.column_formatters = {
            name: lambda _view, _context, row, _name, show=show: show(row)
            for name, show in FORMATTERS.items()
        }
        options = {"name": "Messages", "category": "Enrollments"}
        super().__init__(Message, endpoint="messages", url="/messages", **options)

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        found = self.get_one(request.args.get("id")) or abort(404)
        return self.render("staff/message.html", one=found)

    @expose("/again/", methods=("POST",))
    def again_view(self) -> ResponseReturnValue:
        found = self.get_one(request.form.get("id")) or abort(404)
        try:
            mailing.send_again(found, access.actor())
            db.session.commit()
            flash("It is sent again. Look in a moment.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self.row_url(found))

    def row_url(self, row: Message) -> str:
        return str(self.get_url(".details_view", id=row.id))

    def get_query(self) -> Any:
        one = joinedload(Message.enrollment).load_only(Enrollment.reference)
        return super().get_query().options(one)

    def render(self, template: str, **context: Any) -> str:
        return super().render(template, mail_words=mail_words, **context)

    def _get_list_extra_args(self) -> Any:
        wanted = super()._get_list_extra_args()
        # However it was written down or said on the telephone.
        wanted.search = references.plain(wanted.search or "") or None
        return wanted


TIGHT = Markup('<span class="tight">{}</span>')
FORMATTERS = {
    "template": mail_words.template,
    "enrollment_id": lambda row: TIGHT.format(mail_words.to(row)),
    "made_at": lambda row: age(row.made_at),
    "state": mail_words.state,
    "attempts": lambda row: row.attempts or "none",
    "last_result": lambda row: mail_words.result(row.last_result),
}
