"""An empty row of a list of fields, which the page copies when somebody adds one."""

from flask import Flask
from wtforms import Field, FieldList

# The page puts the next free number here.
PLACE = "__n__"


def init_app(app: Flask) -> None:
    app.add_template_global(blank_row)


def blank_row(rows: FieldList) -> Field:
    """As the list would make its next entry, under a name that the page fills in."""
    unbound = rows.unbound_field
    name, id_ = f"{rows.short_name}-{PLACE}", f"{rows.id}-{PLACE}"
    field: Field = unbound.bind(form=None, name=name, prefix=rows._prefix, id=id_, _meta=rows.meta)
    field.process(None)
    return field
