"""The bench still works: one quick case, told by its shape and never by its time."""

import re
import subprocess
import sys
from string import Template

import pytest

from tests.bench import __main__ as bench
from tests.bench.load import WRK, read
from tests.nginx import NGINX
from tests.servers import ROOT

COMMAND = [sys.executable, "-m", "tests.bench", "--quick"]


@pytest.mark.drill
def test_quick_case_prints_its_table_and_writes_nothing():
    if WRK is None or NGINX is None:
        pytest.skip("wrk or nginx is missing: install 'wrk' and 'nginx-light' to try the bench")
    before = bench.PAGE.read_bytes() if bench.PAGE.exists() else None
    said = subprocess.run([*COMMAND, "files"], cwd=ROOT, capture_output=True, text=True, check=True)
    rows = re.findall(r"^\| whole guide.*$", said.stdout, re.MULTILINE)
    assert [len(each.split("|")) for each in rows] == [9, 9]
    assert before == (bench.PAGE.read_bytes() if bench.PAGE.exists() else None)


def test_page_has_a_place_for_every_case():
    named = Template(bench.TEMPLATE.read_text()).get_identifiers()
    assert sorted(named) == sorted([*bench.CASES, "machine"])


def test_unknown_case_is_refused_in_words():
    with pytest.raises(SystemExit, match="No such case: speed"):
        bench.main(["speed"])


def test_missing_tools_are_named_before_anything_begins(monkeypatch):
    monkeypatch.setattr(bench, "WRK", None)
    with pytest.raises(SystemExit, match="apt-get install wrk"):
        bench.main(["reads"])


SAID = """
  Latency Distribution
     50%  912.00us
     99%    1.20s
  2000 requests in 2.00s, 1.00MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   1000.50
"""


def test_what_wrk_says_is_read():
    found = read(SAID)
    assert (found.rate, found.p50, found.p99) == (1000.5, 0.912, 1200)
    assert (found.done, found.refused, found.broken) == (2000, 4, 3)


def test_half_a_measurement_does_not_take_the_place_of_a_whole(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bench, "PAGE", tmp_path / "performance.md")
    monkeypatch.setattr(bench, "CASES", {"files": lambda _: "a table", "reads": lambda _: "more"})
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    bench.main(["files"])
    bench.main(["--quick"])
    assert "a table" in capsys.readouterr().out
    assert not bench.PAGE.exists()
