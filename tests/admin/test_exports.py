"""Exports at the dashboard: two people, one file, on record before it is opened, nothing kept."""

import base64
import csv
import hashlib
import json
import logging
from io import StringIO

import pytest
from sqlalchemy import select

from admin.export import FORMULA
from models.audit import AuditEvent
from models.base import db
from models.disclosure import Disclosure, DisclosureFile
from models.export import Export
from services import opening
from tests.admin.test_enrollments import brought_to, press
from tests.admin.test_enrollments_reveal import full_log
from tests.drills import traces
from tests.enrollments import SHOWN, TOLD, asked
from tests.exporting import HOSPITAL
from tests.people import csrf_token, post

__all__ = ["full_log"]
NEW = "/exports/new/"
TERMS = {"reference": "", "status": "", "since": "", "until": "", "court_order": ""}
TERMS |= {"recipient": HOSPITAL, "purpose": "treatment"}


@pytest.fixture
def request_(staff_app, staff_session):
    return asked(staff_app)


@pytest.fixture
def asker(desk, request_):
    return desk("coordinator")


@pytest.fixture
def other(desk):
    return desk("coordinator")


@pytest.fixture
def export(asker):
    post(asker, NEW, **TERMS)
    return db.session.scalars(select(Export)).one()


@pytest.fixture
def approved(export, other):
    answer(other, export)
    return export


def send(client, address, **fields):
    token = csrf_token(client, "/account/")
    return client.post(f"/exports/{address}/", data={"csrf_token": token, **fields})


def answer(client, export, said="approve"):
    return send(client, "answer", id=export.id, answer=said)


def download(client, export, format_="csv"):
    return send(client, "download", id=export.id, format=format_)


def page_of(export):
    return f"/exports/details/?id={export.id}"


def stored():
    db.session.expire_all()
    return list(db.session.scalars(select(Disclosure)))


def test_asked_for_it_waits_for_another_person(export, asker, other):
    assert "Exports to answer" not in asker.get("/").text
    assert "Exports to answer" in other.get("/").text
    page = asker.get(page_of(export)).text
    assert ("Somebody else must answer" in page, ">Approve<" in page) == (True, False)


def test_second_person_sees_how_many_and_which_kinds_and_nobody(export, desk):
    page = desk("admin").get(page_of(export)).text
    for words in ("Requests</dt><dd>1", HOSPITAL, "Phone number", ">Approve<"):
        assert words in page
    assert [value for value in SHOWN if value in page] == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"purpose": ""}, "Choose one of the list."),
        ({"recipient": " "}, "Say who gets it."),
        ({"purpose": "legal_proceeding"}, "Name the order of the court"),
        ({"since": "yesterday"}, "Write a day as YYYY-MM-DD."),
        ({"status": "purged"}, "Choose one of the list."),
        ({"reference": "nothing"}, "No request is like that."),
        ({"until": "2001-01-01"}, "No request is like that."),
    ],
    ids=["purpose", "recipient", "court order", "day", "purged", "reference", "too early"],
)
def test_asking_wrongly_is_told_and_keeps_what_was_typed(asker, changed, says):
    page = post(asker, NEW, **{**TERMS, "court_order": "", **changed}).text
    assert (says in page, db.session.scalars(select(Export)).all()) == (True, [])
    assert "recipient" in changed or HOSPITAL in page


def test_day_is_a_day_at_the_clinic(asker, request_, staff_app):
    day = request_.received_at.astimezone(staff_app.config["CLINIC_TIME_ZONE"]).date().isoformat()
    assert post(asker, NEW, **{**TERMS, "since": day, "until": day}).status_code == 302


def test_csv_is_whole_and_carries_the_notice(asker, approved):
    response = download(asker, approved)
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    (row,) = csv.DictReader(StringIO(response.text))
    assert {name: row[name] for name in TOLD} == {**TOLD, "phone": "'+12025550188"}
    assert row["notice"].startswith("[DRAFT, not confirmed by the clinic] 42 CFR part 2")


def test_json_is_whole_and_carries_the_notice(asker, approved):
    told = json.loads(download(asker, approved, "json").data)
    assert told["requests"][0]["email"] == TOLD["email"]
    assert "42 CFR part 2" in told["notice"]


@pytest.mark.parametrize("start", FORMULA, ids=repr)
def test_nothing_is_a_formula_for_a_spreadsheet(asker, other, staff_app, start):
    asked(staff_app, message=f"{start}HYPERLINK(1)")
    post(asker, NEW, **TERMS)
    export = db.session.scalars(select(Export)).one()
    answer(other, export)
    cells = [each for row in csv.reader(StringIO(download(asker, export).text)) for each in row]
    assert [each for each in cells if each.startswith(FORMULA)] == []


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_digest_goes_along_and_is_kept(asker, approved, format_):
    response = download(asker, approved, format_)
    found = hashlib.sha256(response.data).digest()
    assert response.headers["Content-Digest"] == f"sha-256=:{base64.b64encode(found).decode()}:"
    kept = db.session.scalars(select(DisclosureFile)).one()
    assert (kept.sha256, kept.size) == (found.hex(), len(response.data))


def test_receipt_says_all_but_the_data(asker, approved, desk):
    download(asker, approved)
    receipt = f"/exports/receipt/?id={stored()[0].id}"
    page = desk("auditor").get(receipt).text
    for words in (HOSPITAL, "Treatment", "CSV", db.session.scalars(select(DisclosureFile)).one()):
        assert getattr(words, "sha256", words) in page
    assert [value for value in SHOWN if value in page] == []


def test_nothing_told_stays_anywhere(asker, approved, caplog):
    caplog.set_level(logging.DEBUG)
    told = download(asker, approved, "json").data
    rows = traces.database()
    assert traces.found(SHOWN, told)  # the control
    assert traces.found(SHOWN, rows + caplog.text.encode()) == set()


@pytest.mark.parametrize("said", ["approve", "refuse"])
def test_answer_is_on_record(export, other, said):
    answer(other, export, said)
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.place.desc())).first()
    assert (last.action, last.target) == (
        {"approve": "export.approved", "refuse": "export.refused"}[said],
        f"export {export.id}",
    )


def test_asker_cannot_approve_by_hand(export, asker):
    answer(asker, export)
    assert "Somebody else must answer" in asker.get(page_of(export)).text
    db.session.expire_all()
    assert export.verdict is None


def test_by_the_rule_of_one_person_asker_approves(export, asker, staff_app, monkeypatch):
    monkeypatch.setitem(staff_app.config, "SECOND_PERSON", False)
    answer(asker, export)
    assert "the rule of one person" in asker.get(page_of(export)).text


@pytest.mark.parametrize("who", ["other", "refused", "nobody answered"])
def test_nothing_is_downloaded_without_right(export, asker, other, who):
    if who != "nobody answered":
        answer(other, export, "refuse" if who == "refused" else "approve")
    response = download(other if who == "other" else asker, export)
    assert (response.status_code, stored()) == (302, [])


def test_download_is_on_record_before_anything_is_opened(asker, approved, monkeypatch):
    seen, whole = [], opening.contents

    def open_(enrollment, keys):
        actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.place.desc()))
        seen.append((actions.first(), len(stored()), db.session.new))
        return whole(enrollment, keys)

    monkeypatch.setattr(opening, "contents", open_)
    download(asker, approved)
    assert [(action, count) for action, count, _ in seen] == [("disclosure.made", 1)]


def test_nothing_is_given_out_where_the_log_takes_nothing(asker, approved, full_log, caplog):
    response = download(asker, approved)
    assert response.status_code == 500
    assert [value for value in SHOWN if value in f"{response.text}{caplog.text}"] == []


def test_what_does_not_open_is_told_and_leaves_no_file(asker, approved, request_):
    request_.sealed = request_.sealed[:-1]
    db.session.commit()
    assert download(asker, approved).status_code == 302
    assert "do not open" in asker.get(page_of(approved)).text
    assert [each.file for each in stored()] == [None]


def test_purged_request_is_left_out_and_counted(asker, other, request_, staff_app):
    asked(staff_app, name="Somebody else")
    post(asker, NEW, **TERMS)
    export = db.session.scalars(select(Export)).one()
    answer(other, export)
    brought_to(request_, "purged")
    assert "Left out</dt><dd>1" in asker.get(page_of(export)).text
    told = json.loads(download(asker, export, "json").data)
    assert ([each["name"] for each in told["requests"]], told["disclosure"]["left_out"]) == (
        ["Somebody else"],
        1,
    )


def test_hand_over_of_one_request_is_a_disclosure(asker, request_):
    file = press(asker, "handover", request_)
    (made,) = stored()
    assert (made.purpose, made.count, made.file.sha256) == (
        "record_system",
        1,
        hashlib.sha256(file.data).hexdigest(),
    )
    assert "Disclosure" in asker.get("/exports/").text


@pytest.mark.parametrize("address", ["details", "receipt"])
@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_unknown_export_is_nowhere(asker, address, number):
    assert asker.get(f"/exports/{address}/?id={number}").status_code == 404
