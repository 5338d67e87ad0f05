"""Work that goes on whatever happens to it, and trouble that is said once."""

import logging
import time

import pytest

import ticker
from ticker import Ticker

CANARY = "canary-9e"


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.ERROR)
    return lambda: [each.getMessage() for each in caplog.records]


def test_trouble_and_its_end_are_each_said_once_and_no_values(said):
    broken = [True]

    def work():
        if broken:
            raise KeyError(CANARY)

    ticking = Ticker("cache", work)
    ticking.once()
    broken.clear()
    ticking.once()
    ticking.once()
    assert said() == ["cache: KeyError", "cache: well again"]


def test_thread_goes_on_after_trouble(said, monkeypatch):
    monkeypatch.setattr(ticker, "SECONDS_BETWEEN", 0.001)
    times = []

    def work():
        times.append(1)
        raise KeyError

    Ticker("cache", work).start()
    deadline = time.monotonic() + 5
    while len(times) < 5:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    assert said() == ["cache: KeyError"]
