"""What leaves us is on record before anything is opened, and only its digest stays."""

import json

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.base import db
from models.consent import Wish
from models.disclosure import DisclosureFile, Format
from models.export import Purpose
from services import chain, disclosures, evidence, sealing, telling
from services.canonical import canonical, digest
from services.disclosures import Handing, NotToBeTold, SomeStayClosed, Terms
from services.opening import Purged
from services.reveals import NotOnRecord
from tests.enrolling import desk, opening_keys, received
from tests.keeping import hold, purged, wish
from tests.services.test_audit import unfreeze

ACTOR = "staff 1"
TERMS = Terms("The county hospital", Purpose.TREATMENT)


@pytest.fixture
def made(session):
    return [received(name="Robin"), received(name="Marian", phone="2025550123")]


def recorded(about):
    found = disclosures.record(TERMS, Handing(Format.JSON, ACTOR, "staff 2"), about)
    db.session.commit()
    return found


def sent(disclosure):
    data = telling.document(disclosure, telling.records(disclosure, opening_keys()))
    disclosures.note_file(disclosure, data)
    db.session.commit()
    return data


def test_nothing_is_opened_before_it_is_on_record(made):
    waiting = disclosures.record(TERMS, Handing(Format.JSON, ACTOR), made)
    with pytest.raises(NotOnRecord):
        disclosures.told(waiting, opening_keys())


def test_what_was_rolled_back_opens_nothing(made):
    disclosures.record(TERMS, Handing(Format.JSON, ACTOR), made)
    db.session.rollback()
    other = disclosures.record(TERMS, Handing(Format.JSON, ACTOR), made)
    with pytest.raises(NotOnRecord):
        disclosures.told(other, opening_keys())


def test_on_record_it_tells_of_exactly_these(made):
    received(name="Nobody's business")
    found = telling.records(recorded(made), opening_keys())
    assert [each["name"] for each in found] == ["Robin", "Marian"]


def test_every_record_has_the_same_names(made):
    one, two = telling.records(recorded(made), opening_keys())
    assert (list(one), one["phone"], two["phone"]) == (list(two), "", "+12025550123")


def test_answer_to_a_question_of_an_older_form_goes_along(made):
    told = {"name": "Robin", "asked_before": "canary"}
    made[0].sealed = sealing.seal(desk().key, made[0].reference, told).data
    one, two = telling.records(recorded(made), opening_keys())
    assert (one["asked_before"], two["asked_before"]) == ("canary", "")


def test_document_is_canonical_and_carries_the_notice(made):
    data = sent(recorded(made))
    read = json.loads(data)
    assert data == canonical(read)
    assert read["notice"].startswith("[DRAFT, not confirmed by the clinic] 42 CFR part 2")
    assert (read["disclosure"]["recipient"], len(read["requests"])) == ("The county hospital", 2)


def test_consents_go_along(made):
    (first, *_) = telling.records(recorded(made), opening_keys())
    assert first["consents"][0]["sha256"] == made[0].consents[0].text_digest


def test_file_is_known_by_its_digest_and_its_words_are_nowhere(made):
    disclosure = recorded(made)
    data = sent(disclosure)
    kept = db.session.scalars(select(DisclosureFile)).one()
    assert (kept.sha256, kept.size) == (digest(data), len(data))
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.target == str(disclosure)))
    assert [each.action for each in events] == ["disclosure.made", "disclosure.sent"]
    assert b"Robin" in data


def test_what_does_not_open_stops_all_of_it(made):
    made[0].sealed = made[0].sealed[:-1]
    disclosure = recorded(made)
    with pytest.raises(SomeStayClosed):
        telling.records(disclosure, opening_keys())


def test_what_was_purged_since_stops_all_of_it(made):
    disclosure = recorded(made)
    purged(made[0])
    db.session.commit()
    with pytest.raises(Purged):
        telling.records(disclosure, opening_keys())


def test_hand_over_is_a_disclosure(made):
    found = disclosures.record_handover(made[0], ACTOR)
    db.session.commit()
    assert (found.purpose, found.format, found.approved_by) == ("record_system", "text", "")
    assert disclosures.of_request(made[0]) == [found]
    assert disclosures.of_request(made[1]) == []


@pytest.mark.parametrize("wanted", [Wish.STOP_ALL, Wish.DELETE_ALL])
def test_who_wants_no_contact_is_not_handed_over(made, wanted):
    hold(made[0])
    wish(made[0], wanted)
    with pytest.raises(NotToBeTold):
        disclosures.record_handover(made[0], ACTOR)
    assert disclosures.of_request(made[0]) == []


def test_log_and_tables_agree(made):
    sent(recorded(made))
    assert evidence.check() + chain.check_audit() == []


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("disclosure", "recipient = 'x'", "Disclosure {0} is not what the audit log says."),
        ("disclosure_file", "size = 1", "File of disclosure {0} is not what the audit log says."),
    ],
    ids=["disclosure", "file"],
)
def test_changed_disclosure_is_told_by_the_log(made, table, change, says):
    disclosure = recorded(made)
    sent(disclosure)
    unfreeze(table)
    db.session.execute(db.text(f"UPDATE {table} SET {change}"))
    assert evidence.check() == [says.format(disclosure.id)]


def test_somebody_taken_out_is_told_by_the_log(made):
    disclosure = recorded(made)
    unfreeze("disclosed")
    db.session.execute(db.text(f"DELETE FROM disclosed WHERE enrollment_id = {made[0].id}"))
    assert evidence.check() == [f"Disclosure {disclosure.id} is not what the audit log says."]
