"""After a thousand requests nothing that people wrote stands in database, files, logs or mail."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, update

from models.base import db
from models.columns import utcnow
from models.disclosure import Format
from models.enrollment import Enrollment
from models.staff import Role
from postman import Postman
from services import (
    disclosures,
    exports,
    finding,
    intake,
    intake_limits,
    lookup_keys,
    mail_letters,
    mailing,
    telling,
)
from services.answers import InvalidAnswers
from services.canonical import digest
from services.mail_letters import Mail
from services.mail_texts import Text
from services.reveals import Reason
from tests import exporting
from tests.apps import opened
from tests.drills import traces
from tests.drills.guide import Guide
from tests.enrolling import compare, desk, lookup_folder, opening_keys, people
from tests.mailers import SENDER, Mailbox, receiving_mail
from tests.mails import person_like
from tests.people import QUICK_PASSWORDS, at_work, person
from tests.services.test_staff import somebody

pytestmark = pytest.mark.drill

PEOPLE = 1000
EXPORTED = "exported"
FIELDS = ("name", "surname", "phone", "email", "interpreter", "accessibility", "message")


@pytest.fixture(scope="module")
def sent() -> list[dict[str, Any]]:
    return list(people(PEOPLE, seed=4))


@pytest.fixture(scope="module")
def values(sent: list[dict[str, Any]]) -> set[str]:
    return traces.values_of(sent, FIELDS)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Whatever anything says, every statement to the database included."""
    path = tmp_path_factory.mktemp("logs") / "all.log"
    handler, root = logging.FileHandler(path), logging.getLogger()
    level, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    logging.getLogger("sqlalchemy").setLevel(logging.INFO)
    yield path
    logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    root.removeHandler(handler)
    root.level = level
    handler.close()


@pytest.fixture(scope="module")
def places(guide: Guide, sent: list[dict[str, Any]], log: Path) -> Iterator[dict[str, bytes]]:
    """All of them received, each also once with something wrong; found again, given out, with a
    receipt; and where that left traces.
    """
    with guide.opened():
        for number, body in enumerate(sent):
            wants_receipt = person_like(receipt=True)
            _take({**body, **wants_receipt}, f"key {number}", f"198.51.{number}.0/24")
            _refuse({**body, "channel": "fax"})
        assert db.session.query(Enrollment).count() == PEOPLE
        compare()
        told, number = _give_out()
        _find(sent[0])
        receipt = _receipt(guide, number)
        db.session.remove()
        mails = _bring_mail(guide)
        # Now, while connections are open: SQLite's last one takes the write-ahead log along.
        yield {
            "rows": traces.database(),
            "files": _files(guide),
            "logs": log.read_bytes(),
            "receipts": receipt,
            EXPORTED: told,
            "mail": b"".join(map(_without_recipient, mails)),
        }


def test_nothing_that_people_wrote_is_left(
    guide: Guide, places: dict[str, bytes], values: set[str], counts: Callable[[str], None]
) -> None:
    kept = {name: where for name, where in places.items() if name != EXPORTED}
    left = {name: traces.found(values, where) for name, where in kept.items()}
    assert {name: hits for name, hits in left.items() if hits} == {}
    sizes = ", ".join(f"{len(where) / 1e6:.1f} MB of {name}" for name, where in kept.items())
    counts(f"traces on {guide.kind}: 0 of {len(values)} values of {PEOPLE} people in {sizes}")


def test_everything_is_found_in_what_was_given_out(
    places: dict[str, bytes], values: set[str]
) -> None:
    """The control: the file that left us, and of which only the digest stayed."""
    assert traces.found(values, places[EXPORTED]) == values
    assert digest(places[EXPORTED]).encode() in places["receipts"]


def test_row_stored_unsealed_is_found(
    guide: Guide, places: dict[str, bytes], sent: list[dict[str, Any]]
) -> None:
    """The control."""
    told = {name: str(sent[0][name]) for name in FIELDS}
    _unseal(told)
    for where in (traces.database(), _files(guide)):
        assert traces.found(told.values(), where) == set(told.values())


@pytest.mark.parametrize("number", range(12))
def test_value_is_found_in_whatever_form_it_is_logged(
    sent: list[dict[str, Any]], number: int
) -> None:
    """The control."""
    for name in FIELDS:
        value = str(sent[7][name])
        form = sorted(traces.forms_of(value))[number % len(traces.forms_of(value))]
        if len(form) >= traces.SHORTEST:
            assert traces.found([value], b"x" * 100 + form.swapcase() + b"\0" * 200) == {value}


@pytest.mark.parametrize("number", [0, PEOPLE - 1])
def test_recipient_is_found_in_a_mail(
    guide: Guide, places: dict[str, bytes], sent: list[dict[str, Any]], number: int
) -> None:
    """The control: of a mail only its recipient was left out of the search."""
    mail = mail_letters.as_bytes(Mail(sent[number]["email"], "0" * 32, Text("Hello", "")), SENDER)
    assert traces.found([sent[number]["email"]], mail) == {sent[number]["email"]}
    assert traces.found([sent[number]["email"]], _without_recipient(mail)) == set()


def _bring_mail(guide: Guide) -> list[bytes]:
    """Half of the receipts through a mail server, the rest into the folder; all of both."""
    # The server of the tests says in its log whom it was sent mail to, as any would.
    logging.getLogger("mail.log").propagate = False
    with opened("runner", guide.settings) as runner, receiving_mail(Mailbox()) as box:
        by_folder, by_server = Postman(runner), Postman(runner)
        by_server.line = box.line()
        for each in (by_folder, by_server):
            for _ in range(PEOPLE // 2 // mailing.MOST_AT_ONCE):
                each.go_round()
    files = list((guide.settings["INSTANCE"] / "mail").iterdir())
    assert (len(files), len(box.got)) == (PEOPLE // 2, PEOPLE // 2)
    return [each.read_bytes() for each in files] + [bytes(each.content or b"") for each in box.got]


def _without_recipient(mail: bytes) -> bytes:
    """Whom it is to must stand there, once."""
    rest, count = re.subn(rb"^To: .*\r?\n( .*\r?\n)*", b"", mail, flags=re.M)
    assert count == 1
    return rest


def _take(body: dict[str, Any], key: str, network: str) -> None:
    """As the edge does it."""
    intake_limits.take([intake_limits.asking(network, body, desk().secret, key)])
    db.session.commit()
    intake.receive(body, desk(), key)
    db.session.commit()
    db.session.remove()


def _refuse(body: dict[str, Any]) -> None:
    try:
        intake.receive(body, desk())
    except InvalidAnswers as refused:
        logging.getLogger("drill").exception("refused: %s %r", refused, refused.errors)
    db.session.remove()


def _give_out() -> tuple[bytes, int]:
    """As the edge does it; the file, and the number of the disclosure."""
    made = exports.begin(exporting.approved(), Format.JSON, exporting.ASKER)
    db.session.commit()
    told = telling.document(made, telling.records(made, opening_keys()))
    disclosures.note_file(made, told)
    db.session.commit()
    number = made.id
    db.session.remove()
    return told, number


def _find(body: dict[str, Any]) -> None:
    keys = lookup_keys.all_(lookup_folder())
    person = somebody(Role.COORDINATOR)
    for each in (body["phone"], body["email"]):
        found = finding.find(each, Reason.CONTACT, person, keys, utcnow())
        db.session.commit()
        assert len(found) == 1
    db.session.remove()


def _receipt(guide: Guide, number: int) -> bytes:
    """As somebody reads it."""
    with opened("staff", {**guide.settings, **QUICK_PASSWORDS}) as app, app.app_context():
        auditor = at_work(app, person("auditor"))
        return auditor.get(f"/exports/receipt/?id={number}").data


def _unseal(told: dict[str, str]) -> None:
    plain = json.dumps(told, ensure_ascii=False).encode()
    first = db.session.query(db.func.min(Enrollment.id)).scalar()
    db.session.execute(update(Enrollment).where(Enrollment.id == first).values(sealed=plain))
    db.session.commit()


def _files(guide: Guide) -> bytes:
    if guide.kind == "postgresql":
        return traces.postgresql_files()
    return traces.sqlite_files(Path(make_url(guide.settings["DATABASE_URL"]).database or ""))
