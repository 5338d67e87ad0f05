"""Two people approve at once what names each other: the second waits, and reads what came of it.

Else each would sign words with the other's change in them that neither has read.
"""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.base import db
from services import items, subjects, workflow
from services.asking import Asked
from services.workflow import Verb
from tests.apps import opened
from tests.builders import EDITOR, REVIEWER, edit, first, type_called
from tests.guides import Guides

pytestmark = pytest.mark.drill


@pytest.fixture
def waiting(guides: Guides) -> Iterator[Flask]:
    """A fact and a text that names it are in review. SQLite has one writer at a time anyway."""
    with opened("public", guides.small("postgresql")) as app:
        with app.app_context():
            edit(dose(), value="60 mg")
            answer = items.newest_revision(first("faqs")).data["answer"]
            edit(first("faqs"), answer=f"Take {{{{ tablet-dose }}}} a day. {answer}")
            for each in (dose(), first("faqs")):
                workflow.perform(Verb.SUBMIT, Asked(subjects.of(each), EDITOR))
            db.session.commit()
        yield app


def dose():
    return items.find(type_called("facts"), "tablet-dose")


def approve(item):
    workflow.perform(Verb.APPROVE, Asked(subjects.of(item), REVIEWER))


def outcome_of_another(app: Flask) -> str:
    """Of an approval that waits for at most a moment."""
    said = []

    def act() -> None:
        with app.app_context():
            db.session.execute(text("SET LOCAL lock_timeout = '300ms'"))
            try:
                approve(dose())
                said.append("approved")
            except OperationalError:
                said.append("waits")
            db.session.rollback()

    thread = Thread(target=act)
    thread.start()
    thread.join()
    return said[0]


def test_second_approval_waits_for_the_first(waiting: Flask) -> None:
    with waiting.app_context():
        approve(first("faqs"))
        during = outcome_of_another(waiting)
        db.session.commit()
    assert (during, outcome_of_another(waiting)) == ("waits", "approved")
