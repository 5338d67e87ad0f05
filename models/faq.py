"""Questions people ask, and the answers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import MARKDOWN, rule
from models.item import Claim, Item

# The topic that says nothing clinical.
NOT_CLINICAL = "cost"


class Faq(Item):
    __tablename__ = "faq"
    __table_args__ = (rule("question <> ''", "question_given", "question", "Write the question."),)
    __mapper_args__ = {"polymorphic_identity": "faq"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    question: Mapped[str] = mapped_column(doc="In the words of the person who asks.")
    answer: Mapped[str] = mapped_column(
        info=MARKDOWN, doc="The answer first, then why. Short sentences."
    )
    topic: Mapped[str] = mapped_column(doc="Questions of one topic stand together.")

    @classmethod
    def claims(cls, data: Mapping[str, Any]) -> list[Claim]:
        return [] if data["topic"] == NOT_CLINICAL else super().claims(data)
