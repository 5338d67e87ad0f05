"""The words of the enrollment form as they stand, who answers for them, and new consent texts."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from wtforms import HiddenField
from wtforms.validators import DataRequired, Length

from admin import access, enrollment_words, keeping_words
from admin.access import Permission
from admin.fields import LongText
from admin.forms import PlainForm
from admin.guard import Guarded
from admin.signin import fresh
from models.base import db
from services import confirmations, consent_texts, forms, wording
from services.errors import DomainError
from services.form import ConsentWords

PUBLISHED = (
    "Published. The form has other words now: until they are confirmed, a live site takes no "
    "requests."
)


class TextForm(PlainForm):
    """`seen` is the version over which somebody writes."""

    seen = HiddenField()
    words = LongText("The words", [DataRequired(), Length(max=consent_texts.LONGEST)])


class TextsView(Guarded):
    needs = dict.fromkeys(("index_view", "text_view"), Permission.CONFIRM_TEXTS)

    def __init__(self) -> None:
        super().__init__("Form texts", "Enrollments", endpoint="texts", url="/texts")

    @expose("/", methods=("GET", "POST"))
    def index_view(self) -> ResponseReturnValue:
        if request.method == "POST":
            return self._confirm() if fresh.is_fresh() else fresh.ask()
        form = forms.current()
        return self.render(
            "staff/texts.html",
            words=enrollment_words,
            texts=form.source,
            consents=form.consents,
            digest=form.digest,
            confirmation=confirmations.find(form),
        )

    @expose("/text/", methods=("GET", "POST"))
    def text_view(self) -> ResponseReturnValue:
        """One consent text through its versions; what a new one changes is shown before it is."""
        text = _named(request.args.get("id"))
        sent = request.method == "POST"
        form = TextForm(request.form if sent else None, data={"words": text.words})
        is_whole = sent and form.validate()
        if is_whole and "publish" in request.form:
            return self._publish(text, form) if fresh.is_fresh() else fresh.ask()
        return self._show(text, form, (form.words.data or "") if is_whole else text.words)

    def _confirm(self) -> ResponseReturnValue:
        """Exactly the words that were shown, by their digest."""
        try:
            confirmations.confirm(request.form.get("digest", ""), access.actor())
            db.session.commit()
            flash("Confirmed. Requests can come in with these words.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self.get_url(".index_view"))

    def _publish(self, text: ConsentWords, form: TextForm) -> ResponseReturnValue:
        try:
            if form.seen.data != str(text.version):
                raise consent_texts.Superseded
            consent_texts.supersede(text, form.words.data or "", access.actor())
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            form.words.errors = [str(refused)]
            # From here on they write over what they see now.
            form.seen.data = str(text.version)
            return self._show(text, form, form.words.data or "")
        flash(PUBLISHED, "success")
        flash(request.full_path, "saved")
        return redirect(self.get_url(".index_view"))

    def _show(self, text: ConsentWords, form: TextForm, typed: str) -> str:
        changed = list(wording.parts(text.words, typed)) if typed != text.words else []
        return self.render(
            "staff/text.html",
            text=text,
            title=keeping_words.PURPOSES[text.purpose],
            form=form,
            changed=changed,
            versions=consent_texts.versions(text.id),
        )


def _named(text_id: str | None) -> ConsentWords:
    found = (each for each in forms.current().consents if each.id == text_id)
    return next(found, None) or abort(404)
