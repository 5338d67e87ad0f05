"""Exports that somebody asked for, and what came of them."""

from typing import Any

from models.base import db
from models.disclosure import Disclosure, Format
from models.export import Export, Purpose
from models.staff import Role
from services import disclosures, exports
from services.actors import Actor
from services.choosing import Wanted
from services.disclosures import Terms

ASKER = Actor("staff 1", frozenset({Role.COORDINATOR}))
OTHER = Actor("staff 2", frozenset({Role.COORDINATOR}))
HOSPITAL = "The county hospital"


def asked(actor: Actor = ASKER, **wanted: Any) -> Export:
    made = exports.ask(Wanted(**wanted), Terms(HOSPITAL, Purpose.TREATMENT), actor)
    db.session.commit()
    return made


def approved(actor: Actor = ASKER, **wanted: Any) -> Export:
    made = asked(actor, **wanted)
    exports.approve(made, OTHER, two_people=True)
    db.session.commit()
    return made


def given(export: Export, actor: Actor = ASKER) -> Disclosure:
    """Downloaded, whatever stood in the file."""
    made = exports.begin(export, Format.JSON, actor)
    disclosures.note_file(made, b"{}")
    db.session.commit()
    return made
