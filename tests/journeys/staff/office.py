"""The dashboard on a port of this very process: quick to start, with people signed in at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext

from models.base import db
from models.item import Item
from models.staff import Staff
from services import items
from tests import builders
from tests.admin.pages import path_of
from tests.apps import opened
from tests.guides import Guides
from tests.people import QUICK_PASSWORDS, at_work, person
from tests.serving import served

TERMS = ("one", "two", "three", "four")
_numbers = count(1)


@dataclass(frozen=True)
class Account:
    """Somebody of this office."""

    office: "Office"
    id: int
    email: str

    def enter(self, context: BrowserContext, away: int = 0) -> None:
        """Sign in there; `away` seconds ago was the last sign of life."""
        with self.office.app.app_context():
            client = at_work(self.office.app, db.session.get_one(Staff, self.id))
            with client.session_transaction() as session:
                session["seen"] -= away
            cookie = client.get_cookie("staff")
        assert cookie
        context.add_cookies([{"name": "staff", "value": cookie.value, "url": self.office.url}])


@dataclass(frozen=True)
class Office:
    """The staff application, and what tests put into its database."""

    app: Flask
    url: str

    def account(self, *roles: str, **options: Any) -> Account:
        with self.app.app_context():
            made = person(*roles, **options)
            return Account(self, made.id, made.email)

    def add_section(self, approved: bool = False) -> str:
        """A section with points that no other test touches; gives the address of its form."""
        with self.app.app_context():
            points = [{"term": each, "text": f"Number *{each}*."} for each in TERMS]
            made = builders.make("sections", slug=f"section-{next(_numbers)}", points=points)
            if approved:
                builders.approve({made.id: items.newest_revision(made).id})
            db.session.commit()
            return path_of(made)

    def saved(self, path: str) -> dict[str, Any]:
        """What the record with the form at that address says since its last save."""
        with self.app.app_context():
            item = db.session.get_one(Item, int(path.rpartition("=")[2]))
            return items.newest_revision(item).data


@contextmanager
def open_office(guides: Guides) -> Iterator[Office]:
    """Serve a prepared guide's dashboard on a free port until the block ends."""
    settings = guides.whole("sqlite") | QUICK_PASSWORDS
    with opened("staff", settings) as app, served(app) as url:
        yield Office(app, url)
