"""Two documents compared, also old ones that know less."""

from services.document_diff import between
from tests.registry import each_type

OLD = {"guide": {}}


def record(**fields):
    return {"slug": "a", "revision": 1, **fields}


def holding(content_type, *records):
    return {"guide": {content_type.key: records[0] if content_type.singleton else list(records)}}


@each_type
def test_content_type_that_came_later_is_added(app, content_type):
    found = between(OLD, holding(content_type, record()))["added"]
    assert found == [{"content_type": content_type.name, "slug": "a", "record": record()}]


@each_type
def test_field_that_came_later_was_nothing_before(app, content_type):
    after = holding(content_type, record(revision=2, since="today"))
    (changed,) = between(holding(content_type, record()), after)["changed"]
    assert changed["fields"] == {"since": {"before": None, "after": "today"}}


@each_type
def test_revision_alone_is_no_difference(app, content_type):
    documents = [holding(content_type, record(revision=number)) for number in (1, 2)]
    assert not any(between(*documents).values())


def test_content_type_that_is_no_more_is_not_shown(app):
    assert not any(between(OLD, {"guide": {"poems": [record()]}}).values())
