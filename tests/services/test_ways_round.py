"""Ways round the second person that somebody might try, or stumble into: each is closed."""

from dataclasses import replace

import pytest

import seeds
from models.attestation import Judgement
from models.base import db
from models.columns import utcnow
from models.staff import Role
from services import (
    attestations,
    due,
    editions,
    glass,
    items,
    lowering,
    publishing,
    rehearsing,
    releases,
    reviews,
    rollback,
    subjects,
    terms,
    together,
    withholdings,
    workflow,
)
from services.actors import Actor
from services.asking import Asked
from services.errors import NotPublishable
from services.releases import Wording
from services.reviews import Status
from services.workflow import NotAllowed, Verb
from tests.builders import (
    ACTOR,
    EDITOR,
    PUBLISHER,
    REVIEWER,
    approve,
    edit,
    first,
    publish,
    publish_changes,
    type_called,
)
from tests.releasing import TOMORROW, WHY, publisher, release, subjects_of

A = Actor("A", frozenset(Role), clinical=True)
B = Actor("B", frozenset(Role), clinical=True)
NOT_CLINICAL = replace(REVIEWER, name="N", clinical=False)


def edit_as(who, item, **changes):
    data = {**items.newest_revision(item).data, **changes}
    return items.edit(item, data, seen_version=item.version, actor=who.name)


def do(verb, item, who, **told):
    workflow.perform(verb, Asked(subjects.of(item), who, "why", **told))


def trash(item):
    items.trash(item, seen_version=item.version, actor=ACTOR)


def restore(item):
    items.restore(item, seen_version=item.version, actor=ACTOR)


def approved(item, **changes):
    revision = edit(item, **changes)
    approve({item.id: revision.id})
    return revision


def glassed(item, revision):
    changes = {item.id: revision and revision.id}
    return publishing.publish(changes, actor=PUBLISHER, reason="urgent", break_glass=True)


def come_all_due():
    for _ in due.publish(utcnow() + 2 * TOMORROW):
        db.session.flush()


def is_live(item):
    return item.id in editions.manifest_of(editions.latest())


def public_words():
    return editions.current().document.decode()


def withdrawn(item):
    trash(item)
    publish_changes({item.id: None})


def fact():
    return items.find(type_called("facts"), "tablet-dose")


def naming_a_fact():
    """A question that names the fact, in review."""
    item = first("faqs")
    answer = f"Take {{{{ tablet-dose }}}} a day. {items.newest_revision(item).data['answer']}"
    edit_as(EDITOR, item, answer=answer)
    do(Verb.SUBMIT, item, EDITOR)
    return item


def test_scheduled_release_does_not_show_what_was_withdrawn_since(session):
    item = first("faqs")
    made = release(approved(item, question="Scheduled?"))
    withdrawn(item)
    rehearsing.rehearse()
    come_all_due()
    assert "trash" in made.held_because
    assert not is_live(item)


def test_scheduled_withdrawal_does_not_take_out_what_came_back(session):
    item = first("faqs")
    trash(item)
    approve({item.id: None})
    chosen = subjects_of({item.id: None})
    releases.make(chosen, Wording(WHY), publisher(), utcnow() + TOMORROW)
    restore(item)
    come_all_due()
    assert is_live(item)


def test_superseded_release_does_not_wake_after_a_roll_back(session):
    item = first("faqs")
    release(approved(item, question="Later corrected?"))
    publish(edit(item, question="The correction?"))
    rollback.roll_back(1, PUBLISHER, "It was wrong.")
    come_all_due()
    assert "Later corrected?" not in public_words()


def test_second_record_at_a_live_address_is_refused(session):
    """Its slug is free: somebody renamed the live record in a draft that nobody submitted."""
    live = first("sections")
    slug, data = live.slug, items.newest_revision(live).data
    edit_as(EDITOR, live, slug="emergency-old")
    new = {**data, "slug": slug, "kind": "guide", "title": "Wait and see"}
    revision = items.create(type_called("sections"), new, actor=ACTOR)
    with pytest.raises(NotPublishable, match=f"two are called guide_section {slug}"):
        publish(revision)


def test_words_that_changed_since_the_look_are_not_approved(session):
    item = naming_a_fact()
    seen = Asked(subjects.of(item), REVIEWER).words
    approved(fact(), value="60 mg")
    with pytest.raises(NotAllowed, match="while you looked"):
        do(Verb.APPROVE, item, REVIEWER, seen=seen)


def test_words_that_did_not_change_are_approved(session):
    item = naming_a_fact()
    seen = Asked(subjects.of(item), REVIEWER).words
    do(Verb.APPROVE, item, REVIEWER, seen=seen)
    assert reviews.status(subjects.of(item)) == Status.APPROVED


def test_source_behind_safety_needs_a_clinician(session):
    """An approval of it signs what cites it."""
    source = first("sections").citations[0].source
    edit_as(EDITOR, source, year=1999)
    do(Verb.SUBMIT, source, EDITOR)
    with pytest.raises(NotAllowed, match="clinical permission"):
        do(Verb.APPROVE, source, NOT_CLINICAL)


@pytest.mark.parametrize("question", ["Withdrawn?", None])
def test_withdrawn_by_two_comes_back_by_two(session, question):
    """What was published anew, or came with the seeds."""
    item = first("faqs")
    if question:
        publish(edit(item, question=question))
    withdrawn(item)
    restore(item)
    assert reviews.status(subjects.of(item)) == Status.DRAFT
    publish_changes({item.id: subjects.of(item).revision.id})
    assert is_live(item)


def test_withdrawal_asked_for_again_is_reviewed_again(session):
    item = first("faqs")
    trash(item)
    approve({item.id: None})
    restore(item)
    trash(item)
    do(Verb.SUBMIT, item, EDITOR)
    assert reviews.status(subjects.of(item)) == Status.IN_REVIEW


def test_rolled_back_words_need_a_new_approval(session):
    item = first("faqs")
    publish(edit(item, question="Wrong?"))
    rollback.roll_back(1, PUBLISHER, "It was wrong.")
    with pytest.raises(NotAllowed, match="What is draft"):
        publishing.publish(dict([subjects.of(item).change]), actor=PUBLISHER, reason="Again.")


def test_glass_broken_twice_is_on_record_twice(session):
    item = first("faqs")
    words = edit(item, question="Only one saw this?")
    glassed(item, words)
    rollback.roll_back(1, PUBLISHER, "It was wrong.")
    assert glassed(item, words).broken_glass


def test_glass_over_a_check_is_on_record(session):
    item = first("faqs")
    words = approved(item, question="Changed?")
    terms.add({**seeds.avoided()[0], "name": "new", "avoid": ["Changed"]}, ACTOR)
    assert glassed(item, words).broken_glass


def test_roll_back_to_broken_glass_waits_for_a_look(session):
    item = first("faqs")
    broken = glassed(item, edit(item, question="Only one saw this?"))
    publish(edit(item, question="Corrected?"))
    edition, _ = rollback.roll_back(broken.number, PUBLISHER, "Something else is wrong.")
    assert edition in glass.unlooked()


def test_roll_back_to_reviewed_words_waits_for_nobody(session):
    item = first("faqs")
    good = publish(edit(item, question="Read by two?"))
    publish(edit(item, question="Changed again?"))
    edition, _ = rollback.roll_back(good.number, PUBLISHER, "It was wrong.")
    assert not edition.broken_glass


def test_roll_back_keeps_the_correction_of_what_was_withdrawn_since(session):
    item = first("faqs")
    harmful = publish(edit(item, question="Harmful words?"))
    withdrawn(item)
    restore(item)
    publish(edit(item, question="Corrected words?"))
    publish(edit(first("clinic"), name="Another name"))
    rollback.roll_back(harmful.number, PUBLISHER, "Something else is wrong.")
    assert "Corrected words?" in public_words()


def test_withheld_words_do_not_come_back_by_an_edition_that_says_the_same(session):
    harmful = publish(edit(first("faqs"), question="Harmful words?"))
    twin = publishing.renew(actor=PUBLISHER, reason="a test")
    publish(edit(first("faqs"), question="Corrected?"))
    withholdings.ask(harmful, A, "It was wrong.")
    withholdings.confirm(harmful, B)
    with pytest.raises(NotPublishable, match="says the same"):
        rollback.roll_back(twin.number, PUBLISHER, "Back.")


def looked_by(who, edition):
    glass.look(edition, who, "It is all right.")


def test_author_of_an_earlier_draft_does_not_look(session):
    item = first("faqs")
    edit_as(A, item, question="By A?")
    with pytest.raises(NotAllowed, match="wrote some of it"):
        looked_by(A, glassed(item, edit_as(B, item, internal_note="A typo.")))


def test_whoever_trashed_it_does_not_look(session):
    item = first("faqs")
    items.trash(item, seen_version=item.version, actor=A.name)
    with pytest.raises(NotAllowed, match="wrote some of it"):
        looked_by(A, glassed(item, None))


def test_author_of_a_fact_does_not_look_at_what_names_it(session):
    item, dose = first("faqs"), fact()
    words = edit_as(B, item, answer="Take {{ tablet-dose }} a day, as it is prescribed to you.")
    value = edit_as(A, dose, value="60 mg")
    changes = {item.id: words.id, dose.id: value.id}
    told = {"actor": PUBLISHER, "reason": "urgent", "break_glass": True}
    with pytest.raises(NotAllowed, match="wrote some of it"):
        looked_by(A, publishing.publish(changes, **told))


def test_clinician_looks_at_what_was_about_safety(session):
    item = first("sections")
    with pytest.raises(NotAllowed, match="clinical permission"):
        looked_by(NOT_CLINICAL, glassed(item, edit(item, kind="guide")))


def test_broken_glass_does_not_end_authorship(session):
    item = first("faqs")
    glassed(item, edit_as(A, item, question="Words that only A read?"))
    edit_as(B, item, internal_note="A note.")
    do(Verb.SUBMIT, item, EDITOR)
    with pytest.raises(NotAllowed, match="You changed this yourself"):
        do(Verb.APPROVE, item, A)


def test_author_does_not_weaken_the_term_that_stops_them(session):
    term = terms.in_order()[0]
    edit_as(A, first("faqs"), question=f"Is it right to say {term.avoid[0]}?")
    data = {**seeds.avoided()[0], "level": "warn"}
    with pytest.raises(NotAllowed, match="a change of your own"):
        lowering.change(term, data, seen_version=term.version, actor=A.name)


def test_anybody_else_weakens_a_term(session):
    term = terms.in_order()[0]
    edit_as(A, first("faqs"), question=f"Is it right to say {term.avoid[0]}?")
    data = {**seeds.avoided()[0], "level": "warn"}
    assert lowering.change(term, data, seen_version=term.version, actor=B.name).level == "warn"


def test_what_was_about_safety_is_so_after_the_trash(session):
    item = first("sections")
    withdrawn(item)
    restore(item)
    edit(item, kind="guide")
    do(Verb.SUBMIT, item, EDITOR)
    with pytest.raises(NotAllowed, match="clinical permission"):
        do(Verb.APPROVE, item, NOT_CLINICAL)


def test_mistake_seen_after_the_approval_holds_the_release(session):
    item = first("faqs")
    made = release(approved(item, question="Wrong, an hour later?"))
    do(Verb.RETURN, item, B)
    rehearsing.rehearse()
    assert "returned" in made.held_because


def test_author_does_not_attest_what_went_out_on_their_word(session):
    item = first("faqs")
    edition = glassed(item, edit_as(A, item, question="Only A saw this?"))
    seen = {e.revision.item_id: e.digest for e in together.of(edition).resolved}
    told = {"actor": A, "verdict": Judgement.RIGHT}
    with pytest.raises(NotAllowed, match="No second person approved"):
        attestations.attest({item.id: seen[item.id]}, **told)
