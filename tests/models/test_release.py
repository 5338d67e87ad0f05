"""A release that is over never changes, and none is ever removed: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.base import db
from services import releases
from tests.builders import make
from tests.releasing import publisher, release

# What is done to the release of that id, and what the database says.
OVER = {
    "changed": ("UPDATE release SET title = 'x' WHERE id = :id", "closed|append only"),
    "opened": ("UPDATE release SET edition_number = NULL WHERE id = :id", "closed|append only"),
    "filled": ("INSERT INTO release_entry (release_id, item_id) VALUES (:id, :item)", "closed"),
}
ALWAYS = {
    "removed": ("DELETE FROM release WHERE id = :id", "never deleted|kept"),
    "emptied": ("DELETE FROM release_entry WHERE release_id = :id", "append.only"),
    "exchanged": ("UPDATE release_entry SET revision_id = NULL", "append.only"),
}
ENDS = {"published": releases.publish, "cancelled": releases.cancel}
BROKEN = {
    "no title": "title = ''",
    "no reason": "reason = ''",
    "due by nobody": "due_by = NULL",
    "cancelled by nobody": "cancelled_at = made_at",
    "unknown severity": "severity = 'x'",
    "two ends": "edition_number = 1, cancelled_at = made_at, cancelled_by = 'x'",
}


def do(statement, made):
    with db.session.begin_nested():
        given = {"id": made.id, "item": make("faqs", slug="one-more").id}
        wanted = {name: given[name] for name in given if f":{name}" in statement}
        db.session.execute(text(statement), wanted)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("what", OVER)
def test_closed_release_stays_as_it_is(session, what, end):
    made = release()
    ENDS[end](made, publisher())
    statement, words = OVER[what]
    with pytest.raises(DBAPIError, match=words):
        do(statement, made)


@pytest.mark.parametrize("what", ["changed", "filled"])
def test_open_release_takes_it(session, what):
    """The control."""
    do(OVER[what][0], release())


@pytest.mark.parametrize("what", ALWAYS)
def test_no_release_is_removed(session, what):
    statement, words = ALWAYS[what]
    with pytest.raises(DBAPIError, match=words):
        do(statement, release())


@pytest.mark.parametrize("what", BROKEN)
def test_release_is_whole(session, what):
    with pytest.raises(DBAPIError, match=r"ck_release|CHECK"):
        do(f"UPDATE release SET {BROKEN[what]} WHERE id = :id", release())
