"""The nginx configuration that is shipped: reads from files, the rest from the application."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from edge import HEADERS
from tests.drills.family import wait_until
from tests.nginx import DEPLOY, NGINX, in_front_of
from tests.paths import FORM, QUERIES, READ_PATHS, TOKEN
from tests.servers import Server

pytestmark = pytest.mark.drill

SECONDS = 20.0


@dataclass(frozen=True)
class Site:
    server: Server
    url: str
    export: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if NGINX is None:
        pytest.skip("no nginx found: install 'nginx-light' to try the configuration")
    folder = tmp_path_factory.mktemp("site")
    export = folder / "files"
    with Server(folder, EXPORT_DIR=str(export), TRUSTED_PROXY_HOPS="1") as server:
        wait_until((export / "current").exists, SECONDS)
        with in_front_of(server.port, export, folder) as url:
            yield Site(server, url, export)


def ask(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    try:
        with urlopen(Request(url, headers=headers), timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as refused:
        return refused.code, refused.headers, refused.read()


@pytest.mark.parametrize("path", [*READ_PATHS, *QUERIES, FORM, "/", "/problems.html"])
def test_answer_is_that_of_the_application(site: Site, path: str) -> None:
    through, straight = ask(f"{site.url}{path}"), ask(f"{site.server.url}{path}")
    assert (through[0], through[2]) == (straight[0], straight[2])
    assert through[1].get_content_type() == straight[1].get_content_type()


PACKED = {"Accept-Encoding": "gzip"}
FROM_FILES = ["/api/v1/guide", "/api/v1/guide.jsonld", "/api/v1/faqs", "/api/v1/sections/emergency"]
# Of the edition cache, and of the very application.
NOT_NGINX_S = {"x-request-id", "etag", "content-length", "date", "server"}


@pytest.mark.parametrize("path", FROM_FILES)
def test_read_from_a_file_says_all_that_the_application_says(site: Site, path: str) -> None:
    through, straight = (ask(f"{url}{path}", **PACKED)[1] for url in (site.url, site.server.url))
    named = {each.lower() for each in straight} - NOT_NGINX_S
    assert {name: through[name] for name in named} == {name: straight[name] for name in named}


@pytest.mark.parametrize("path", FROM_FILES)
def test_who_has_it_already_gets_304(site: Site, path: str) -> None:
    _, headers, _ = ask(f"{site.url}{path}", **PACKED)
    assert ask(f"{site.url}{path}", **PACKED, **{"If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize("path", ["/api/v1/no-such-thing", "/api/v1/faqs/none", "/no-such-page"])
def test_what_is_not_there_is_refused_by_the_application(site: Site, path: str) -> None:
    assert ask(f"{site.url}{path}")[0] == 404


def test_token_is_another_each_time(site: Site) -> None:
    first, second = (ask(f"{site.url}{TOKEN}")[2] for _ in range(2))
    assert first != second


def test_files_of_the_export_itself_are_no_addresses(site: Site) -> None:
    for path in ("/api/v1/guide.json.gz", "/editions/", "/current", "/../current"):
        assert ask(f"{site.url}{path}")[0] in {400, 404}


def test_page_says_the_same_of_itself(site: Site) -> None:
    told = dict(re.findall(r'add_header (\S+) "(.*)";', (DEPLOY / "page-headers.conf").read_text()))
    assert {name: told.get(name) for name in HEADERS} == HEADERS
    _, headers, _ = ask(f"{site.url}/")
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_log_says_neither_who_nor_what(site: Site) -> None:
    ask(f"{site.url}/api/v1/search?q=canary-3b1f")
    log = Path(site.export).parent / "access.log"
    wait_until(lambda: log.read_text().count("\n") > 3, SECONDS)
    assert not re.search(r"canary|127\.0\.0\.1|/api/", log.read_text())


def test_guide_outlives_the_application(site: Site) -> None:
    """The last one: nothing answers behind nginx any more."""
    os.kill(site.server.process.pid, 15)
    site.server.process.wait(SECONDS)
    status, _, body = ask(f"{site.url}/api/v1/guide")
    assert (status, json.loads(body)["meta"]["edition"]) == (200, 1)
    assert ask(f"{site.url}/")[0] == 200
    assert ask(f"{site.url}/api/v1/search?q=naloxone")[0] == 502
