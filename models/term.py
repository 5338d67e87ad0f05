"""Words that put people down, and what to say instead: staff keep the list."""

from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import choice, rule

NAME_TAKEN = "There is a term of this name already. Change that one instead."


class Level(StrEnum):
    """What a finding does: it stops a publication, or it only tells."""

    BLOCK = "block"
    WARN = "warn"


class Term(Model):
    """One kind of wording and its forms. Plurals follow by themselves (`services/checks/stigma`).

    `number` is its place in the list; a term is changed and never removed.
    """

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("name", info={"field": "name", "says": NAME_TAKEN}),
        rule("name <> ''", "name_given", "name", "Write what the term is called."),
        rule("prefer <> ''", "prefer_given", "prefer", "Write what to say instead."),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    avoid: Mapped[list[str]] = mapped_column(JSON)
    prefer: Mapped[str]
    level: Mapped[Level] = mapped_column(choice(Level))
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"term {self.number}"
