"""The form of one term to avoid."""

from typing import Any

from wtforms import HiddenField, SelectField

from admin.choices import Choices
from admin.fields import LongText, Text
from admin.findings import WORDS
from admin.forms import PlainForm
from admin.ids import whole
from models.term import Level, Term
from services.errors import DomainError, InvalidItem
from services.terms import TermData

LEVELS: Choices = [(each.value, WORDS[each]) for each in Level]

OF_THE_TERM = ("name", "prefer", "level", "reason")


class TermForm(PlainForm):
    name = Text("Term", description="What this kind of wording is called. It cannot change later.")
    avoid = LongText(
        "Words to avoid",
        description="One word or phrase in each line. Plurals and “'s” are found by themselves.",
    )
    prefer = Text("Say instead", description="Several ways with a semicolon between them.")
    level = SelectField(
        "A finding", choices=LEVELS, description="“Must change” keeps a text from being published."
    )
    reason = LongText("Why", description="Where this comes from, for colleagues.")
    lock_version = HiddenField()

    def record(self) -> TermData:
        lines = (self.avoid.data or "").splitlines()
        said = {name: value or "" for name, value in self.data.items() if name in OF_THE_TERM}
        return {**said, "avoid": lines}

    def seen_version(self) -> int:
        """0, which no term ever has, for what is no version."""
        return whole(self.lock_version.data) or 0

    def blame(self, refused: DomainError) -> None:
        if isinstance(refused, InvalidItem) and refused.where in self:
            self[refused.where].errors = [refused.says[0].upper() + refused.says[1:]]
        else:
            self.form_errors.append(str(refused))


def shown(term: Term | None) -> dict[str, Any]:
    """What the form of that term opens with."""
    if term is None:
        return {}
    plain = {name: getattr(term, name) for name in ("prefer", "reason")}
    said = {"avoid": "\n".join(term.avoid), "level": term.level.value}
    return {**plain, **said, "lock_version": term.version}
