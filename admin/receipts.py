"""Receipts of what was deleted: a list, and a page of each to print or to hand out."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin.access import Permission
from admin.choices import of_enum
from admin.filters import ChoiceFilter
from admin.keeping_words import PURGED
from admin.lists import Listed
from admin.showing import day, moment, person
from models.purge_receipt import PurgeReason, PurgeReceipt
from services import purge_receipts, references

READ = Permission.READ_RECEIPTS
COLUMNS = {"reference": "Reference", "at": "Deleted", "reason": "Why", "due_on": "Due"}


class ReceiptsView(Listed):
    needs = dict.fromkeys(("index_view", "details_view"), READ)
    one = "receipt"
    lead = "What was deleted, when and why. Nothing here says who the person was."
    search_label = "Reference"
    column_list = tuple(COLUMNS)
    column_labels = COLUMNS
    column_default_sort = ("id", True)
    column_sortable_list = ("at",)
    column_searchable_list = ("reference",)
    column_filters = (ChoiceFilter(PurgeReceipt.reason, "Why", of_enum(PurgeReason)),)
    column_formatters = {
        "reference": lambda _view, _context, row, _name: references.shown(row.reference),
        "at": lambda _view, _context, row, _name: moment(row.at),
        "reason": lambda _view, _context, row, _name: PURGED[row.reason],
        "due_on": lambda _view, _context, row, _name: day(row.due_on) if row.due_on else "at once",
    }

    def __init__(self) -> None:
        super().__init__(
            PurgeReceipt,
            name="Receipts",
            category="Enrollments",
            endpoint="receipts",
            url="/receipts",
        )

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        receipt: PurgeReceipt = self.get_one(request.args.get("id")) or abort(404)
        return self.render(
            "staff/receipt.html",
            title=f"Receipt {references.shown(receipt.reference)}",
            facts=_facts(receipt),
            epoch=purge_receipts.epoch_of(receipt),
        )

    def row_url(self, row: PurgeReceipt) -> str:
        return str(self.get_url(".details_view", id=row.id))

    def _get_list_extra_args(self) -> object:
        wanted = super()._get_list_extra_args()
        wanted.search = references.plain(wanted.search or "") or None
        return wanted


def _facts(receipt: PurgeReceipt) -> list[tuple[str, object]]:
    rule = f"{receipt.policy_days} days" if receipt.policy_days else "no rule: at once"
    return [
        ("Reference", references.shown(receipt.reference)),
        ("Deleted", moment(receipt.at)),
        ("Why", PURGED[receipt.reason]),
        ("Rule", rule),
        ("Due", day(receipt.due_on) if receipt.due_on else "at once"),
        ("Deleted by", person(receipt.purged_by)),
        ("Form that the person saw (SHA-256)", receipt.form_digest),
        ("Key that it was sealed to", receipt.key_id),
    ]
