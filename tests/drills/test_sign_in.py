"""Eight browsers at once: no more guesses than allowed, and what works once works once."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, current_app

from models.base import db
from models.staff import Staff
from services import links, staff
from services.attempts import GUESSES
from tests.apps import opened
from tests.drills import signins, work
from tests.drills.guide import Guide
from tests.drills.processes import Crew
from tests.people import QUICK_PASSWORDS, code_of, person

pytestmark = pytest.mark.drill

SIZE = 8
MOST = GUESSES["account and network"]
DONE, SHOWN, GONE, TOO_MANY = 302, 200, 410, 429


@pytest.fixture(scope="module")
def desk(guide: Guide) -> Iterator[Flask]:
    """The staff application over the drill's database, with no connection open meanwhile."""
    shared = {name: guide.app.config[name] for name in ("INSTANCE", "DATABASE_URL")}
    with opened("staff", {**shared, **QUICK_PASSWORDS}) as app:
        yield app


def at_once(guide: Guide, task: work.Task, *arguments: str) -> Counter[int]:
    with Crew(guide.settings, SIZE) as crew:
        return Counter(crew.each(task, [(number, *arguments) for number in range(SIZE)]))


def prepared(desk: Flask, make: Callable[[], Any]) -> Any:
    with desk.app_context():
        try:
            return make()
        finally:
            db.session.remove()
            db.engine.dispose()


def account() -> str:
    return person("editor").email


def with_phone() -> tuple[str, str, str]:
    made = person("editor", second_factor=True)
    return made.email, "/tf-validate", code_of(made)


def with_paper() -> tuple[str, str, str]:
    made = person("editor", second_factor=True)
    code = _recovery_codes(made)[0]
    return made.email, "/mf-recovery", code


def _recovery_codes(made: Staff) -> list[str]:
    codes: list[str] = current_app.extensions[
        "security"
    ].mf_recovery_codes_util.create_recovery_codes(made)
    db.session.commit()
    return codes


def link() -> str:
    email = f"{len(staff.everybody())}@example.com"
    token = links.invite(email, "New", [], "staff 1")[1]
    db.session.commit()
    return f"/link/{token}"


def test_guesses_at_once_are_counted(
    guide: Guide, desk: Flask, counts: Callable[[str], None]
) -> None:
    outcomes = at_once(guide, signins.guess, prepared(desk, account))
    assert outcomes == {SHOWN: MOST, TOO_MANY: SIZE - MOST}
    counts(f"{SIZE} guesses at once on {guide.kind}: {MOST} verified, {SIZE - MOST} refused")


def test_guesses_counted_without_lock_are_found(guide: Guide, desk: Flask) -> None:
    """The control."""
    outcomes = at_once(guide, signins.guess_uncounted, prepared(desk, account))
    assert outcomes != {SHOWN: MOST, TOO_MANY: SIZE - MOST}


@pytest.mark.parametrize("made", [with_phone, with_paper], ids=["phone", "paper"])
def test_code_used_at_once_works_once(
    guide: Guide, desk: Flask, made: Any, counts: Callable[[str], None]
) -> None:
    outcomes = at_once(guide, signins.use_code, *prepared(desk, made))
    assert outcomes == {DONE: 1, SHOWN: SIZE - 1}
    counts(f"one code used by {SIZE} at once on {guide.kind}, {made.__name__}: 1 came in")


@pytest.mark.parametrize("made", [with_phone, with_paper], ids=["phone", "paper"])
def test_code_that_works_again_is_found(guide: Guide, desk: Flask, made: Any) -> None:
    """The control."""
    outcomes = at_once(guide, signins.use_code_kept, *prepared(desk, made))
    assert outcomes[DONE] > 1


def test_link_used_at_once_works_once(
    guide: Guide, desk: Flask, counts: Callable[[str], None]
) -> None:
    outcomes = at_once(guide, signins.use_link, prepared(desk, link))
    assert outcomes == {DONE: 1, GONE: SIZE - 1}
    counts(f"one link used by {SIZE} at once on {guide.kind}: 1 got a password")


def test_link_that_works_again_is_found(guide: Guide, desk: Flask) -> None:
    """The control."""
    assert at_once(guide, signins.use_link_kept, prepared(desk, link))[DONE] > 1


def test_log_is_whole_after_all_of_it(guide: Guide) -> None:
    assert guide.problems() == []
