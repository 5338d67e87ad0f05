"""The guide as files: what the API answers, at the same paths, shown all at once."""

import gzip
import json

import brotli
import pytest

from api.exporting import Exporter, file_of
from services import editions, withholdings
from tests.builders import PUBLISHER, REVIEWER, edit, first, publish
from tests.paths import READ_PATHS

EVERY = [each for each in READ_PATHS if "/diff/" not in each]


@pytest.fixture
def exporter(app, session):
    return Exporter(app, lambda _folder: None)


@pytest.fixture
def folder(exporter, tmp_path):
    for _ in exporter.export(tmp_path):
        pass
    return tmp_path / "current"


@pytest.mark.parametrize("path", EVERY)
def test_file_is_what_the_api_answers(client, folder, path):
    assert (folder / file_of(path)).read_bytes() == client.get(path).data


def test_twins_say_the_same(folder):
    plain = (folder / "api/v1/guide.json").read_bytes()
    assert gzip.decompress((folder / "api/v1/guide.json.gz").read_bytes()) == plain
    assert brotli.decompress((folder / "api/v1/guide.json.br").read_bytes()) == plain


def test_progress_goes_to_the_end(exporter, tmp_path):
    told = list(exporter.export(tmp_path))
    assert told[-1][0] == told[-1][1] == len(told) > 50


def test_new_edition_takes_the_place_of_the_one_before(exporter, folder):
    publish(edit(first("faqs"), question="Changed?"))
    before = folder.resolve()
    for _ in exporter.export(folder.parent):
        # Until all of it is written, readers find what was there.
        assert folder.resolve() == before
    guide = json.loads((folder / "api/v1/guide.json").read_bytes())
    assert guide["meta"]["edition"] == 2
    assert before.exists()


def test_what_nobody_reads_any_more_is_cleared_away(exporter, folder):
    oldest = folder.resolve()
    for number in range(2):
        publish(edit(first("faqs"), question=f"Changed {number}?"))
        for _ in exporter.export(folder.parent):
            pass
    assert not oldest.exists()


def test_draft_is_in_no_file(exporter, tmp_path):
    edit(first("faqs"), question="canary-99e1")
    for _ in exporter.export(tmp_path):
        pass
    files = [each for each in tmp_path.rglob("*") if each.suffix in {".json", ".jsonld"}]
    assert len(files) > 50
    assert not [each for each in files if b"canary-99e1" in each.read_bytes()]


def test_withholding_is_a_new_export(exporter, session):
    publish(edit(first("faqs"), question="Changed?"))
    before = exporter.pulse()
    withholdings.ask(editions.numbered(1), PUBLISHER, "Wrong.")
    withholdings.confirm(editions.numbered(1), REVIEWER)
    assert exporter.pulse() != before


def test_it_is_kept_current_and_not_made_again(exporter, tmp_path):
    exporter.keep(tmp_path)
    shown = (tmp_path / "current").stat(follow_symlinks=False).st_ctime_ns
    exporter.keep(tmp_path)
    assert (tmp_path / "current").stat(follow_symlinks=False).st_ctime_ns == shown
    publish(edit(first("faqs"), question="Changed?"))
    exporter.keep(tmp_path)
    assert (tmp_path / "current").readlink().name == "2-0"
