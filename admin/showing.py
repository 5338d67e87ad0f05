"""Template filters: who and when, as people say it."""

from datetime import date, datetime

from flask import Flask, g
from markupsafe import Markup

from services import staff


def init_app(app: Flask) -> None:
    app.add_template_filter(person)
    app.add_template_filter(moment)
    app.add_template_filter(day)


def person(actor: str) -> str:
    """The name of `staff 3`; who is no person stays as it is. Asked for once a request."""
    if "names" not in g:
        g.names = staff.names()
    name: str = g.names.get(actor, actor)
    return name


def moment(at: datetime | None) -> Markup | str:
    """In UTC, since no time zone was confirmed."""
    if at is None:
        return "never"
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), in_utc(at))


def day(on: date | None) -> Markup | str:
    if on is None:
        return "never"
    return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), f"{on.day} {on:%b %Y}")


def in_utc(at: datetime) -> str:
    return f"{at.day} {at:%b %Y, %H:%M} UTC"
