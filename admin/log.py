"""The audit log: who did what, append only."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin.access import Permission
from admin.lists import Listed
from admin.showing import moment, person
from admin.words import label
from models.audit import AuditEvent
from services.snapshot import Data

READ = Permission.READ_AUDIT


class AuditView(Listed):
    needs = dict.fromkeys(("index_view", "details_view", "export_view"), READ)
    one = "event"
    lead = "Every save, publication and change of accounts. Nothing here ever changes."
    column_list = ("place", "at", "actor", "action", "target")
    column_labels = dict(zip(column_list, ("Number", "When", "Who", "What", "To"), strict=True))
    column_default_sort = ("place", True)
    column_sortable_list = ("place",)
    column_searchable_list = ("actor", "action", "target")
    column_formatters = {
        "at": lambda _view, _context, event, _name: moment(event.at),
        "actor": lambda _view, _context, event, _name: person(event.actor),
        "action": lambda _view, _context, event, _name: _plain(event.action),
        "target": lambda _view, _context, event, _name: _target(event),
    }

    def __init__(self) -> None:
        super().__init__(
            AuditEvent, name="Audit log", category="Administration", endpoint="audit", url="/audit"
        )

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        event = self.get_one(request.args.get("id")) or abort(404)
        facts = [
            ("When", moment(event.at)),
            ("Who", person(event.actor)),
            ("What", _plain(event.action)),
            ("To", _target(event)),
            *((_plain(name), value) for name, value in event.detail.items()),
            ("Digest of this event", event.digest),
            ("Digest of the event before", event.previous_digest),
        ]
        back = {"back_url": self.get_url(".index_view"), "back_name": self.name}
        return self.render("staff/details.html", title=f"Event {event.place}", facts=facts, **back)

    def row_url(self, event: AuditEvent) -> str:
        return str(self.get_url(".details_view", id=event.place))

    def export_row(self, event: AuditEvent) -> Data:
        return {each.key: getattr(event, each.key) for each in AuditEvent.__table__.columns}


def _plain(code: str) -> str:
    """`item.saved` as people read it."""
    return label(code.replace(".", "_"))


def _target(event: AuditEvent) -> str:
    """A person's name; of a record its type and its slug."""
    kind, space, rest = person(event.target).partition(" ")
    return f"{label(kind)}{space}{rest}" if "_" in kind else f"{kind}{space}{rest}"
