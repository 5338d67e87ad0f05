"""Questions people ask, and the answers."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.item import Item


class Faq(Item):
    __tablename__ = "faq"
    __table_args__ = (CheckConstraint("question <> ''", name="question_given"),)
    __mapper_args__ = {"polymorphic_identity": "faq"}

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    question: Mapped[str]
    answer: Mapped[str]
    topic: Mapped[str]
