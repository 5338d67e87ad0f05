"""Attestations: a clinician checked what the public reads, apart from any edit."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime, choice, utcnow


class Judgement(StrEnum):
    """What a clinician says of a whole item."""

    RIGHT = "right"
    CHANGE_NEEDED = "change_needed"


class Attestation(Model):
    """Somebody stands for it that these very words are right, or says that they are not.

    `digest` is that of the resolved source, as in an approval. A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "revision_id"], ["revision.item_id", "revision.id"]),
        CheckConstraint("verdict <> 'change_needed' OR note <> ''", name="change_says_what"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    revision_id: Mapped[int]
    digest: Mapped[str]
    verdict: Mapped[Judgement] = mapped_column(choice(Judgement))
    note: Mapped[str] = mapped_column(default="")
    attested_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
