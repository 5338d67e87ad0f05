"""What happened in an office before somebody looks around: people came, and the guide changed."""

from dataclasses import dataclass
from typing import Any

import seeds
from models.base import db
from models.contact_attempt import Channel, Outcome
from models.enrollment import EnrollmentStatus
from models.item import Item
from services import (
    enrollment_form,
    enrollments,
    items,
    links,
    previews,
    staff,
    subjects,
    workflow,
)
from services.asking import Asked
from services.registry import ContentType, content_types
from services.subjects import Subject
from services.workflow import Verb
from tests import builders
from tests.enrolling import compare
from tests.enrollments import asked, received
from tests.journeys.staff.office import Account, Office
from tests.people import person

# Nothing clinical is made up, not even for a picture.
ADDED = " Ask us if you are not sure."
NOTE = "Says whom to ask."
NEW = {
    "slug": "where-are-the-sources",
    "question": "Where do these facts come from?",
    "answer": "Each answer names its **sources**. They stand at its end.",
    "internal_note": "",
    "citations": [],
}
# Whose phone and address are those of nobody else.
SOMEBODY_ELSE = {"phone": "202-555-0111", "email": "else@example.com"}


@dataclass(frozen=True)
class Cast:
    """Those who look around; ids and one-time links of those they look at."""

    people: dict[str, Account]
    ids: dict[str, int]
    tokens: dict[str, str]

    @property
    def actor(self) -> str:
        return f"staff {self.people['ada'].id}"


def gather(office: Office) -> Cast:
    """The people; the guide is as it was published."""
    all_roles = ("admin", "auditor", "editor", "publisher")
    people = {
        "ada": office.account(*all_roles, **_named("Ada Admin"), second_factor=True),
        "rita": office.account("reviewer", **_named("Rita Reviewer"), clinical=True),
        "nina": office.account("editor", **_named("Nina New")),
        "edda": office.account("editor", "publisher", **_named("Edda Editor"), second_factor=True),
        "cora": office.account("coordinator", **_named("Cora Desk"), second_factor=True),
    }
    cast = Cast(people, {}, {})
    with office.app.app_context():
        _add_others(cast)
        db.session.commit()
    return cast


def change(office: Office, cast: Cast) -> None:
    """Something of each kind that can wait to be published, and of each type something trashed."""
    with office.app.app_context():
        _edit_a_section(cast)
        _edit_a_fact(cast)
        faqs = builders.type_called("faqs")
        new = items.create(faqs, builders.sample(faqs, **NEW), actor=cast.actor)
        builders.approve({new.item_id: new.id})
        _submit(db.session.get_one(Item, cast.ids["section"]))
        _return(builders.edit(builders.first("sources"), year=1999).item)
        _trash(_last(faqs), cast)
        for each in content_types():
            if not each.singleton:
                _trash(builders.make(each.path, slug="no-longer-needed"), cast)
        _show_outside(cast)
        db.session.commit()


def ask(office: Office, cast: Cast) -> None:
    """Requests to enroll: two that look alike, one that moved on, one of somebody who tries."""
    with office.app.app_context():
        request, moved = asked(office.app), asked(office.app, **SOMEBODY_ELSE)
        asked(office.app)
        received(office.app, enrollment_form.example())
        enrollments.note_attempt(request, Channel.CALL, Outcome.NO_ANSWER, cast.actor)
        enrollments.move(moved, EnrollmentStatus.CONTACTED, cast.actor, moved.version)
        cast.ids["request"] = request.id
        db.session.commit()
        compare()


def save_first(office: Office, item_id: int) -> None:
    """Somebody else saves that record."""
    with office.app.app_context():
        builders.edit(db.session.get_one(Item, item_id), title="Somebody else's title")
        db.session.commit()


def _named(name: str) -> dict[str, str]:
    return {"name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.com"}


def _add_others(cast: Cast) -> None:
    former = person("coordinator", **_named("Otto Former"))
    staff.deactivate(former, cast.actor)
    invited, token = links.invite("ines@example.com", "Ines Invited", [], cast.actor)
    edda = cast.people["edda"].id
    cast.ids.update(former=former.id, invited=invited.id, edda=edda)
    cast.tokens["invite"] = token


def _edit_a_section(cast: Cast) -> None:
    section: Any = items.find(builders.type_called("sections"), "before-you-start")
    data = items.newest_revision(section).data
    data = {**data, "summary": data["summary"] + ADDED}
    items.edit(section, data, seen_version=section.version, actor=cast.actor, note=NOTE)
    cast.ids.update(section=section.id, effect=builders.first("side-effects").id)


def _edit_a_fact(cast: Cast) -> None:
    """The same number, as people remember it."""
    fact: Any = items.find(builders.type_called("facts"), "samhsa-helpline")
    data = {**items.newest_revision(fact).data, "value": "1-800-662-HELP"}
    items.edit(fact, data, seen_version=fact.version, actor=cast.actor, note="In letters.")
    cast.ids.update(fact=fact.id)


def _show_outside(cast: Cast) -> None:
    drafts = previews.with_what_it_names(db.session.get_one(Item, cast.ids["section"]))
    made, _ = previews.make(drafts, title="Dr. Outside", actor=cast.actor)
    cast.ids["preview"] = made.id


def _last(content_type: ContentType) -> Item:
    found = items.find(content_type, seeds.records(content_type)[-1]["slug"])
    assert found
    return found


def _submit(item: Item) -> Subject:
    subject = subjects.of(item)
    assert subject
    workflow.perform(Verb.SUBMIT, Asked(subject, builders.EDITOR))
    return subject


def _return(item: Item) -> None:
    said = "The year on the title page is another one."
    workflow.perform(Verb.RETURN, Asked(_submit(item), builders.REVIEWER, said))


def _trash(item: Item, cast: Cast) -> None:
    items.trash(item, seen_version=item.version, actor=cast.actor)
