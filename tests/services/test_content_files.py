"""The guide as files: always the same bytes, and every mistake named with file and record."""

import json

import pytest

import seeds
from content_types import CONTENT_TYPES
from services import content_files, registry
from services.content_files import NotImportable
from services.errors import DomainError
from tests.builders import sample, type_called
from tests.registry import each_type

CANARY = "canary-3b1f"
FAQ = {
    "slug": "why",
    "question": "Why?",
    "answer": "So.",
    "topic": "start",
    "citations": [],
    "internal_note": "",
}


@pytest.fixture(autouse=True)
def _types():
    """All that is needed of an application: no database is asked."""
    registry.register(CONTENT_TYPES)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def put(folder, name, content):
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")


def problems(folder):
    with pytest.raises(NotImportable) as refused:
        content_files.read(folder)
    return refused.value.problems


@each_type
def test_seeds_are_written_in_the_one_way(content_type):
    stored = (seeds.FOLDER / content_files.name_of(content_type)).read_bytes()
    assert content_files.dump(content_type, seeds.records(content_type)) == stored


@each_type
def test_order_of_names_does_not_matter(content_type):
    record = sample(content_type)
    turned = dict(reversed(record.items()))
    assert content_files.dump(content_type, [turned]) == content_files.dump(content_type, [record])


def test_what_is_written_is_read_again(folder):
    contents = {"faqs.json": content_files.dump(type_called("faqs"), [{**FAQ, "position": 7}])}
    content_files.write(folder / "new", contents)
    assert content_files.read(folder / "new") == {type_called("faqs"): [FAQ]}
    assert (folder / "new").stat().st_mode & 0o777 == 0o700


def test_nothing_else_is_left_in_the_folder(folder):
    put(folder, ".gitignore", "")
    content_files.write(folder, {"faqs.json": b"[]"})
    assert {each.name for each in folder.iterdir()} == {".gitignore", "faqs.json"}


def test_older_export_is_written_over(folder):
    put(folder, "faqs.json", "old")
    content_files.write(folder, {"faqs.json": b"new"})
    assert (folder / "faqs.json").read_bytes() == b"new"


def test_folder_of_something_else_is_left_alone(folder):
    put(folder, "holiday.txt", "mine")
    with pytest.raises(DomainError, match=r"holds holiday\.txt"):
        content_files.write(folder, {"faqs.json": b"[]"})
    assert [each.name for each in folder.iterdir()] == ["holiday.txt"]


def test_file_is_no_folder(folder):
    put(folder, "faqs.json", "[]")
    with pytest.raises(DomainError, match="is not a folder"):
        content_files.write(folder / "faqs.json", {})


WRONG = {
    "unknown file": ({"faq.json": []}, "faq.json: no file of this guide."),
    "not JSON": ({"faqs.json": "[{"}, "faqs.json: no JSON at line 1, column 3."),
    "no list": ({"faqs.json": {}}, "faqs.json: expected a list of records."),
    "too deep": ({"faqs.json": "[" * 100_000}, "faqs.json: no JSON that can be read."),
    "too large": ({"faqs.json": f"[{'9' * 5000}]"}, "faqs.json: no JSON that can be read."),
    "name twice": (
        {"faqs.json": '[{"slug": "a", "slug": "b"}]'},
        "faqs.json: a record has the same name twice.",
    ),
    "no record": (
        {"faqs.json": [FAQ, CANARY]},
        "faqs.json, record 2: expected a record with named fields.",
    ),
    "missing": (
        {"faqs.json": [{"slug": "why", "question": CANARY}]},
        f"faqs.json, why: missing answer, topic, citations, internal_note. {content_files.OLDER}",
    ),
    "unknown": (
        {"faqs.json": [{**FAQ, CANARY: 1}]},
        f"faqs.json, why: known names are {', '.join(FAQ)}. {content_files.OLDER}",
    ),
    "its place": (
        {"faqs.json": [{**FAQ, "position": 1}]},
        f"faqs.json, why: known names are {', '.join(FAQ)}. {content_files.OLDER}",
    ),
    "slug of no text": (
        {"faqs.json": [{**FAQ, "slug": [CANARY]}]},
        "faqs.json, record 1: slug: expected text.",
    ),
    "slug twice": ({"faqs.json": [FAQ, FAQ]}, "faqs.json, why: this slug comes twice."),
    "no clinic": ({"clinic.json": []}, "clinic.json: expected exactly one record."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_a_sentence(folder, case):
    files, says = WRONG[case]
    for name, content in files.items():
        put(folder, name, content)
    assert problems(folder) == [says]
    assert CANARY not in says


def test_bytes_that_are_no_text_are_refused(folder):
    (folder / "faqs.json").write_bytes(b"\xff[]")
    assert problems(folder) == ["faqs.json: no text in UTF-8."]


def test_everything_wrong_is_said_at_once(folder):
    for name in ("x.txt", "clinic.json", "sources.json"):
        put(folder, name, "")
    put(folder, "faqs.json", [FAQ])
    assert [each.partition(":")[0] for each in problems(folder)] == [
        "x.txt",
        "clinic.json",
        "sources.json",
    ]


@pytest.mark.parametrize("where", ["", "no-such-folder"])
def test_folder_without_files_is_refused(folder, where):
    assert "holds no file of the guide, such as clinic.json." in problems(folder / where)[0]
