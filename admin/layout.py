"""In which order and under which words the fields of a record stand on the page."""

from wtforms import Field

from admin.fields import Rows
from admin.forms import ItemForm
from services.registry import ContentType

# What every record has besides its own fields.
SHARED = {"In the list": ["slug", "position"], "For staff only": ["internal_note"]}

Group = tuple[str, list[Field]]


def own(form: ItemForm, content_type: ContentType) -> list[Field]:
    """The fields that only this type has, as its table has them."""
    columns = [each.key for each in content_type.model.__table__.columns]
    return [form[name] for name in columns if name in form]


def children(form: ItemForm) -> list[tuple[Rows, str, str]]:
    """The rows below the record, each with its label and what one of them is called."""
    lists = [each for each in form if isinstance(each, Rows)]
    return [(each, each.label.text, each.one) for each in lists]


def shared(form: ItemForm) -> list[Group]:
    return [(legend, [form[each] for each in names]) for legend, names in SHARED.items()]
