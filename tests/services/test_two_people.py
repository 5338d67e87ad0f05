"""Whatever people do at the desk: what the public reads was approved by somebody outside its
authors, word for word, or the glass was broken for it.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.base import db
from tests.apps import undone
from tests.services.desk_game import Game, board
from tests.services.desk_moves import STEPS, moves

# To make a failing run shorter takes minutes, and 30 steps can be read.
QUICK = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "phases": [Phase.generate],
}


def played(app: Flask, seed: int, two_people: bool = True) -> Game:
    with undone(app):
        game = Game(two_people)
        for move in moves(seed):
            game.play(*move)
        game.check()
        return game


def runs(app: Flask, many: int, two_people: bool = True) -> Counter[str]:
    """So many runs of 30 steps; gives how often each step was taken."""
    told: Counter[str] = Counter()

    @settings(max_examples=many, derandomize=True, **QUICK)
    @given(seed=st.integers(0, 2**32))
    def run(seed: int) -> None:
        told.update(played(app, seed, two_people).done)

    run()
    return told


def test_board_has_what_the_moves_name(session: None) -> None:
    assert len(board()) == 6


def test_nothing_goes_out_on_one_persons_word(app: Flask) -> None:
    assert runs(app, 2)["save"] > 0


@pytest.mark.drill
def test_two_hundred_runs(app: Flask, counts: Callable[[str], None]) -> None:
    told = runs(app, 200)
    with app.app_context():
        name = db.engine.dialect.name
    said = ", ".join(f"{each} {told[each]}" for each in sorted(told))
    counts(f"two people on {name}, 200 runs of 30 steps: {said}")
    assert min(told[each] for each in STEPS) > 0


@pytest.mark.drill
def test_authors_who_approve_their_own_are_found(app: Flask) -> None:
    """The control: without the author check it fails."""
    with pytest.raises(AssertionError):
        runs(app, 200, two_people=False)
