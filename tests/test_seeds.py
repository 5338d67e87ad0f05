"""Loading the seeds: whole, once, and never over what people did."""

from collections import Counter

import seeds
from services import items, snapshot, terms
from tests.builders import ACTOR, edit, first
from tests.guides import over_all_seeds
from tests.registry import each_type

app = over_all_seeds


@each_type
def test_every_record_became_an_item_as_it_stands(session, content_type):
    for record in seeds.records(content_type):
        assert snapshot.take(items.find(content_type, record["slug"])) == record


def test_loading_again_creates_nothing(session):
    assert set(seeds.load()) == {"kept"}


def test_loading_again_keeps_what_people_changed(session):
    edit(first("faqs"), question="Ours?")
    seeds.load()
    assert first("faqs").question == "Ours?"


def test_missing_record_is_created(session, tmp_path):
    for path in seeds.FOLDER.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "faqs.json").write_text(
        (tmp_path / "faqs.json").read_text().replace('"slug": "', '"slug": "new-')
    )
    assert isinstance(seeds.load(tmp_path), Counter)
    assert seeds.load(tmp_path)["created"] == 0


def test_every_term_became_a_record(session):
    stored = [(each.name, each.avoid, each.prefer, each.level) for each in terms.in_order()]
    keys = ("name", "avoid", "prefer", "level")
    assert stored == [tuple(each[key] for key in keys) for each in seeds.avoided()]


def test_loading_again_keeps_what_people_changed_of_a_term(session):
    term = terms.find("addict")
    terms.change(term, {"avoid": ["ours"]}, seen_version=term.version, actor=ACTOR)
    seeds.load()
    assert terms.find("addict").avoid == ["ours"]
