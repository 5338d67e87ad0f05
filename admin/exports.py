"""Exports and disclosures: asked for, answered by a second person, downloaded, on record."""

from typing import Any

from flask import abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access, export_files, export_words
from admin.access import Permission
from admin.attachments import attached
from admin.enrollment_page import opening_keys
from admin.export_form import ExportForm
from admin.guard import Guarded
from admin.ids import whole
from models.base import db
from models.columns import utcnow
from models.disclosure import Disclosure, Format
from models.export import Export
from services import confirmations, disclosures, exports, handover, telling
from services.errors import DomainError
from services.policies import EXPORTING

READ = Permission.READ_DISCLOSURES
MOST = 100
DOWNLOADS = (Format.CSV, Format.JSON)


class ExportsView(Guarded):
    needs = {
        **dict.fromkeys(("index_view", "details_view", "receipt_view"), READ),
        **dict.fromkeys(("create_view", "download_view"), Permission.ASK_EXPORTS),
        "answer_view": Permission.ANSWER_EXPORTS,
    }

    def __init__(self) -> None:
        super().__init__("Exports", "Enrollments", endpoint="exports", url="/exports")

    @expose("/")
    def index_view(self) -> str:
        given = disclosures.newest(MOST)
        return self.render("staff/exports.html", asked=exports.newest(MOST), given=given, most=MOST)

    @expose("/details/")
    def details_view(self) -> str:
        return self._page(_export(request.args.get("id")))

    @expose("/receipt/")
    def receipt_view(self) -> str:
        found = disclosures.find(whole(request.args.get("id")) or 0) or abort(404)
        return self.render("staff/disclosure.html", one=found, notice=handover.notice())

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        sent = request.form if request.method == "POST" else None
        form = ExportForm(sent, data={"reference": request.args.get("reference", "")})
        if sent and form.validate():
            try:
                made = exports.ask(form.wanted(), form.terms(), access.who())
                db.session.commit()
                flash("Asked. Another person must answer.", "success")
                return redirect(self._address(made))
            except DomainError as refused:
                db.session.rollback()
                form.form_errors.append(str(refused))
        return self.render("staff/export_new.html", form=form, most=EXPORTING.most)

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> ResponseReturnValue:
        export = _export(request.form.get("id"))
        is_approved = {"approve": True, "refuse": False}.get(request.form.get("answer", ""))
        try:
            if is_approved is None:
                abort(400)
            _answer(export, is_approved)
            db.session.commit()
            flash("Approved." if is_approved else "Refused.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self._address(export))

    @expose("/download/", methods=("POST",))
    def download_view(self) -> ResponseReturnValue:
        """Committed before anything is opened, and again before anything is sent."""
        export, format_ = _export(request.form.get("id")), _format()
        try:
            made = exports.begin(export, format_, access.who())
            db.session.commit()
            return _sent(made)
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self._address(export))

    def render(self, template: str, **context: Any) -> str:
        told = {"words": export_words, "confirmed": confirmations.is_confirmed()}
        return super().render(template, **told, **context)

    def _page(self, export: Export) -> str:
        who, two = access.who(), current_app.config["SECOND_PERSON"]
        return self.render(
            "staff/export.html",
            one=export,
            no_answering=exports.refusal_to_answer(export, who, two),
            own=export.asked_by == who.name,
            no_download=exports.refusal_to_download(export, who, utcnow()),
            formats=DOWNLOADS,
            given=disclosures.of_export(export),
        )

    def _address(self, export: Export) -> str:
        return str(self.get_url(".details_view", id=export.id))


def _export(given: str | None) -> Export:
    return exports.find(whole(given) or 0) or abort(404)


def _format() -> Format:
    given = request.form.get("format", "")
    return Format(given) if given in DOWNLOADS else abort(400)


def _answer(export: Export, is_approved: bool) -> None:
    if is_approved:
        exports.approve(export, access.who(), current_app.config["SECOND_PERSON"])
    else:
        exports.refuse(export, access.who())


def _sent(disclosure: Disclosure) -> ResponseReturnValue:
    records = telling.records(disclosure, opening_keys())
    data, mimetype = export_files.made(disclosure, records)
    disclosures.note_file(disclosure, data)
    db.session.commit()
    return attached(data, f"disclosure-{disclosure.id}.{disclosure.format.value}", mimetype)
