"""A moment in a form: what the clocks at the clinic show."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from markupsafe import Markup
from wtforms import DateTimeLocalField, SelectField, ValidationError
from wtforms.validators import Optional

from admin.forms import PlainForm
from services import clinic_time
from services.clinic_time import TwoSuchTimes

CENTURY = range(2000, 2100)


def init_app(app: Flask) -> None:
    app.add_template_filter(clinic_moment)


class Moment(DateTimeLocalField):
    """What clocks show, with no zone."""

    def pre_validate(self, _form: object) -> None:
        if self.data and self.data.year not in CENTURY:
            raise ValidationError("Choose a day of this century.")


class MomentForm(PlainForm):
    """`offset` has choices only where somebody must say which of two moments is meant."""

    moment = Moment("Day and time", [Optional()])
    offset = SelectField("Which of the two", choices=[], validate_choice=False)

    def due_at(self) -> datetime | None:
        """The moment, if one was chosen."""
        if self.moment.data is None:
            return None
        try:
            return clinic_time.moment(self.moment.data, zone(), self.offset.data or "")
        except TwoSuchTimes as twice:
            self.offset.choices = twice.offsets
            raise


def zone() -> ZoneInfo:
    found: ZoneInfo = current_app.config["CLINIC_TIME_ZONE"]
    return found


def clinic_moment(at: datetime) -> Markup:
    """On the clocks at the clinic, with their zone."""
    words = clinic_time.said(at, zone())
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), words)
