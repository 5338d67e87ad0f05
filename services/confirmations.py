"""Who answers for the words of the enrollment form: without them production takes no request."""

from sqlalchemy import select

from models.base import db
from models.confirmation import Confirmation
from services import audit, forms
from services.errors import DomainError
from services.form import Form


class Changed(DomainError):
    """The words are no longer those that the person read."""

    def __init__(self) -> None:
        super().__init__("The texts have changed since you opened this page. Read them again.")


def is_confirmed(form: Form | None = None) -> bool:
    """Of the form in use, if no other is named."""
    return find(form) is not None


def may_ask(environment: str, form: Form | None = None) -> bool:
    """In production only the clinic's own words may ask anybody for anything."""
    return environment != "production" or is_confirmed(form)


def find(form: Form | None = None) -> Confirmation | None:
    """The confirmation of exactly these words."""
    digest = (form or forms.current()).digest
    return db.session.scalar(select(Confirmation).where(Confirmation.text_digest == digest))


def confirm(seen_digest: str, actor: str) -> Confirmation:
    """The words whose digest the person saw are the clinic's own from now on."""
    form = forms.current()
    if seen_digest != form.digest:
        raise Changed
    return find(form) or _add(form, actor)


def _add(form: Form, actor: str) -> Confirmation:
    made = Confirmation(text_digest=form.digest, text=form.text, confirmed_by=actor)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "enrollment_form.confirmed", "enrollment form", digest=made.text_digest)
    return made
