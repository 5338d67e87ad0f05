"""Looking at what an applicant told us: on record and committed first, opened and written after."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin import access
from admin import enrollment_words as words
from admin.attachments import attached
from admin.contact import Contact
from admin.enrollment_forms import RevealForm
from admin.enrollment_page import EnrollmentPage, opening_keys
from models.base import db
from models.enrollment import Enrollment
from services import disclosures, forms, handover, looks, reveals
from services.canonical import digest
from services.errors import DomainError
from services.reveals import Reason

MANY = (
    "You looked at contact data {} times within an hour. That is more than is usual: it is on "
    "record, and auditors and administrators are told."
)


class Revealing(EnrollmentPage):
    """The two ways by which contact data of one request leaves the database."""

    @expose("/reveal/", methods=("POST",))
    def reveal_view(self) -> ResponseReturnValue:
        """The page with the contact data in it: an answer that nothing keeps."""
        enrollment, form = self.asked_for(), RevealForm(request.form)
        if not form.validate():
            return self.page(enrollment, wrong=form)
        permit = reveals.ask(enrollment, Reason(form.reason.data), access.actor())
        db.session.commit()
        _warn_of_many()
        try:
            told = reveals.contents(permit, opening_keys())
            return self.page(enrollment, contact=Contact(told, forms.shown_to(enrollment)))
        except DomainError as refused:
            return self._refuse(enrollment, refused)

    @expose("/handover/", methods=("POST",))
    def handover_view(self) -> ResponseReturnValue:
        """The request as a file, with the notice that must go with it."""
        enrollment = self.asked_for()
        try:
            made = disclosures.record_handover(enrollment, access.actor())
            # Last: it locks the end of the audit log, and others wait for this request there.
            permit = handover.ask(enrollment, access.actor())
            db.session.commit()
            _warn_of_many()
            file = _with_digest(handover.text(permit, opening_keys()))
        except DomainError as refused:
            return self._refuse(enrollment, refused)
        disclosures.note_file(made, file)
        db.session.commit()
        return attached(file, f"request-{words.reference(enrollment)}.txt", "text/plain")

    def _refuse(self, enrollment: Enrollment, refused: DomainError) -> ResponseReturnValue:
        flash(str(refused), "error")
        return self.page(enrollment)


def _warn_of_many() -> None:
    """Who looks at many is told that others are told."""
    times = looks.recent(access.actor())
    if looks.are_many(times):
        flash(MANY.format(times), "warning")


def _with_digest(text: str) -> bytes:
    """Its last line is the digest of all that stands above it."""
    return f"{text}SHA-256 of all above: {digest(text.encode())}\n".encode()
