"""Figures: counted in batches as one by one, added up over processes, and about nobody."""

import subprocess
import sys
import urllib.request

import pytest
from prometheus_client import CollectorRegistry, Histogram

import metrics
import scraping
from tests.servers import free_port

ROUTE = "/api/v1/faqs/<slug>"
# Counts one hit in a process that it forks, says so, and goes on until its input ends.
PROCESS = f"""
import os, sys, journal, metrics
from datetime import datetime
metrics.count_in(sys.argv[2])
if os.fork():
    sys.exit(os.waitpid(-1, 0)[1])
line = journal.Line(datetime.now(), "id", 200, "public", "GET", "{ROUTE}", 200, 17, "hit")
metrics.tally("public", [line])
metrics.show("public", int(sys.argv[1]), 1000)
print(flush=True)
sys.stdin.read()
"""
VALUES = [0.0, 0.00005, 0.0001, 0.0002, 0.3, 2.5, 9.0]


def samples(histogram):
    (family,) = histogram.collect()
    return {(each.name, *each.labels.values()): each.value for each in family.samples}


def test_batch_is_observed_as_each_of_it_would_be():
    """The one place that knows the library from inside."""
    made = [
        Histogram("a", "A.", buckets=metrics.BUCKETS, registry=CollectorRegistry())
        for _ in range(2)
    ]
    metrics.observe(made[0], VALUES)
    for each in VALUES:
        made[1].observe(each)
    one, other = ({k: v for k, v in samples(each).items() if k[0] != "a_created"} for each in made)
    assert one == pytest.approx(other)


@pytest.fixture
def counting(tmp_path, root):
    """Starts processes that count in one folder; gives it."""
    running = []

    def start(edition):
        command = [sys.executable, "-c", PROCESS, str(edition), str(tmp_path)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        running.append(subprocess.Popen(command, cwd=root, **pipes))
        running[-1].stdout.readline()
        return running[-1]

    yield tmp_path, start
    for each in running:
        each.communicate()


def values(folder):
    families = scraping.Everybody(folder).collect()
    return {each.name: each.value for family in families for each in family.samples}


def test_processes_are_added_up_and_the_dead_have_nothing_any_more(counting):
    folder, start = counting
    start(7)
    ending = start(6)
    both = values(folder)
    assert (both["guide_requests_total"], both["guide_cache_bytes"]) == (2, 2000)
    assert both["guide_cache_edition"] == 6
    ending.communicate()
    left = values(folder)
    assert (left["guide_requests_total"], left["guide_cache_bytes"]) == (2, 1000)
    assert left["guide_cache_edition"] == 7


def scraped(folder, figures):
    port = free_port()
    scraping.serve(port, folder, figures)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return answer.read().decode()


def test_figures_are_served_on_the_loopback_address(tmp_path):
    text = scraped(tmp_path / "new", lambda: {"edition": 3})
    assert "guide_edition 3.0" in text
    assert "guide_database_up 1.0" in text


def test_database_that_is_away_is_a_figure_too(tmp_path):
    assert "guide_database_up 0.0" in scraped(tmp_path, lambda: 1 / 0)
