"""Attestations: what a clinician has to check again, and saying that it is still right."""

from dataclasses import dataclass
from datetime import date

from flask import abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin.access import Permission
from admin.attesting import Card
from admin.guard import Guarded
from admin.ids import whole
from admin.reading import Read
from models.attestation import Judgement
from models.base import db
from services import attestations, editions
from services.errors import DomainError

SAID = {
    Judgement.RIGHT: "Noted: still right.",
    Judgement.CHANGE_NEEDED: "Noted: editors see that it needs a change.",
}


@dataclass(frozen=True)
class Line:
    read: Read
    card: Card

    @property
    def order(self) -> tuple[bool, date, str, str]:
        """Never first, then by the day on which it is due."""
        due = self.card.words.due_on
        return due is not None, due or date.min, self.read.type, self.read.title


class AttestationsView(Guarded):
    needs = {"index_view": Permission.READ_GUIDE, "attest_view": Permission.REVIEW}

    def __init__(self) -> None:
        super().__init__("Attestations", "Publishing", endpoint="attestations", url="/attestations")

    @expose("/")
    def index_view(self) -> str:
        return self._page()

    @expose("/attest/", methods=("POST",))
    def attest_view(self) -> ResponseReturnValue:
        """Exactly what was looked at, with one verdict for all of it."""
        verdict = _verdict()
        note = request.form.get("note", "")
        try:
            made = attestations.attest(
                _seen(),
                actor=access.who(),
                verdict=verdict,
                note=note,
                two_people=current_app.config["SECOND_PERSON"],
            )
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
            return self._page()
        flash(SAID[verdict] + (f" Edition {made.number} says so." if made else ""), "success")
        return redirect(self.get_url(".index_view"))

    def _page(self) -> str:
        return self.render(
            "staff/attestations.html",
            lines=_lines(),
            refusal=attestations.refusal_of(access.who()),
            chosen=request.form.getlist("words"),
            note=request.form.get("note", ""),
        )


def _lines() -> list[Line]:
    current = editions.latest()
    if current is None:
        return []
    refusal = attestations.refusal_of(access.who())
    lines = [
        Line(Read(each.resolved, current), Card(each, refusal)) for each in attestations.live()
    ]
    return sorted(lines, key=lambda line: line.order)


def _verdict() -> Judgement:
    said = request.form.get("verdict", "")
    return Judgement(said) if said in set(Judgement) else abort(400)


def _seen() -> dict[int, str]:
    """Item id and digest of each that was chosen; what is neither is nothing anybody looked at."""
    pairs = (each.partition(":") for each in request.form.getlist("words"))
    return {whole(item) or 0: words for item, _, words in pairs}
