"""Questions people ask, and the answers."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import MARKDOWN, rule
from models.item import Item


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
