"""Cards of the start page: exports that somebody must answer; keys that are, or could be, lost."""

from flask import current_app, url_for

from admin import access, keys
from admin.access import Permission
from admin.waiting import Look, Waiting
from services import epochs, exports


def _exports() -> Waiting:
    found = exports.waiting_for(access.who(), current_app.config["SECOND_PERSON"])
    text = "Somebody wants to give data of applicants to others. A second person must answer."
    here = url_for("exports.details_view", id=found[0].id) if found else ""
    return Waiting("Exports to answer", len(found), text, here, "Look and answer")


def _keys_without_private_half() -> Waiting:
    found = len(keys.without_private_half())
    text = "What was sealed to them cannot be opened here. The runner makes no new key meanwhile."
    here = url_for("keys.index_view")
    return Waiting("Private keys missing", found, text, here, "Read what to do")


def _keys_without_copy() -> Waiting:
    text = "If they are lost, nobody can read what was sealed to them. Keep a copy elsewhere."
    here = url_for("keys.index_view")
    return Waiting("Keys without a copy", len(epochs.without_copy()), text, here, "Read how")


LOOKS: tuple[Look, ...] = (
    (Permission.ANSWER_EXPORTS, _exports),
    (Permission.READ_KEYS, _keys_without_private_half),
    (Permission.READ_KEYS, _keys_without_copy),
)
