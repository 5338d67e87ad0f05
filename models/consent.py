"""Consents: who agreed to what, in which exact words; and what an applicant took back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class ConsentPurpose(StrEnum):
    PRIVACY_NOTICE = "privacy_notice"
    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LEAVE_MESSAGE = "leave_message"


class Origin(StrEnum):
    """How something reached us."""

    WEB = "web"
    TELEPHONE = "telephone"


class Wish(StrEnum):
    """What an applicant no longer wants."""

    STOP_ONE = "stop_one"
    STOP_ALL = "stop_all"
    DELETE_ALL = "delete_all"


class WishedBy(StrEnum):
    """How the wish reached us."""

    CALLED = "called"
    TEXTED_STOP = "texted_stop"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"


class ConsentText(Model):
    """One version of the words that applicants agree to: never edited, only superseded.

    `words` are missing only where requests came before texts were records, and nobody had
    confirmed the form: of those their digest, `sha256`, is all that was kept. A trigger refuses
    UPDATE and DELETE.
    """

    __tablename__ = "consent_text"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_counted"),
        CheckConstraint("words <> ''", name="words_given"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
    )

    text_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    purpose: Mapped[ConsentPurpose] = mapped_column(choice(ConsentPurpose))
    required: Mapped[bool]
    words: Mapped[str | None]
    sha256: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    published_by: Mapped[str]

    def __str__(self) -> str:
        """What the audit log calls it."""
        return f"consent text {self.text_id} {self.version}"


class Consent(Model):
    """One consent of one request. `text_digest` is the SHA-256 of the words that were shown, and
    `origin` how it was given.

    A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "purpose"),
        ForeignKeyConstraint(
            ["text_id", "text_version"], ["consent_text.text_id", "consent_text.version"]
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(choice(ConsentPurpose))
    text_id: Mapped[str]
    text_version: Mapped[int]
    text_digest: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    origin: Mapped[Origin] = mapped_column(choice(Origin), server_default=Origin.WEB)
    text: Mapped[ConsentText] = relationship()


class ConsentWithdrawal(Model):
    """One wish of one applicant: it holds from this moment on.

    Of `stop_one` the `purpose` says which way of contact. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "consent_withdrawal"
    __table_args__ = (
        CheckConstraint("(wish = 'stop_one') = (purpose IS NOT NULL)", name="one_is_named"),
        CheckConstraint("purpose <> 'privacy_notice'", name="notice_was_read"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    wish: Mapped[Wish] = mapped_column(choice(Wish))
    purpose: Mapped[ConsentPurpose | None] = mapped_column(choice(ConsentPurpose))
    wished_by: Mapped[WishedBy] = mapped_column(choice(WishedBy))
    noted_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
