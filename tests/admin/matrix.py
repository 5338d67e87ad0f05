"""Who gets what answer at every address of the staff process, with every method, as a table."""

import re
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from werkzeug.routing import Rule

from models.base import db
from models.columns import utcnow
from models.item import Item
from models.message import Message
from models.preview import Preview
from models.release import Release
from models.sign_in_attempt import SignInAttempt
from models.staff import Role
from services import deliveries, items, mailing, previews
from services.registry import content_types
from tests import exporting
from tests.builders import ACTOR, edit, first, make
from tests.enrollments import asked, deleted
from tests.hooks import added
from tests.people import csrf_token, person, signed_in
from tests.releasing import approved, release

NOBODY = "nobody"
WHO = (NOBODY, *Role)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOT_THIS_WAY = 405
COMMITTED = Path(__file__).parent / "matrix.txt"
# Ends the session of whoever asks.
LAST = "/logout"

_numbers = count(1)

# Route and method to the answers there: more than one only where records of two types differ.
Cells = dict[tuple[str, str], set[int]]
# By view, or by one function of it.
Ids = dict[str, int | str]


def column(app: Flask, who: str) -> Cells:
    """Every answer to one who is just signed in, or to nobody."""
    client = app.test_client() if who == NOBODY else signed_in(app, person(who))
    # Nobody's column must not use up the tries of the next.
    db.session.execute(delete(SignInAttempt))
    ids, cells = _ids(app), defaultdict(set)
    for rule in _rules(app):
        for method in METHODS:
            cells[route(rule.rule), method].add(_ask(client, rule, method, ids))
    return cells


def route(rule: str) -> str:
    """The rule with one name for every content type, and one for every file: they are alike."""
    for each in content_types():
        kind = "<the one of its type>" if each.singleton else "<content type>"
        rule = re.sub(rf"^/{each.path}/", f"/{kind}/", rule)
    return re.sub(r"^/assets/[\w.-]+$", "/assets/<file>", rule)


def table(columns: dict[str, Cells]) -> str:
    """A line for each route and method; what nobody can use at all is left out."""
    keys = columns[NOBODY].keys()
    rows = [(key, [columns[who][key] for who in WHO]) for key in keys]
    lines = [_line(key, row) for key, row in rows if set().union(*row) != {NOT_THIS_WAY}]
    return "\n".join([_line(("", ""), [{who} for who in WHO]), *lines, ""])


def committed_routes() -> set[str]:
    """What stands at the beginning of the committed lines."""
    lines = COMMITTED.read_text().splitlines()[1:]
    return {re.split(r"\s{2,}| [A-Z]+ ", line)[0].strip() for line in lines}


def _line(key: tuple[str, str], cells: list[set[Any]]) -> str:
    where, method = key
    shown = "".join(f"{'|'.join(map(str, sorted(each))):12}" for each in cells)
    return f"{where:40} {method:8}{shown}".rstrip()


def _rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda each: (each.rule == LAST, each.rule))


def first_ids() -> Ids:
    """Of each kind of record one that is there."""
    found = {each.key: first(each.path).id for each in content_types()}
    return {**found, "editions": 1, "audit": 1, "terms": 1, "texts.text_view": "call-en"}


def _ids(app: Flask) -> Ids:
    """Some more, to be trashed and restored, and somebody who asked to enroll."""
    found = first_ids()
    for each in content_types():
        if not each.singleton:
            found[f"{each.key}.trash_view"] = _made(each.path).id
            found[f"{each.key}.restore_view"] = _trashed(each.path).id
    applicants = {"enrollments": asked(app).id, "receipts": deleted(app).id, **exported()}
    return {**found, **applicants, **_sent_outside(), **_releases()}


def _sent_outside() -> dict[str, int]:
    webhook, delivery = hooked()
    found = {"previews": previewed().id, "webhooks": webhook, "webhooks.again_view": delivery}
    return {**found, "messages": mailed()}


def exported() -> dict[str, int]:
    """Of requests that are there: one that waits for an answer, and one that was downloaded."""
    made = exporting.given(exporting.approved())
    return {"exports": exporting.asked().id, "exports.receipt_view": made.id}


def _releases() -> dict[str, int]:
    """One for each way in which one ends, and one to look at."""
    names = ("", ".cancel_view", ".publish_view", ".reschedule_view")
    found = {f"releases{each}": scheduled().id for each in names}
    db.session.commit()
    return found


def scheduled() -> Release:
    """A change that goes out some day."""
    return release(approved(internal_note=f"number {next(_numbers)}"))


def previewed() -> Preview:
    """A draft that somebody outside can read."""
    draft = edit(first("faqs"), question="A draft?")
    made, _ = previews.make({draft.item_id: draft.id}, title="Somebody outside", actor=ACTOR)
    db.session.commit()
    return made


def hooked() -> tuple[int, int]:
    """A webhook that was sent a test message."""
    webhook, _ = added()
    delivery = deliveries.queue_test(webhook, ACTOR)
    db.session.commit()
    return webhook.id, delivery.id


def mailed() -> int:
    """A notice to somebody."""
    mailing.queue_notices([person(Role.COORDINATOR).id], utcnow())
    db.session.commit()
    return db.session.scalar(select(func.max(Message.id))) or 0


def _made(path: str) -> Item:
    return make(path, slug=f"made-{next(_numbers)}")


def _trashed(path: str) -> Item:
    item = _made(path)
    items.trash(item, seen_version=item.version, actor=ACTOR)
    db.session.commit()
    return item


def _ask(client: FlaskClient, rule: Rule, method: str, ids: Ids) -> int:
    path, query = path_of(rule), {"id": id_of(rule, ids)}
    sent = {"data": query, "headers": _token(client)} if method in _sent(rule) else {}
    answer = client.open(path, method=method, query_string=query, buffered=True, **sent)
    return int(answer.status_code)


def path_of(rule: Rule) -> str:
    """The address of somebody, or of a link that nobody made."""
    return re.sub(r"<int[^>]*>", "1", rule.rule).replace("<token>", "no-such-token")


def id_of(rule: Rule, ids: Ids) -> int | str:
    """A record made for this very address, or else the first of its kind."""
    return ids.get(rule.endpoint) or ids.get(rule.endpoint.partition(".")[0], 0)


def _sent(rule: Rule) -> set[str]:
    """The methods with which it takes a form."""
    return {"POST"} & set(rule.methods or ())


def _token(client: FlaskClient) -> dict[str, str]:
    return {"X-CSRFToken": csrf_token(client, "/login")}
