"""From a draft to the public: one case per row of the table, and per guard."""

from dataclasses import replace

import pytest
from sqlalchemy import select

import seeds
from models.audit import AuditEvent
from models.base import db
from models.review import Approval, Review, Verdict
from models.staff import Role
from services import items, reviews, subjects, terms, workflow
from services.actors import SYSTEM, Actor
from services.asking import Asked
from services.reviews import Status
from services.subjects import NotThere, Subject
from services.workflow import WORKFLOW, NotAllowed, Verb
from tests.builders import ACTOR, EDITOR, PUBLISHER, REVIEWER, approve, edit, first, make, publish
from tests.statements import counted

ALL = Actor("everybody", frozenset(Role), clinical=True)
# How a draft comes to each status.
WAYS = {
    Status.DRAFT: (),
    Status.IN_REVIEW: (Verb.SUBMIT,),
    Status.RETURNED: (Verb.SUBMIT, Verb.RETURN),
    Status.APPROVED: (Verb.SUBMIT, Verb.APPROVE),
}
CELLS = [(verb, status) for verb in Verb for status in Status]
KNOWN = {(each.verb, each.before): each for each in WORKFLOW}


def draft(path="faqs", **changes) -> Subject:
    edit(first(path), **(changes or {"internal_note": "changed"}))
    subject = subjects.of(first(path))
    assert subject
    return subject


def do(verb, subject, actor=ALL, comment="Say it in fewer words."):
    workflow.perform(verb, Asked(subject, actor, comment))


def brought_to(status) -> Subject:
    subject = draft(question="Changed?")
    for verb in WAYS[status]:
        do(verb, subject)
    return subject


def test_table_has_a_row_for_each_verb_and_none_twice():
    assert len(KNOWN) == len(WORKFLOW)
    assert {each.verb for each in WORKFLOW} == set(Verb)


def test_rows_are_counted(counts):
    counts(f"workflow: {len(WORKFLOW)} rows, {len(CELLS)} pairs of verb and status tried")
    assert len(CELLS) == len(Verb) * len(Status)


@pytest.mark.parametrize(("verb", "status"), CELLS)
def test_step_leads_where_the_table_says(session, verb, status):
    """Submitting again what is approved needs something new: it has a test of its own."""
    subject, step = brought_to(status), KNOWN.get((verb, status))
    if step is None or (verb, status) == (Verb.SUBMIT, Status.APPROVED):
        with pytest.raises(NotAllowed):
            do(verb, subject)
        assert reviews.status(subject) == status
    else:
        do(verb, subject)
        assert reviews.status(subject) == step.after


@pytest.mark.parametrize("step", WORKFLOW, ids=lambda each: f"{each.verb}-{each.before}")
def test_step_needs_its_role(session, step):
    subject = brought_to(step.before)
    without = replace(ALL, roles=ALL.roles - {step.role})
    with pytest.raises(NotAllowed, match=f"the role {step.role}|Nothing changed"):
        do(step.verb, subject, without)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REVIEWER])
def test_no_other_role_approves(session, role):
    with pytest.raises(NotAllowed, match="the role reviewer"):
        do(Verb.APPROVE, brought_to(Status.IN_REVIEW), Actor("x", frozenset({role}), True))


def test_author_does_not_approve(session):
    subject = brought_to(Status.IN_REVIEW)
    with pytest.raises(NotAllowed, match="You changed this yourself"):
        do(Verb.APPROVE, subject, replace(ALL, name=ACTOR))


def test_administrators_are_authors_too(session):
    subject = brought_to(Status.IN_REVIEW)
    with pytest.raises(NotAllowed, match="You changed this yourself"):
        do(Verb.APPROVE, subject, Actor(ACTOR, frozenset(Role), clinical=True))


def test_author_of_an_earlier_draft_does_not_approve(session):
    """Somebody else saved since; the words are still in it."""
    edit(first("faqs"), question="Changed?")
    item = first("faqs")
    data = {**items.newest_revision(item).data, "topic": "no"}
    items.edit(item, data, seen_version=item.version, actor="another")
    subject = subjects.of(item)
    do(Verb.SUBMIT, subject)
    with pytest.raises(NotAllowed, match="You changed this yourself"):
        do(Verb.APPROVE, subject, replace(ALL, name=ACTOR))


def test_author_before_the_live_revision_may_approve(session):
    publish(edit(first("faqs"), question="Changed?"))
    item = first("faqs")
    data = {**items.newest_revision(item).data, "question": "Changed by another?"}
    items.edit(item, data, seen_version=item.version, actor="another")
    subject = subjects.of(item)
    do(Verb.SUBMIT, subject)
    do(Verb.APPROVE, subject, replace(ALL, name=ACTOR))
    assert reviews.status(subject) == Status.APPROVED


def test_author_of_a_changed_source_does_not_approve_what_cites_it(session):
    item = first("sections")
    source = item.citations[0].source
    data = {**items.newest_revision(source).data, "year": 1999}
    items.edit(source, data, seen_version=source.version, actor="librarian")
    approve({source.id: items.newest_revision(source).id})
    edit(item, title="Changed")
    subject = subjects.of(item)
    do(Verb.SUBMIT, subject)
    with pytest.raises(NotAllowed, match="something it names"):
        do(Verb.APPROVE, subject, replace(ALL, name="librarian"))


def test_one_person_rule_lets_authors_approve_and_remembers_it(session):
    subject = brought_to(Status.IN_REVIEW)
    author = replace(ALL, name=ACTOR)
    workflow.perform(Verb.APPROVE, Asked(subject, author, two_people=False))
    reviewed = select(Approval.second_person).where(Approval.review_id.is_not(None))
    assert set(db.session.scalars(reviewed)) == {False}


def test_system_never_approves(session):
    with pytest.raises(NotAllowed, match="the role reviewer"):
        do(Verb.APPROVE, brought_to(Status.IN_REVIEW), SYSTEM)


@pytest.mark.parametrize("path", ["sections", "clinic", "side-effects"])
def test_safety_needs_a_clinician(session, path):
    subject = draft(path)
    do(Verb.SUBMIT, subject)
    assert subject.is_safety
    with pytest.raises(NotAllowed, match="clinical permission"):
        do(Verb.APPROVE, subject, replace(ALL, clinical=False))


def test_what_was_safety_needs_a_clinician_too(session):
    """Else it would be enough to call it something else."""
    assert draft("sections", kind="guide").is_safety


def test_other_things_need_no_clinician(session):
    subject = brought_to(Status.IN_REVIEW)
    do(Verb.APPROVE, subject, replace(ALL, clinical=False))
    assert reviews.status(subject) == Status.APPROVED


@pytest.mark.parametrize("comment", ["", "  "])
def test_return_says_why(session, comment):
    with pytest.raises(NotAllowed, match="must change"):
        do(Verb.RETURN, brought_to(Status.IN_REVIEW), comment=comment)


def test_what_the_checks_block_is_not_submitted(session):
    with pytest.raises(NotAllowed, match="The checks stop it"):
        do(Verb.SUBMIT, draft(question="Do addicts take this?"))


def test_what_was_allowed_is_submitted(session):
    subject = draft(question="Do addicts take this?")
    workflow.allow("stigma", Asked(subject, REVIEWER, "People ask it in these words."))
    do(Verb.SUBMIT, subject)
    assert reviews.status(subject) == Status.IN_REVIEW


def test_what_is_about_safety_is_not_withdrawn_unasked(session):
    item = first("sections")
    items.trash(item, seen_version=item.version, actor=ACTOR)
    withdrawal = subjects.of(item)
    with pytest.raises(NotAllowed, match="about safety"):
        do(Verb.SUBMIT, withdrawal)
    workflow.allow("shrunk", Asked(withdrawal, REVIEWER, "Said elsewhere."))
    do(Verb.SUBMIT, withdrawal)
    assert reviews.status(withdrawal) == Status.IN_REVIEW


def test_what_the_checks_block_since_is_not_published(session):
    """A term was added after the approval."""
    subject = brought_to(Status.APPROVED)
    word = subject.revision.data["question"].split()[0]
    terms.add({**seeds.avoided()[0], "name": "new", "avoid": [word]}, ACTOR)
    with pytest.raises(NotAllowed, match="The checks stop it"):
        do(Verb.PUBLISH, subject)


def test_what_the_public_reads_is_not_submitted(session):
    with pytest.raises(NotAllowed, match="reads exactly this"):
        do(Verb.SUBMIT, subjects.of(first("faqs")))


def test_edit_voids_an_approval(session):
    subject = brought_to(Status.APPROVED)
    edit(subject.item, question="Changed again?")
    assert reviews.status(subjects.of(subject.item)) == Status.DRAFT


def test_edit_ends_an_open_review(session):
    subject = brought_to(Status.IN_REVIEW)
    edit(subject.item, question="Changed again?")
    assert reviews.latest([subject])[subject.item.id].verdict == Verdict.LAPSED


def test_what_changed_meanwhile_is_not_approved(session):
    subject = brought_to(Status.IN_REVIEW)
    edit(subject.item, question="Changed again?")
    with pytest.raises(NotAllowed, match="What is draft"):
        do(Verb.APPROVE, subject)


def test_trash_ends_an_open_review(session):
    subject = brought_to(Status.IN_REVIEW)
    items.trash(subject.item, seen_version=subject.item.version, actor=ACTOR)
    assert reviews.latest([subject])[subject.item.id].verdict == Verdict.LAPSED


def test_second_review_of_one_item_is_refused_by_the_database(session):
    subject = brought_to(Status.IN_REVIEW)
    with pytest.raises(NotThere):
        workflow._open(Asked(subject, EDITOR))


def test_withdrawal_goes_the_same_way(session):
    item = first("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    subject = subjects.of(item)
    assert subject.withdrawal
    do(Verb.SUBMIT, subject, EDITOR)
    do(Verb.APPROVE, subject, REVIEWER)
    do(Verb.PUBLISH, subject, PUBLISHER)
    assert reviews.status(subject) == Status.APPROVED


def test_whoever_trashed_it_does_not_approve_the_withdrawal(session):
    item = first("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    subject = subjects.of(item)
    do(Verb.SUBMIT, subject)
    with pytest.raises(NotAllowed, match="You changed this yourself"):
        do(Verb.APPROVE, subject, replace(ALL, name=ACTOR))


def test_withdrawal_is_agreed_to_anew_after_a_restore(session):
    item = first("faqs")
    items.trash(item, seen_version=1, actor=ACTOR)
    approve({item.id: None})
    items.restore(item, seen_version=item.version, actor=ACTOR)
    items.trash(item, seen_version=item.version, actor=ACTOR)
    assert reviews.status(subjects.of(item)) == Status.DRAFT


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.IN_REVIEW, "review.submitted"),
        (Status.APPROVED, "review.approved"),
        (Status.RETURNED, "review.returned"),
    ],
)
def test_each_step_is_on_record(session, status, said):
    brought_to(status)
    db.session.commit()
    query = select(AuditEvent.action).where(AuditEvent.action.like("review.%"))
    assert db.session.scalars(query.order_by(AuditEvent.place.desc())).first() == said


def test_comment_is_kept_with_the_review(session):
    brought_to(Status.RETURNED)
    assert db.session.scalars(select(Review.comment)).all() == ["Say it in fewer words."]


@pytest.mark.parametrize("key", ["", "x", "1", "1:2:in", "²:1:in", "99999999999:1:in", "1:1:out"])
def test_what_does_not_wait_has_no_key(session, key):
    draft("sections", title="Changed")
    with pytest.raises(NotThere):
        subjects.keyed([key])


def test_key_names_exactly_one_change(session):
    subject = draft()
    assert subjects.keyed([subject.key, subject.key]) == [subject]


def test_approving_takes_the_same_statements_whatever_else_waits(session):
    waits = [subjects.of(make("faqs", slug=f"asked-{n}")) for n in range(2)]
    for each in waits:
        do(Verb.SUBMIT, each)
    few = statements_to_approve(waits[0])
    approve({each.id: items.newest_revision(each).id for each in six_more()})
    assert statements_to_approve(waits[1]) == few


def six_more():
    return [make("faqs", slug=f"another-{n}") for n in range(6)]


def statements_to_approve(subject):
    with counted() as asked:
        do(Verb.APPROVE, subject)
    return len(asked)
