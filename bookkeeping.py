"""A line in the journal, and an id, for each answer that Flask itself makes."""

import time
from functools import partial

from flask import Flask, Response, g, request, request_finished, request_started

from journal import METHODS, NO_ROUTE, OTHER, Journal


def keep(app: Flask, journal: Journal, unless: str) -> None:
    """`unless` marks requests that nobody sent: the edition cache's own."""
    request_started.connect(_begin, app, weak=False)
    request_finished.connect(partial(_end, journal=journal, unless=unless), app, weak=False)


def _begin(_app: Flask, **_more: object) -> None:
    g.began = time.perf_counter_ns()


def _end(_app: Flask, response: Response, journal: Journal, unless: str) -> None:
    if unless in request.environ:
        return
    spent = time.perf_counter_ns() - g.began
    method = request.method if request.method in METHODS else OTHER
    route = request.url_rule.rule if request.url_rule else NO_ROUTE
    length = response.content_length or response.calculate_content_length() or 0
    size = 0 if request.method == "HEAD" else length
    told = (method, route, response.status_code, size, "pass")
    response.headers["X-Request-Id"] = journal.note(spent // 1000, told)
