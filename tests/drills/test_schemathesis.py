"""Schemathesis finds nothing: a real server answers as the contract says, whatever it is asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models.base import db
from models.enrollment import Enrollment
from tests.drills.family import Family
from tests.drills.fuzzing import fuzz
from tests.drills.guide import of_server
from tests.servers import ROOT, Server

pytestmark = pytest.mark.drill

Json = dict[str, Any]
# Of one operation, in the phase that goes by chance.
CASES = "100"
FEWEST = 3000
# One operation is enough for a defect that is known.
ONE = ("--phases", "examples,coverage", "--include-path")


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    return {"TRUSTED_PROXY_HOPS": "1"}


@pytest.fixture
def contract() -> Json:
    told: Json = json.loads((ROOT / "docs" / "openapi.json").read_text())
    return told


def test_nothing_is_found(
    running: Server, contract: Json, tmp_path: Path, counts: Callable[[str], None]
) -> None:
    fuzzed = fuzz(running, contract, tmp_path, "--max-examples", CASES)
    guide = of_server(running)
    with guide.opened():
        kept = db.session.scalar(select(func.count(Enrollment.id)))
    counts(f"schemathesis on {guide.kind}: {fuzzed.cases} cases, {kept} requests kept, 0 findings")
    assert (fuzzed.found, fuzzed.status) == ([], 0), fuzzed.said
    assert fuzzed.cases > FEWEST
    assert kept  # the control: it came past the limit and past the form


def test_nothing_is_left_behind(running: Server) -> None:
    assert running.get("/readyz")["status"] == "ready"
    assert Family(running).is_whole()
    log = running.log.read_text()
    assert [each for each in log.splitlines() if '"status":5' in each] == []
    assert "Traceback" not in log
    assert of_server(running).problems() == []


def wrong_shape(contract: Json) -> None:
    contract["components"]["schemas"]["Meta"]["properties"]["edition"] = {"type": "string"}


def untold_refusal(contract: Json) -> None:
    del contract["paths"]["/clinic"]["get"]["responses"]["422"]


def header_never_sent(contract: Json) -> None:
    headers = contract["paths"]["/clinic"]["get"]["responses"]["200"]["headers"]
    headers["X-Promised"] = {"required": True, "schema": {"type": "string"}}


def value_refused(contract: Json) -> None:
    (fields,) = contract["paths"]["/clinic"]["get"]["parameters"]
    fields["schema"]["items"]["enum"].append("no_such")


def answer_too_many(contract: Json) -> None:
    sent = contract["paths"]["/enrollments"]["post"]["requestBody"]["content"]["application/json"]
    sent["schema"]["properties"]["surname"] = {"type": "boolean"}


@pytest.mark.parametrize(
    ("plant", "path"),
    [
        (wrong_shape, "/clinic"),
        (untold_refusal, "/clinic"),
        (header_never_sent, "/clinic"),
        (value_refused, "/clinic"),
        (answer_too_many, "/enrollments"),
    ],
    ids=["shape", "status", "header", "value", "field of the form"],
)
def test_planted_defect_is_found(
    running: Server, contract: Json, tmp_path: Path, plant: Callable[[Json], None], path: str
) -> None:
    """The control: contract and server differ in one thing."""
    plant(contract)
    fuzzed = fuzz(running, contract, tmp_path, *ONE, path)
    assert (fuzzed.found != [], fuzzed.status) == (True, 1), fuzzed.said


@pytest.mark.parametrize("path", ["/clinic", "/enrollments"])
def test_nothing_is_found_where_nothing_is_planted(
    running: Server, contract: Json, tmp_path: Path, path: str
) -> None:
    fuzzed = fuzz(running, contract, tmp_path, *ONE, path)
    assert (fuzzed.found, fuzzed.status) == ([], 0), fuzzed.said
