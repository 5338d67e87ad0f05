"""The forms for an applicant's wish and for a legal hold: codes alone, over what was seen."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.validators import StopValidation

from admin.enrollment_forms import NEEDED, Deed
from admin.keeping_words import HOLDS, WAYS, WISHED_BY, WISHES
from models.consent import ConsentPurpose, Wish, WishedBy
from models.enrollment import Enrollment
from services import consents
from services.wishes import Wanted


def _offered(words: Mapping[Any, str], first: str = "Choose one") -> list[tuple[str, str]]:
    return [("", first), *((each.value, said) for each, said in words.items())]


class WishForm(Deed):
    wish = SelectField(
        "What they want",
        [NEEDED],
        choices=[(each.value, said) for each, said in WISHES.items()],
        description="It holds at once. “Delete everything” cannot be undone.",
    )
    way = SelectField("Which way, if only one", choices=_offered(WAYS, "All ways"), default="")
    wished_by = SelectField("How they told us", [NEEDED], choices=_offered(WISHED_BY))

    def offer(self, enrollment: Enrollment) -> "WishForm":
        """Only what can still be stopped."""
        left = consents.left(enrollment)
        ways = {way: said for way, said in WAYS.items() if way in left}
        self.way.choices = _offered(ways, "All ways")
        if consents.is_stopped(enrollment):
            self.wish.choices = [(Wish.DELETE_ALL.value, WISHES[Wish.DELETE_ALL])]
        return self

    def validate_way(self, field: Any) -> None:
        if self.wish.data == Wish.STOP_ONE and not field.data:
            raise StopValidation("Choose which way of contact to stop.")

    def wanted(self) -> Wanted:
        way = ConsentPurpose(self.way.data) if self.way.data else None
        return Wanted(Wish(self.wish.data), WishedBy(self.wished_by.data), way)


class HoldForm(Deed):
    hold_reason = SelectField("Why it must be kept", [NEEDED], choices=_offered(HOLDS))


class LiftForm(Deed):
    """Nothing but what was seen."""
