"""From exact revisions to the guide."""

import json

from services import composing, editions, together
from services.items import newest_revision
from tests.builders import edit, first, make, publish, sample, type_called


def compose():
    return composing.compose(together.of(editions.current()))


def test_composing_again_gives_what_was_published(session):
    assert compose() == json.loads(editions.current().document)["guide"]


def test_position_decides_the_order(session):
    publish(edit(first("faqs"), position=999))
    assert compose()["faqs"][-1]["slug"] == first("faqs").slug


def test_source_named_by_a_child_must_be_in_the_edition_too(session):
    source = newest_revision(make("sources", slug="a-study"))
    row = {**sample(type_called("side-effects"))["frequencies"][0], "source": "a-study"}
    effect = edit(first("side-effects"), frequencies=[row])
    publish(effect, source)
    assert "a-study" in {each["slug"] for each in compose()["sources"]}
