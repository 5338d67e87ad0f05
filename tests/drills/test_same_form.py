"""Eight people send the same form to a server of two workers: one is saved, seven are told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.base import db
from models.item import Item
from models.revision import Revision
from models.section import GuideSection
from services import items, snapshot
from tests.apps import opened
from tests.drills.desk import Person
from tests.drills.family import Family
from tests.forms import Form
from tests.people import person
from tests.servers import Server

pytestmark = pytest.mark.drill

PEOPLE = 8
SLUG = "before-you-start"


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {"STAFF_WORKERS": "2", "WORKERS": "1"}


@pytest.fixture(scope="module")
def app(running: Server) -> Iterator[Flask]:
    """The staff application over the running server's data, to look behind its back."""
    environ = running.environ
    shared = {"INSTANCE": Path(environ["INSTANCE"]), "DATABASE_URL": environ["DATABASE_URL"]}
    with opened("staff", shared) as app:
        yield app


@pytest.fixture(scope="module")
def people(running: Server, app: Flask) -> list[Person]:
    with app.app_context():
        emails = [person("editor").email for _ in range(PEOPLE)]
    found = [Person(running.staff_url, each) for each in emails]
    for each in found:
        each.sign_in()
    return found


def test_one_of_eight_is_saved(
    running: Server, app: Flask, people: list[Person], counts: Callable[[str], None]
) -> None:
    assert len(Family(running).workers("staff")) == 2
    path, before = _look(app)
    forms = [each.open_form(path) for each in people]
    answers = _send_at_once(people, path, forms)
    told = [number for number, each in enumerate(answers) if "Somebody saved first" in each]
    saved = [number for number, each in enumerate(answers) if "Saved as revision" in each]
    assert (len(saved), len(told)) == (1, PEOPLE - 1)
    assert [_typed(answers[each]) for each in told] == [_words(each) for each in told]
    assert _one_more(app, before, _words(saved[0]))
    kind = running.environ["DATABASE_URL"].partition(":")[0]
    counts(f"the same form from {PEOPLE} people on {kind}: 1 saved, {len(told)} told, 1 revision")


def test_form_that_is_not_stale_is_saved(app: Flask, people: list[Person]) -> None:
    """The control: one after the other, everybody's text is saved."""
    path, _ = _look(app)
    answers = []
    for number, each in enumerate(people):
        form = each.open_form(path).typed(title=f"In turn {number}")
        answers.append(each.post(path, form.data()))
    assert all("Saved as revision" in each for each in answers)


def _look(app: Flask) -> tuple[str, int]:
    """The form's address, and how many revisions there are."""
    with app.app_context():
        item = _section()
        count = db.session.scalar(select(func.count()).select_from(Revision)) or 0
        return f"/sections/edit/?id={item.id}", count


def _send_at_once(people: list[Person], path: str, forms: list[Form]) -> list[str]:
    barrier = Barrier(len(people))

    def send(number: int) -> str:
        first, *rest = _words(number)
        typed = {"title": first, "points-0-text": rest[0], "points-1-term": rest[1]}
        data = forms[number].typed(**typed).data()
        barrier.wait(10)
        return people[number].post(path, data)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(send, range(len(people))))


def _words(number: int) -> list[str]:
    return [f"Title of {number}", f"Text of {number}", f"Term of {number}"]


def _typed(page: str) -> list[str | None]:
    form = Form(page)
    return [form.value(name) for name in ("title", "points-0-text", "points-1-term")]


def _one_more(app: Flask, before: int, words: list[str]) -> bool:
    """One new revision, and it says what the row and its points say: the words of who won."""
    with app.app_context():
        item = _section()
        newest = items.newest_revision(item).data
        points = newest["points"]
        count = db.session.scalar(select(func.count()).select_from(Revision))
        assert newest == snapshot.take(item)
        assert [newest["title"], points[0]["text"], points[1]["term"]] == words
        return count == before + 1


def _section() -> Item:
    return db.session.scalars(select(GuideSection).where(GuideSection.slug == SLUG)).one()
