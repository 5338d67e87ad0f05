"""Fixtures for all: both databases, one transaction a test, and printed counts."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from tests.apps import opened, prepared, shared, undone
from tests.browser import Browser
from tests.databases import DATABASES, PRODUCTION, Databases
from tests.guides import Guides
from tests.people import QUICK_PASSWORDS
from tests.twins import is_twin

# What holds for anything that may be written is asked in few examples; `make drills` asks in full.
settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("full", max_examples=100, deadline=None)
settings.load_profile("quick")

HERE = Path(__file__).parent
COUNTS = pytest.StashKey[list[str]]()
COLLECTED = pytest.StashKey[list[pytest.Item]]()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes new empty databases of either kind."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def guides(databases: Databases) -> Guides:
    """Copies of prepared guides, for who does not prepare one to see how that goes."""
    return Guides(databases)


@pytest.fixture(scope="session", params=DATABASES)
def app(request: pytest.FixtureRequest, guides: Guides) -> Iterator[Flask]:
    """The public application over a small guide with edition 1."""
    with shared(guides.small(request.param)) as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """Everything the test does, commits included, is undone after it."""
    with undone(app):
        yield


@pytest.fixture
def client(app: Flask, session: None) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def staff_app(app: Flask) -> Iterator[Flask]:
    """The staff application over the same database; passwords are quick to verify."""
    shared = {name: app.config[name] for name in ("INSTANCE", "DATABASE_URL")}
    with opened("staff", {**shared, **QUICK_PASSWORDS}) as staff_app:
        staff_app.test_client_class = Browser
        yield staff_app


@pytest.fixture
def staff_session(staff_app: Flask) -> Iterator[None]:
    """As `session`, for the staff application."""
    with undone(staff_app):
        yield


@pytest.fixture
def staff_client(staff_app: Flask, staff_session: None) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return staff_app.test_client()


@pytest.fixture(scope="module")
def empty_client(databases: Databases) -> Iterator[FlaskClient]:
    """The public application, which cannot write, where nothing was ever published."""
    with prepared(databases.new("sqlite") | PRODUCTION) as app:
        yield app.test_client()


@pytest.fixture
def counts(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a line of figures at the end of the run."""
    return request.config.stash.setdefault(COUNTS, []).append


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over the figures of a parallel worker."""
    node.config.stash.setdefault(COUNTS, []).extend(node.workeroutput.get("counts", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(COUNTS, [])
    if lines:
        terminalreporter.section("counts")
        terminalreporter.write_line("\n".join(sorted(set(lines))))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: a check that did not run proves nothing."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = session.config.stash.get(COUNTS, [])
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and os.environ.get("CI"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All that there is, before `-m` chooses."""
    config.stash[COLLECTED] = items.copy()
    for item in items:
        if is_twin(item, item.path.relative_to(HERE)):
            item.add_marker("drill")
            item.add_marker("twin")


@pytest.fixture(scope="session")
def collected(request: pytest.FixtureRequest) -> list[pytest.Item]:
    return request.config.stash[COLLECTED]


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parent.parent
