"""A database error must never carry the values of a row into a message or a log.

`hide_parameters` hides what we sent; PostgreSQL repeats the row in its own words ("Failing row
contains ..."). Only the kind of error, its code and the name of the rule are left.
"""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

# What our own triggers say; it names a table and no value.
_RAISED_BY_US = "P0001"


@event.listens_for(Engine, "handle_error")
def _redact(context: ExceptionContext) -> None:
    diagnosis: Any = getattr(context.original_exception, "diag", None)
    if diagnosis is None:
        return
    safe = f"{type(context.original_exception).__name__} {_words(diagnosis)}"
    context.original_exception.args = (safe,)
    if context.sqlalchemy_exception:
        context.sqlalchemy_exception.args = (safe,)


def _words(diagnosis: Any) -> str:
    own = diagnosis.message_primary if diagnosis.sqlstate == _RAISED_BY_US else ""
    parts = (diagnosis.sqlstate, diagnosis.constraint_name, diagnosis.column_name, own)
    return " ".join(part for part in parts if part)
