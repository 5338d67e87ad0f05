"""The current edition as JSON: whole, by type and by slug."""

import json

import pytest

import seeds
from services import editions
from services.items import newest_revision
from tests.builders import edit, first, make, publish
from tests.guides import over_all_seeds
from tests.registry import each_listed_type, each_type
from tests.statements import counted

META = {"edition", "published_at", "digest", "clinically_reviewed"}

app = over_all_seeds


def test_guide_gives_everything_in_one_request(client):
    answer = client.get("/api/v1/guide").json
    assert set(answer) == {"data", "meta"}
    assert set(answer["data"]) >= {"clinic", "sections", "side_effects", "faqs", "sources"}


def test_guide_is_what_the_edition_stores(client):
    stored = json.loads(editions.current().document)
    assert client.get("/api/v1/guide").json["data"] == stored["guide"]


def test_meta_says_which_edition_and_that_nobody_reviewed_it(client):
    meta = client.get("/api/v1/guide").json["meta"]
    assert set(meta) == META
    assert (meta["edition"], meta["clinically_reviewed"]) == (1, False)


@each_type
def test_type_has_its_part_of_the_guide(client, content_type):
    answer = client.get(f"/api/v1/{content_type.path}").json
    guide = client.get("/api/v1/guide").json
    assert answer["data"] == guide["data"][content_type.key]
    assert answer["meta"].items() >= guide["meta"].items()


@each_listed_type
def test_item_is_found_by_its_slug(client, content_type):
    expected = client.get(f"/api/v1/{content_type.path}").json["data"][0]
    answer = client.get(f"/api/v1/{content_type.path}/{expected['slug']}").json
    assert answer["data"] == expected


def test_document_is_not_read_again_for_each_answer(client):
    """A large guide's takes longer than to answer."""
    client.get("/api/v1/guide")
    with counted() as asked:
        client.get("/api/v1/faqs")
        client.get(f"/api/v1/faqs/{first('faqs').slug}")
        client.get("/api/v1/search?q=pain")
    assert [each for each in asked if "edition.document" in each] == []


@each_listed_type
def test_unknown_slug_is_not_found(client, content_type):
    assert client.get(f"/api/v1/{content_type.path}/no-such").status_code == 404


@each_type
def test_draft_is_not_shown_until_published(client, content_type):
    item = first(content_type.path)
    before = client.get(f"/api/v1/{content_type.path}").data
    revision = edit(item, internal_note="drafted")
    assert client.get(f"/api/v1/{content_type.path}").data == before
    publish(revision)
    assert client.get("/api/v1/guide").json["meta"]["edition"] == 2


@each_listed_type
def test_items_come_in_their_positions(client, content_type):
    shown = [each["slug"] for each in client.get(f"/api/v1/{content_type.path}").json["data"]]
    assert shown == [each["slug"] for each in seeds.records(content_type)]


@each_type
def test_no_answer_carries_an_internal_note(client, content_type):
    assert b"internal_note" not in client.get(f"/api/v1/{content_type.path}").data


def test_markdown_comes_as_source_and_html(client):
    revision = edit(first("faqs"), answer="A **word**")
    publish(revision)
    answer = client.get(f"/api/v1/faqs/{revision.data['slug']}").json["data"]["answer"]
    assert answer == {"markdown": "A **word**", "html": "<p>A <strong>word</strong></p>\n"}


def test_band_and_sentence_are_computed(client):
    source = make("sources", slug="study")
    row = {
        "formulation": "tablet",
        "population": "adults",
        "numerator": 5,
        "denominator": 50,
        "rate_percent": None,
        "comparator": "",
        "comparator_rate_percent": None,
        "source": source.slug,
    }
    effect = edit(first("side-effects"), frequencies=[row])
    publish(effect, newest_revision(source))
    shown = client.get(f"/api/v1/side-effects/{effect.data['slug']}").json["data"]["frequencies"]
    assert shown[0]["band"] == "very_common"
    assert shown[0]["sentence"] == "About 10 in 100 people who took the tablet had this."


@pytest.mark.parametrize("path", ["/api/v1/guide", "/api/v1/sections", "/api/v1/clinic"])
def test_nothing_published_is_said_plainly(empty_client, path):
    answer = empty_client.get(path)
    assert (answer.status_code, answer.json["code"]) == (503, "not_published")
    assert answer.headers["Retry-After"] == "60"
