"""Exports: one asks, another answers, whoever asked downloads in time; all of it on record."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditEvent
from models.base import db
from models.columns import utcnow
from models.consent import Wish
from models.disclosure import Disclosure, Format
from models.enrollment import EnrollmentStatus
from models.export import Purpose, Verdict
from models.staff import Role
from services import choosing, consents, disclosures, enrollment_form, exports, references
from services.actors import Actor
from services.choosing import Wanted
from services.consents import WAYS
from services.disclosures import Terms
from services.exports import NotAllowed
from services.policies import EXPORTING
from tests.enrolling import received
from tests.keeping import purged, wish

ASKER = Actor("staff 1", frozenset({Role.COORDINATOR}))
OTHER = Actor("staff 2", frozenset({Role.COORDINATOR}))
ADMIN = Actor("staff 3", frozenset({Role.ADMIN}))
TERMS = Terms("The county hospital", Purpose.TREATMENT)
ALL = Wanted()
DAY = timedelta(days=1)


@pytest.fixture
def made(session):
    return [received(name="Robin"), received(name="Marian")]


@pytest.fixture
def asked(made):
    export = exports.ask(ALL, TERMS, ASKER)
    db.session.commit()
    return export


@pytest.fixture
def approved(asked):
    exports.approve(asked, OTHER, two_people=True)
    db.session.commit()
    return asked


def actions():
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.place)))


def chosen(**wanted):
    return list(db.session.scalars(choosing.keys(Wanted(**wanted))))


def test_all_but_tests_are_chosen(made):
    received(email=None, **enrollment_form.example())
    assert chosen() == [each.id for each in made]


def test_one_is_chosen_by_its_reference(made):
    typed = references.shown(made[1].reference).lower()
    assert (chosen(reference=typed), chosen(reference="nothing")) == ([made[1].id], [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"since": -DAY}, True),
        ({"since": DAY}, False),
        ({"until": DAY}, True),
        ({"until": -DAY}, False),
        ({"status": EnrollmentStatus.RECEIVED}, True),
        ({"status": EnrollmentStatus.BOOKED}, False),
    ],
    ids=["since", "not since", "until", "not until", "status", "another status"],
)
def test_choice_is_narrowed_down(made, wanted, found):
    now = utcnow()
    moments = {
        name: now + each if isinstance(each, timedelta) else each for name, each in wanted.items()
    }
    assert bool(chosen(**moments)) is found


def test_what_comes_later_is_not_in_it(asked):
    received()
    assert exports.counts(asked) == (2, 0)


def test_asking_is_on_record_without_words(asked):
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
    assert (event.action, event.detail) == ("export.asked", {"count": 2, "purpose": "treatment"})


@pytest.mark.parametrize(
    ("wanted", "terms", "says"),
    [
        (ALL, Terms("", Purpose.TREATMENT), "who gets it"),
        (ALL, Terms("A court", Purpose.LEGAL_PROCEEDING), "order of the court"),
        (ALL, Terms("A clinic", Purpose.TREATMENT, "12-345"), "belongs to a legal proceeding"),
        (ALL, Terms("", Purpose.APPLICANT), "own request"),
        (Wanted(reference="nothing"), TERMS, "No request is like that"),
    ],
    ids=["no recipient", "no court order", "court order for nothing", "applicant", "nothing"],
)
def test_asking_against_the_rules_is_refused(made, wanted, terms, says):
    with pytest.raises(NotAllowed, match=says):
        exports.ask(wanted, terms, ASKER)


def test_legal_proceeding_with_its_order_is_kept_as_what_it_is(made):
    export = exports.ask(ALL, Terms("A court", Purpose.LEGAL_PROCEEDING, "12-345"), ASKER)
    assert (export.purpose, export.court_order) == ("legal_proceeding", "12-345")


def test_no_name_of_an_applicant_is_kept_as_recipient(made):
    one = Wanted(reference=made[0].reference)
    export = exports.ask(one, Terms("Robin", Purpose.APPLICANT), ASKER)
    assert export.recipient == "the applicant"


def test_too_many_at_once_are_refused(made, monkeypatch):
    monkeypatch.setattr(exports, "EXPORTING", type(EXPORTING)(most=1))
    with pytest.raises(NotAllowed, match="more than 1"):
        exports.ask(ALL, TERMS, ASKER)


@pytest.mark.parametrize("who", [OTHER, ADMIN], ids=["coordinator", "admin"])
def test_second_person_approves(asked, who):
    exports.approve(asked, who, two_people=True)
    db.session.commit()
    assert (asked.verdict, asked.answered_by, actions()[-1]) == (
        Verdict.APPROVED,
        who.name,
        "export.approved",
    )


@pytest.mark.parametrize(
    ("who", "says"),
    [(ASKER, "Somebody else"), (Actor("staff 9", frozenset({Role.AUDITOR})), "needs the role")],
    ids=["asker", "auditor"],
)
def test_nobody_else_approves(asked, who, says):
    with pytest.raises(NotAllowed, match=says):
        exports.approve(asked, who, two_people=True)


def test_by_the_rule_of_one_person_whoever_asked_may_and_it_is_said(asked):
    exports.approve(asked, ASKER, two_people=False)
    db.session.commit()
    assert (asked.verdict, asked.alone) == (Verdict.APPROVED, True)


@pytest.mark.parametrize("who", [ASKER, OTHER, ADMIN], ids=["asker", "coordinator", "admin"])
def test_export_is_refused_or_taken_back(asked, who):
    exports.refuse(asked, who)
    db.session.commit()
    assert (asked.verdict, actions()[-1]) == (Verdict.REFUSED, "export.refused")


def test_answer_is_the_last(approved):
    for answer in (
        lambda: exports.approve(approved, ADMIN, two_people=True),
        lambda: exports.refuse(approved, ASKER),
    ):
        with pytest.raises(NotAllowed, match="It was answered"):
            answer()


def test_whoever_asked_downloads(approved):
    made = exports.begin(approved, Format.CSV, ASKER)
    db.session.commit()
    assert (made.count, made.asked_by, made.approved_by) == (2, ASKER.name, OTHER.name)
    assert (made.recipient, made.export_id) == ("The county hospital", approved.id)


def test_each_download_is_a_disclosure_of_its_own(approved):
    for format_ in (Format.CSV, Format.JSON):
        exports.begin(approved, format_, ASKER)
    db.session.commit()
    assert db.session.scalar(select(func.count(Disclosure.id))) == 2


@pytest.mark.parametrize("who", [OTHER, ADMIN], ids=["coordinator", "admin"])
def test_nobody_else_downloads(approved, who):
    with pytest.raises(NotAllowed, match="whoever asked"):
        exports.begin(approved, Format.CSV, who)


def test_whoever_is_coordinator_no_more_downloads_nothing(approved):
    with pytest.raises(NotAllowed, match="whoever asked"):
        exports.begin(approved, Format.CSV, Actor(ASKER.name))


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "not answered"])
def test_nothing_is_downloaded_that_is_not_approved(asked, refused):
    if refused:
        exports.refuse(asked, OTHER)
    with pytest.raises(NotAllowed, match="not approved"):
        exports.begin(asked, Format.CSV, ASKER)


def test_nothing_is_downloaded_too_late(approved):
    late = exports.open_until(approved)
    assert exports.begin(approved, Format.CSV, ASKER, late - timedelta(seconds=1))
    with pytest.raises(NotAllowed, match="over"):
        exports.begin(approved, Format.CSV, ASKER, late)


def test_who_was_purged_since_is_left_out_and_counted(approved, made):
    purged(made[0])
    db.session.commit()
    found = exports.begin(approved, Format.JSON, ASKER)
    assert (found.count, found.left_out) == (1, 1)
    assert list(disclosures.about(found)) == [made[1]]


def test_who_wants_no_more_contact_since_is_left_out_and_counted(approved, made):
    wish(made[0], Wish.STOP_ALL)
    found = exports.begin(approved, Format.JSON, ASKER)
    assert (list(disclosures.about(found)), found.left_out) == ([made[1]], 1)


@pytest.mark.parametrize("stopped", [1, len(WAYS) - 1, len(WAYS)])
def test_who_took_back_one_way_after_the_other_is_left_out_after_the_last(approved, made, stopped):
    for way in list(WAYS)[:stopped]:
        wish(made[0], Wish.STOP_ONE, purpose=way)
    left_out = exports.begin(approved, Format.JSON, ASKER).left_out
    assert (left_out, consents.is_stopped(made[0])) == (int(stopped == len(WAYS)),) * 2


def test_with_nobody_left_there_is_nothing_to_give_out(approved, made):
    for each in made:
        purged(each)
    db.session.commit()
    with pytest.raises(NotAllowed, match="Nothing is left"):
        exports.begin(approved, Format.JSON, ASKER)


def test_it_waits_for_others_and_not_for_whoever_asked(asked):
    waiting = {who.name: exports.waiting_for(who, two_people=True) for who in (ASKER, OTHER, ADMIN)}
    assert waiting == {ASKER.name: [], OTHER.name: [asked], ADMIN.name: [asked]}


def test_what_waits_stands_first(approved, made):
    later = exports.ask(ALL, TERMS, ASKER)
    exports.ask(ALL, TERMS, ASKER)
    exports.refuse(later, ASKER)
    assert [each.verdict for each in exports.newest(10)] == [None, "refused", "approved"]
