"""What stands in the menu: the views that whoever is signed in may open, in their groups."""

from dataclasses import dataclass

from flask import Flask, current_app, request

from admin.guard import Guarded


@dataclass(frozen=True)
class Entry:
    name: str
    url: str
    group: str
    current: bool


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"nav": nav})


def nav() -> list[Entry]:
    """In the order in which the views were added."""
    admin = current_app.extensions["admin"][0]
    shown = [each for each in admin._views if each.is_visible() and each.is_accessible()]
    return [_entry(each) for each in shown]


def _entry(view: Guarded) -> Entry:
    current = request.blueprint == view.endpoint
    url = view.get_url(f"{view.endpoint}.{view._default_view}")
    return Entry(str(view.name), url, view.category or "", current)
