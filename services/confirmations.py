"""Who answers for the words of the enrollment form: without them production takes no request."""

from sqlalchemy import select

from models.base import db
from models.confirmation import Confirmation
from services import audit, enrollment_form
from services.errors import DomainError


class Changed(DomainError):
    """The words are no longer those that the person read."""

    def __init__(self) -> None:
        super().__init__("The texts have changed since you opened this page. Read them again.")


def is_confirmed() -> bool:
    return find() is not None


def may_ask(environment: str) -> bool:
    """In production only the clinic's own words may ask anybody for anything."""
    return environment != "production" or is_confirmed()


def find() -> Confirmation | None:
    """The confirmation of exactly the words in use."""
    digest = enrollment_form.form_digest()
    return db.session.scalar(select(Confirmation).where(Confirmation.text_digest == digest))


def confirm(seen_digest: str, actor: str) -> Confirmation:
    """The words whose digest the person saw are the clinic's own from now on."""
    if seen_digest != enrollment_form.form_digest():
        raise Changed
    return find() or _add(actor)


def _add(actor: str) -> Confirmation:
    made = Confirmation(text_digest=enrollment_form.form_digest(), confirmed_by=actor)
    made.text = enrollment_form.text()
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "enrollment_form.confirmed", "enrollment form", digest=made.text_digest)
    return made
