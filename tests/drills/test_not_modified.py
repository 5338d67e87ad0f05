"""Who has an answer already gets 304 and no body: curl, a browser, and Node's fetch."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import playwright
import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.screenshots import FLAGS, find_chromium
from tests.servers import Server

pytestmark = pytest.mark.drill

# Node comes with Playwright. Its fetch sends `Cache-Control: no-cache` beside If-None-Match.
NODE = Path(playwright.__file__).parent / "driver" / "node"
IN_NODE = """
const url = process.argv[1];
const first = await fetch(url);
const headers = { "If-None-Match": first.headers.get("etag") };
const again = await fetch(url, { headers });
console.log(JSON.stringify([first.status, again.status, (await again.text()).length]));
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(tmp_path_factory.mktemp("site")) as server:
        yield f"{server.url}/api/v1/guide"


def printed(*command: object) -> str:
    done = subprocess.run([str(each) for each in command], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_curl(url: str, tmp_path: Path, coding: str) -> None:
    """The date is the server's own."""
    told = ("-s", "-o", tmp_path / "body", "-w", "%{http_code} %{size_download} %header{date}")
    asked = (*told, "-H", f"Accept-Encoding: {coding}", url)
    first = printed("curl", "--etag-save", tmp_path / "etag", *asked)
    again = printed("curl", "--etag-compare", tmp_path / "etag", *asked)
    assert (first[:4], again[:6]) == ("200 ", "304 0 ")
    assert first[-3:] == again[-3:] == "GMT"


def test_fetch_of_node(url: str) -> None:
    assert json.loads(printed(NODE, "--input-type=module", "-e", IN_NODE, url)) == [200, 304, 0]


def test_fetch_of_a_browser(url: str) -> None:
    """It asks again whether what it has is still right, and is told so."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page()
        page.goto(url.replace("/api/v1/guide", "/problems.html"))
        statuses: list[int] = []
        # A page is shown what it had before, as if it had come again: the network tells.
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        heard = "Network.responseReceivedExtraInfo"
        network.on(heard, lambda told: statuses.append(told["statusCode"]))
        for _ in range(2):
            page.evaluate("url => fetch(url, { cache: 'no-cache' }).then(it => it.text())", url)
        browser.close()
    assert statuses == [200, 304]
