"""The pulse moves with whatever changes a public answer that is kept, and with nothing else."""

from services import editions, withholdings
from services.freshness import pulse
from tests.builders import PUBLISHER, REVIEWER, edit, first, publish
from tests.releasing import release


def test_publication_moves_it(session):
    assert pulse() == (1, 0)
    publish(edit(first("faqs"), question="Changed?"))
    assert pulse() == (2, 0)


def test_withholding_moves_it_once_it_is_confirmed(session):
    publish(edit(first("faqs"), question="Changed?"))
    old = editions.numbered(1)
    withholdings.ask(old, PUBLISHER, "A dose was wrong.")
    assert pulse() == (2, 0)
    withholdings.confirm(old, REVIEWER)
    assert pulse() == (2, 1)


def test_drafts_and_releases_leave_it_alone(session):
    edit(first("faqs"), question="Changed?")
    release()
    assert pulse() == (1, 0)
