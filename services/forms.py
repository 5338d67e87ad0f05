"""The form in use, and the forms that people were shown."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from models.base import db, table_of
from models.enrollment import Enrollment
from models.form_version import FormVersion
from services import consent_texts, enrollment_form
from services.form import Form

_VERSIONS = table_of(FormVersion)
_KEPT = select(_VERSIONS.c.digest).where(_VERSIONS.c.digest == bindparam("digest"))


def current() -> Form:
    """With the consent texts that were published last: one short query."""
    return enrollment_form.with_texts(consent_texts.newest())


def shown_to(enrollment: Enrollment) -> Form:
    """The form that this person saw; today's, where nobody kept that one."""
    kept = enrollment.form.text
    return Form(kept) if kept else current()


def is_kept(enrollment: Enrollment) -> bool:
    """Whether it is known what the person saw."""
    return enrollment.form.text is not None


def keep(form: Form, at: datetime) -> None:
    """Before the first request that was made with it; whoever calls holds the lock of the intake.

    Others wait meanwhile: that is one look at a key, and nothing more but once for each form.
    """
    if db.session.execute(_KEPT, {"digest": form.digest}).first():
        return
    consent_texts.publish_missing(form.consents)
    row = {"digest": form.digest, "text": form.text, "first_used_at": at}
    db.session.execute(insert(_VERSIONS), row)
