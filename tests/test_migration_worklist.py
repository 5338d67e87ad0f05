"""What the migration of the work list makes of requests that came before it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from app import create_app
from models.audit import AuditEvent
from models.base import db, table_of
from models.enrollment import Enrollment
from tests.databases import DATABASES

BEFORE, AFTER = "0012", "0014"
# A Thursday, so that two weekdays later is Monday.
CAME = datetime(2026, 11, 19, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = ("due_at", "seen_at", "answered_at", "touched_at")
ALIKE = dict.fromkeys(("key_id", "suite_id"), "x") | {
    "form_digest": "d" * 64,
    "received_at": CAME,
    "status": "received",
    "language": "en",
    "channel": "call",
    "is_test": False,
    "flags": [],
    "sealed": b"x",
    "version": 1,
}
# By the reference of a request: what happened after so many hours.
HAPPENED = {
    "NEVERSEENXXX": [],
    "ONLYSEENXXXX": [("enrollment.revealed", 2), ("enrollment.assigned", 3)],
    "TRIEDXXXXXXX": [("enrollment.revealed", 1), ("enrollment.contact_attempted", 4)],
    "MOVEDTWICEXX": [("enrollment.moved", 5), ("enrollment.moved", 9)],
    "BYTELEPHONEX": [("enrollment.received", 0)],
}
DUE = CAME + timedelta(days=4)
WANTED = {
    "NEVERSEENXXX": (DUE, None, None, None),
    "ONLYSEENXXXX": (DUE, CAME + 2 * HOUR, None, None),
    "TRIEDXXXXXXX": (DUE, CAME + HOUR, CAME + 4 * HOUR, CAME + 4 * HOUR),
    "MOVEDTWICEXX": (DUE, CAME + 5 * HOUR, CAME + 5 * HOUR, CAME + 9 * HOUR),
    "BYTELEPHONEX": (DUE, CAME, None, None),
}


@pytest.fixture(params=DATABASES)
def before(request, databases, root):
    """A database as it was, with requests in it."""
    app = create_app("runner", databases.new(request.param))
    with app.app_context():
        app.config["FOLDER"] = str(root / "migrations")
        upgrade(directory=app.config["FOLDER"], revision=BEFORE)
        fill()
        yield app
        db.session.remove()
        db.engine.dispose()


def fill():
    with db.engine.begin() as connection:
        for number, reference in enumerate(HAPPENED, 1):
            connection.execute(old_table().insert(), request_of(number, reference))
        connection.execute(table_of(AuditEvent).insert(), list(events()))


def old_table():
    """As the migration finds it, whatever the model has now."""
    names = request_of(1, "x").keys()
    columns = table_of(Enrollment).columns
    return sa.table("enrollment", *(sa.column(each, columns[each].type) for each in names))


def request_of(number, reference):
    return ALIKE | {
        "id": number,
        "reference": reference,
        "origin": "telephone" if reference.startswith("BYTEL") else "web",
    }


def events():
    happened = [(each, *what) for each, found in HAPPENED.items() for what in found]
    for place, (reference, action, hours) in enumerate(happened, 1):
        yield {
            "place": place,
            "actor": "staff 1",
            "action": action,
            "target": f"enrollment {reference}",
            "detail": {"after": "contacted"},
            "at": CAME + hours * HOUR,
            "previous_digest": f"{place - 1}",
            "digest": f"{place}",
        }


def move(app, to, revision):
    to(directory=app.config["FOLDER"], revision=revision)


def test_moments_are_filled_in_from_what_is_known(before):
    move(before, upgrade, AFTER)
    columns = [getattr(Enrollment, each) for each in ("reference", *MOMENTS)]
    found = db.session.execute(sa.select(*columns)).all()
    assert {reference: tuple(moments) for reference, *moments in found} == WANTED


def test_requests_stay_when_it_is_undone(before):
    move(before, upgrade, AFTER)
    move(before, downgrade, BEFORE)
    query = sa.select(sa.func.count()).select_from(old_table())
    with db.engine.connect() as connection:
        assert connection.scalar(query) == len(HAPPENED)
    assert "due_at" not in {
        each["name"] for each in sa.inspect(db.engine).get_columns("enrollment")
    }
