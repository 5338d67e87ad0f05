"""The same answer in each encoding, under a tag of its own, and 304 for whoever has it."""

import gzip

import brotli
import pytest

from tests.caching import complete, reader, warm

GUIDE = "/api/v1/guide"
UNPACKED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
TAKEN = {
    "": "",
    "identity": "",
    "gzip": "gzip",
    "br": "br",
    "gzip, deflate, br, zstd": "br",
    "br;q=0.5, gzip": "gzip",
    "br;q=0, gzip;q=0": "",
    "*": "br",
    "*;q=0.1, gzip;q=0.2": "gzip",
    "gzip;q=0.1, identity": "",
    "deflate": "",
    "gzip;q=": "gzip",
    f"{'x' * 500}, gzip": "",
}
each_encoding = pytest.mark.parametrize("encoding", UNPACKED, ids=["plain", "gzip", "br"])


@pytest.fixture(scope="module")
def cached(app):
    return reader(complete(warm(app)))


def get(cached, encoding, **headers):
    return cached.get(GUIDE, headers={"Accept-Encoding": encoding, **headers})


@pytest.mark.parametrize("header", TAKEN, ids=str)
def test_client_gets_the_best_that_it_takes(cached, header):
    answer = get(cached, header)
    assert answer.headers.get("Content-Encoding", "") == TAKEN[header]
    assert UNPACKED[TAKEN[header]](answer.data) == get(cached, "").data


@each_encoding
def test_answer_says_what_it_depends_on_and_who_may_read_it(cached, encoding):
    answer = get(cached, encoding)
    assert {*answer.vary} == {"Accept", "Accept-Encoding"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_tags_differ_and_smaller_answers_are_smaller(cached):
    answers = [get(cached, each) for each in ("br", "gzip", "")]
    assert len({each.get_etag() for each in answers}) == 3
    sizes = [len(each.data) for each in answers]
    assert sizes == sorted(sizes)


def known_by(etag):
    other = '"other"'
    return [etag, f"W/{etag}", f"{other}, {etag}", f"{other},W/{etag}", "*"]


@each_encoding
@pytest.mark.parametrize("which", range(5), ids=["it", "weak", "list", "weak list", "any"])
def test_whoever_has_it_is_told_so(cached, encoding, which):
    etag = get(cached, encoding).headers["ETag"]
    answer = get(cached, encoding, **{"If-None-Match": known_by(etag)[which]})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & {*answer.headers.keys()}


@each_encoding
def test_not_modified_says_the_rest_as_well(cached, encoding):
    answer = get(cached, encoding, **{"If-None-Match": "*", "Origin": "https://example.com"})
    assert {*answer.vary} == {"Accept", "Accept-Encoding"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.cache_control.max_age == 60


def test_fetch_that_asks_for_the_newest_is_told_so_as_well(cached):
    """Node adds `Cache-Control: no-cache` wherever a program sets If-None-Match itself."""
    etag = get(cached, "br").headers["ETag"]
    headers = {"If-None-Match": etag, "Cache-Control": "no-cache", "Pragma": "no-cache"}
    assert get(cached, "br", **headers).status_code == 304


@pytest.mark.parametrize(("has", "takes"), [("", "gzip"), ("gzip", ""), ("gzip", "br")])
def test_other_bytes_than_those_it_has_are_sent(cached, has, takes):
    """The control: strong tags of one page in two encodings never meet (RFC 9110, 8.8.3.3)."""
    etag = get(cached, has).headers["ETag"]
    assert get(cached, takes, **{"If-None-Match": etag}).status_code == 200


def test_head_says_the_length_of_what_would_be_sent(cached):
    head = cached.head(GUIDE, headers={"Accept-Encoding": "gzip"})
    assert head.headers["Content-Length"] == str(len(get(cached, "gzip").data))
