"""The routes of each process are exactly these; one that appears by accident fails here."""

from contextlib import ExitStack

import pytest

from content_types import CONTENT_TYPES
from tests.admin.matrix import committed_routes, route
from tests.apps import opened

API = {
    "/api/v1/guide",
    "/api/v1/guide.jsonld",
    "/api/v1/openapi.json",
    "/api/v1/search",
    "/api/docs",
    "/api/docs/swagger-ui.css",
    "/api/docs/swagger-ui-bundle.js",
    "/api/v1/editions",
    "/api/v1/previews/<token>",
    "/api/v1/enrollment-form",
    "/api/v1/enrollment-token",
    "/api/v1/enrollments",
    "/api/v1/editions/<int(max=2147483647):number>",
    "/api/v1/editions/<int(max=2147483647):before>/diff/<int(max=2147483647):after>",
    *(f"/api/v1/{each.path}" for each in CONTENT_TYPES),
    *(f"/api/v1/{each.path}/<slug>" for each in CONTENT_TYPES if not each.singleton),
}
# Pages whose address is not the name of their file.
NAMED_ELSE = {"index.html": "/", "preview.html": "/preview/<token>"}
HEALTH = {"/healthz", "/readyz"}
ROUTES = {"public": API | HEALTH, "staff": committed_routes(), "runner": set()}


@pytest.fixture
def made(databases):
    """Makes applications and closes what they opened."""
    with ExitStack() as apps:
        yield lambda role: apps.enter_context(opened(role, databases.new("sqlite")))


def rules_of(app, name=str):
    return {name(str(rule)) for rule in app.url_map.iter_rules()}


@pytest.fixture
def pages(root):
    """The addresses of the front-end's files."""
    files = {each.relative_to(root / "web").as_posix() for each in (root / "web").rglob("*.*")}
    return {f"/{name}" for name in files - NAMED_ELSE.keys()} | {*NAMED_ELSE.values()}


@pytest.mark.parametrize("role", ROUTES)
def test_routes_are_exactly_these(made, pages, role):
    name = route if role == "staff" else str
    assert rules_of(made(role), name) == ROUTES[role] | (pages if role == "public" else set())


def below(part, rules):
    return {each.removeprefix(part) for each in rules if each.startswith(part)}


def test_every_content_type_has_the_same_routes_for_staff(made):
    rules = rules_of(made("staff"))
    listed = [each for each in CONTENT_TYPES if not each.singleton]
    parts = [
        {each.removeprefix(f"/{one.path}/") for each in rules if each.startswith(f"/{one.path}/")}
        for one in listed
    ]
    assert all(each == parts[0] for each in parts)
    assert {"", "new/", "edit/", "trash/", "history/", "export/csv/"} <= parts[0]


def test_files_for_staff_are_exactly_ours_and_the_editors(made, root):
    found = {each for each in rules_of(made("staff")) if each.startswith("/assets/")}
    ours = {f"/assets/{each.name}" for each in (root / "admin" / "static").glob("*.*")}
    assert found - ours == {"/assets/easymde.min.css", "/assets/easymde.min.js"}


def test_route_by_accident_is_seen(made, pages):
    """The control."""
    app = made("public")
    app.add_url_rule("/internal/dump", "planted", lambda: "")
    assert rules_of(app) - ROUTES["public"] - pages == {"/internal/dump"}


def test_one_route_takes_a_write(made):
    rules = made("public").url_map.iter_rules()
    writes = {str(each): each.methods - {"GET", "HEAD", "OPTIONS"} for each in rules}
    assert {path: methods for path, methods in writes.items() if methods} == {
        "/api/v1/enrollments": {"POST"}
    }


@pytest.mark.parametrize("role", ["public", "staff"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/no-such"])
def test_every_answer_has_the_safe_headers(made, role, path):
    headers = made(role).test_client().get(path, buffered=True).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == (
        "no-referrer",
        "nosniff",
    )
