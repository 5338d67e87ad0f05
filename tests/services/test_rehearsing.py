"""Rehearsals say days before what would stop a release."""

from datetime import timedelta

from sqlalchemy import delete

from models.base import db
from models.revision import Revision
from models.staff import Staff, StaffRole
from services import editions, items, publishing, rehearsing, releases
from services.actors import SYSTEM
from tests.builders import approve, edit, first, make, publish, type_called
from tests.releasing import approved, publisher, release

SOON = timedelta(hours=1)


def held(made):
    rehearsing.rehearse()
    return made.held_because


def cites(source) -> Revision:
    return approved(citations=[{"source": source.slug, "supports": ""}])


def approved_source() -> Revision:
    revision = items.newest_revision(make("sources", slug="not-live"))
    approve({revision.item_id: revision.id})
    return revision


def test_release_that_nothing_stops_is_not_held(session):
    assert release().held_because == ""


def test_release_is_rehearsed_when_it_is_made(session):
    assert "not-live" in release(cites(approved_source().item)).held_because


def test_release_is_free_once_what_it_names_is_public(session):
    source = approved_source()
    made = release(cites(source.item))
    publish_approved(source)
    assert held(made) == ""


def publish_approved(revision):
    """What is approved already."""
    releases.publish(release(revision, in_=SOON), publisher())


def test_release_may_name_what_goes_out_before_it(session):
    source = approved_source()
    made = release(cites(source.item))
    release(source, in_=SOON)
    assert held(made) == ""


def test_release_may_not_name_what_goes_out_after_it(session):
    source = approved_source()
    made = release(cites(source.item), in_=SOON)
    release(source)
    assert "not-live" in held(made)


def test_newer_text_holds_an_older_one(session):
    made = release(approved(question="Older?"))
    publish(edit(first("faqs"), question="Newer?"))
    assert "newer revision" in held(made)


def test_draft_that_comes_after_holds_nothing(session):
    made = release(approved(question="Chosen?"))
    edit(first("faqs"), question="Drafted after?")
    assert held(made) == ""


def test_second_release_of_the_same_is_held(session):
    revision = approved(question="Chosen?")
    release(revision, in_=SOON)
    assert "nothing to publish" in release(revision).held_because


def test_changed_fact_holds_what_was_approved_with_the_old_value(session):
    """Whoever approved the fact was an author of the answer, and did not sign its new words."""
    made = release(approved("faqs", answer="Take {{ tablet-dose }}."))
    fact = items.find(type_called("facts"), "tablet-dose")
    publishing.publish(
        {fact.id: edit(fact, value="55 mg").id}, actor=SYSTEM, reason="x", break_glass=True
    )
    assert "Nobody approved" in held(made)


def test_release_of_somebody_without_an_account_is_held(session):
    actor = publisher()
    made = release(actor=actor)
    db.session.get_one(Staff, int(actor.name.split()[1])).active = False
    assert "no active account" in held(made)


def test_release_of_somebody_who_publishes_no_more_is_held(session):
    actor = publisher()
    made = release(actor=actor)
    db.session.execute(delete(StaffRole))
    db.session.expire_all()
    assert "role publisher" in held(made)


def test_rehearsal_publishes_nothing(session):
    before = editions.latest().number
    release()
    rehearsing.rehearse()
    assert editions.latest().number == before
