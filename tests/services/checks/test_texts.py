"""The texts of a snapshot: which there are, and where their parts stand."""

from services.checks import texts
from services.checks.texts import Text
from tests.services.checks.records import TYPES, record


def test_texts_are_those_that_readers_see():
    fields = [each.field for each in texts.prose(TYPES["faqs"].model, record("faqs"))]
    assert fields == ["question", "answer"]


def test_texts_of_rows_have_their_place():
    points = [{"term": "One", "text": "Text"}, {"term": "Two", "text": ""}]
    found = texts.prose(TYPES["sections"].model, record("sections", points=points, body=""))
    assert [each.field for each in found][2:] == [
        "points[0].term",
        "points[0].text",
        "points[1].term",
    ]


def test_sentences_know_their_place():
    text = Text("answer", "**No.** Wait!\n\n1. Call us\n2. Ask: why?")
    marked = [text.words[each.start : each.end] for each in text.sentences()]
    assert marked == ["**No.**", "Wait!", "Call us", "Ask:", "why?"]
    assert [each.text for each in text.sentences()] == ["No.", "Wait!", "Call us.", "Ask:", "why?"]


def test_blanks_keep_every_place():
    text = Text("answer", "A `code` [b](https://example.com) “c” {{ d }} e")
    assert len(text.unquoted) == len(text.words)
    assert text.unquoted.split() == ["A", "[b](", ")", "e"]
