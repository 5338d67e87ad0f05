"""What somebody of staff narrows the list of requests down to again and again."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model

LONGEST_NAME = 40


class SavedFilter(Model):
    """One person's own. `query` has choices of known filters, such as `status=received`, and never
    a word that was searched for.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (
        UniqueConstraint("staff_id", "name"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {LONGEST_NAME}", name="name_length"),
        CheckConstraint("query <> ''", name="query_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    query: Mapped[str]
    # The list opens with it.
    opens: Mapped[bool] = mapped_column(default=False)
