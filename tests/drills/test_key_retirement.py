"""A retirement killed anywhere loses nothing, and the next one goes on from there."""

import signal
from collections.abc import Callable

import pytest
from flask import current_app

from models.base import db
from models.enrollment import Enrollment
from services import keyring, opening, resealing
from tests.drills.guide import Guide
from tests.drills.retirements import POINTS, Point, run
from tests.enrolling import people, received

pytestmark = pytest.mark.drill

RECORDS = 600


@pytest.fixture(scope="module")
def names(guide: Guide) -> dict[str, str]:
    """What each record says, by its reference; all are sealed to a pair that retires."""
    with guide.opened():
        made = [received(**each) for each in people(RECORDS, seed=7)]
        names = {each.reference: _name(each, guide) for each in made}
    assert run(guide.settings, "rotate") == 0
    return names


def test_killed_at_ten_points_it_loses_nothing(
    guide: Guide, names: dict[str, str], counts: Callable[[str], None]
) -> None:
    left = [_after_kill(guide, names, point) for point in POINTS]
    assert run(guide.settings, "retire") == 0
    assert _opened(guide) == names
    assert (_left(guide), left == sorted(left, reverse=True)) == (0, True)
    counts(f"retirement killed on {guide.kind}: {len(POINTS)} times, left after each: {left}")


def test_record_that_was_sealed_to_nobody_is_found(guide: Guide, names: dict[str, str]) -> None:
    """The control: one record whose new seal is not whole."""
    with guide.opened():
        spoiled = db.session.query(Enrollment).first()
        assert spoiled
        spoiled.sealed = spoiled.sealed[:-1] + bytes([spoiled.sealed[-1] ^ 1])
        db.session.commit()
    with pytest.raises(keyring.CannotOpen):
        _opened(guide)


def _after_kill(guide: Guide, names: dict[str, str], point: Point) -> int:
    assert run(guide.settings, "retire", point) == -signal.SIGKILL, point
    assert _opened(guide) == names
    return _left(guide)


def _opened(guide: Guide) -> dict[str, str]:
    with guide.opened():
        found = db.session.scalars(db.select(Enrollment)).all()
        return {each.reference: _name(each, guide) for each in found}


def _name(enrollment: Enrollment, guide: Guide) -> str:
    keys = keyring.opening_keys(guide.settings["INSTANCE"] / "keys" / "opening")
    return str(opening.contents(enrollment, keys)["name"])


def _left(guide: Guide) -> int:
    with guide.opened():
        return resealing.count(keyring.sealing_key(current_app.config["SEALING_KEYS"]))
