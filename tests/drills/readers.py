"""Readers who go on asking whether there is something new, each on a connection of its own."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

PATH = "/api/v1/guide"
# Twenty that ask without a pause would be what the machine is busy with.
SECONDS_BETWEEN = 0.05


class Reader(Thread):
    """`seen` tells of each edition when it first came; `back` are those that came after a newer."""

    def __init__(self, port: int, stop: Event) -> None:
        super().__init__(daemon=True)
        self.port, self.stop = port, stop
        self.seen: dict[int, float] = {}
        self.back: list[int] = []

    def run(self) -> None:
        connection, etag = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5), ""
        while not self.stop.wait(SECONDS_BETWEEN):
            connection.request("GET", PATH, headers={"If-None-Match": etag})
            answer = connection.getresponse()
            body, etag = answer.read(), answer.headers["ETag"]
            if answer.status == 200:
                self._note(json.loads(body)["meta"]["edition"])
        connection.close()

    def _note(self, number: int) -> None:
        if number < max(self.seen, default=0):
            self.back.append(number)
        self.seen.setdefault(number, time.monotonic())


@contextmanager
def reading(port: int, size: int) -> Iterator[list[Reader]]:
    stop = Event()
    readers = [Reader(port, stop) for _ in range(size)]
    for each in readers:
        each.start()
    try:
        yield readers
    finally:
        stop.set()
        for each in readers:
            each.join()
