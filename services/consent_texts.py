"""Consent texts through their versions: published, superseded by a newer one, never edited."""

from sqlalchemy import select

from models.base import db, table_of
from models.consent import ConsentText
from services import audit, intake_limits
from services.actors import SYSTEM
from services.canonical import digest
from services.enrollment_form import Published, shipped
from services.errors import DomainError
from services.form import ConsentWords

LONGEST = 1000
_TEXTS = table_of(ConsentText).c
# Made once: each request to enroll asks it.
_WITH_WORDS = (
    select(_TEXTS.text_id, _TEXTS.version, _TEXTS.required, _TEXTS.words)
    .where(_TEXTS.words.is_not(None))
    .order_by(_TEXTS.text_id, _TEXTS.version)
)


class Superseded(DomainError):
    """Somebody wrote a newer version first."""

    def __init__(self) -> None:
        super().__init__("Somebody else published a newer version. Read it first.")


def newest() -> tuple[Published, ...]:
    """Of each text the version that forms show, where its words are known."""
    by_id = {text_id: (text_id, *rest) for text_id, *rest in db.session.execute(_WITH_WORDS)}
    return tuple(by_id.values())


def versions(text_id: str) -> list[ConsentText]:
    """The newest first."""
    query = select(ConsentText).where(ConsentText.text_id == text_id)
    return list(db.session.scalars(query.order_by(ConsentText.version.desc())))


def publish_missing(texts: tuple[ConsentWords, ...]) -> int:
    """The first version of each text that has none; what is there stays. Gives how many."""
    known = {text_id for text_id, *_ in newest()}
    missing = [each for each in texts if each.id not in known]
    for each in missing:
        there = [one.version for one in versions(each.id)]
        version = max([each.version - 1, *there]) + 1
        _publish(each, version, each.words, SYSTEM.name)
    return len(missing)


def supersede(current: ConsentWords, words: str, actor: str) -> ConsentText:
    """The next version: `current` is the one that the person saw, and it stays readable.

    The form is another one from now on, which nobody has confirmed.
    """
    text = " ".join(words.split())
    if refusal := refusal_of(current, text):
        raise DomainError(refusal)
    # Requests and other writers of texts come one after the other.
    intake_limits.lock()
    there = max((each.version for each in versions(current.id)), default=0)
    if there != current.version:
        raise Superseded
    return _publish(current, there + 1, text, actor)


def refusal_of(current: ConsentWords, text: str) -> str | None:
    if not text:
        return "Write the words that applicants agree to."
    if len(text) > LONGEST:
        return f"Write at most {LONGEST} characters."
    return "These are the words of today." if text == current.words else None


def _publish(each: ConsentWords, version: int, words: str, actor: str) -> ConsentText:
    made = ConsentText(
        text_id=each.id,
        version=version,
        language=shipped().language,
        purpose=each.purpose,
        required=each.required,
        words=words,
        sha256=digest(words.encode()),
        published_by=actor,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "consent_text.published", str(made), digest=made.sha256)
    return made
