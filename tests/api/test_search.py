"""Search: the best places in what is published, and nothing of a draft."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.reading import PREFIX
from api.searching import Index
from content_types import CONTENT_TYPES
from services.items import newest_revision
from tests.builders import edit, first, make, publish

CANARY = "zweihundertvier"


def search(client, words, **more):
    answer = client.get(f"{PREFIX}/search", query_string={"q": words, **more})
    assert answer.status_code == 200, answer.text
    return answer.json


def slugs(found):
    return [each["slug"] for each in found["data"]]


def index_of(**texts):
    """Of one question."""
    text = {"markdown": "", "html": texts.pop("answer", "")}
    record = {"slug": "asked", "question": "", "topic": "", "answer": text, **texts}
    return Index({"faqs": [record]})


def test_word_of_the_guide_is_found_and_marked(client):
    best = search(client, "naloxone")["data"][0]
    assert "<mark>naloxone</mark>" in best["html"].lower()


def test_best_comes_first(client):
    publish_a_question("Which zebra?", "None.", "zebra-in-title")
    publish_a_question("Which horse?", "No zebra and no donkey.", "zebra-in-text")
    assert slugs(search(client, "zebra")) == ["zebra-in-title", "zebra-in-text"]


def publish_a_question(question, answer, slug="asked"):
    made = make("faqs", slug=slug, question=question, answer=answer, citations=[])
    publish(newest_revision(made))


def test_place_within_a_record_is_told(client):
    section = first("sections")
    points = [{"term": "First", "text": "Nothing."}, {"term": "Second", "text": f"A {CANARY}."}]
    publish(edit(section, points=points))
    (hit,) = search(client, CANARY)["data"]
    assert (hit["slug"], hit["part"], hit["place"]) == (section.slug, "points", 1)


@pytest.mark.parametrize("asked", ["running", "runs", "RUN", "ru", "rún"])
def test_stems_beginnings_and_accents_do_not_matter(app, asked):
    assert index_of(question="They run far away.").find(asked, 9)


def test_accent_in_the_text_does_not_matter(app):
    assert index_of(question="At the café.").find("cafe", 9)


def test_only_the_last_word_may_be_a_beginning(app):
    index = index_of(question="Naltrexone tablets")
    assert index.find("naltrexone tab", 9)
    assert "tablets" in index.find("nal tablets", 9)[0].text.lower()


def test_what_stands_in_a_text_is_escaped(app):
    (hit,) = index_of(answer="<p>Less &lt;b&gt; than one word</p>").find("word", 9)
    assert hit.text == "Less &lt;b&gt; than one <mark>word</mark>"


def test_nothing_found_names_the_titles_most_like_it(app, client):
    title = json.loads(client.get(f"{PREFIX}/faqs").text)["data"][0]["question"]
    found = search(client, f"{title[:-4]}xqzzy".replace(" ", "q"))
    assert found["data"] == []
    assert title in [each["title"] for each in found["meta"]["nearest"]]


def test_draft_is_not_found_until_it_is_published(client):
    draft = edit(first("faqs"), question=f"Is {CANARY} right?")
    assert slugs(search(client, CANARY)) == []
    publish(draft)
    assert slugs(search(client, CANARY)) == [first("faqs").slug]


def test_internal_notes_are_never_found(client):
    publish(edit(first("faqs"), internal_note=CANARY))
    assert slugs(search(client, CANARY)) == []


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": " "}, {"q": "a" * 201}, {"q": "a", "x": "1"}]
)
def test_what_is_asked_the_wrong_way_is_refused(client, asked):
    answer = client.get(f"{PREFIX}/search", query_string=asked)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")


def test_answer_is_kept_nowhere(client):
    answer = client.get(f"{PREFIX}/search?q=naloxone")
    assert answer.headers["Cache-Control"] == "no-store"


def test_limit_is_kept(client):
    assert len(search(client, "naltrexone", limit=3)["data"]) == 3


@settings(max_examples=2 * settings.default.max_examples, deadline=None, database=None)
@given(asked=st.text(max_size=200))
def test_no_words_break_it(asked):
    index = index_of(question="A question")
    assert isinstance(index.find(asked, 9), list)


@pytest.mark.parametrize(
    "hostile", ['" OR 1', "NEAR(a b)", "a*", "title:a", "a AND", "\0", "'--", "^a"]
)
def test_nothing_asked_is_an_instruction(app, hostile):
    assert index_of(question="Only this.").find(hostile, 9) == []


def test_every_type_is_looked_through(client):
    guide = client.get(f"{PREFIX}/guide").json["data"]
    found = {each["content_type"] for each in search(client, "the", limit=50)["data"]}
    assert found <= set(guide)
    assert {each.key for each in CONTENT_TYPES} >= found
