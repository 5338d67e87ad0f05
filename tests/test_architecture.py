"""The borders of design and their reasons: imports point inward, and each tool has one home."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "config": {"database", "settings"},
    "settings": {"database", "hours", "mail_settings", "setting_values"},
    "setting_values": set(),
    "hours": set(),
    "database": set(),
    "mail_settings": set(),
    "ports": set(),
    "child": {"stopping"},
    "stopping": set(),
    "ticker": set(),
    "journal": set(),
    "metrics": {"config", "journal"},
    "scraping": set(),
    "bookkeeping": {"journal"},
    "models": set(),
    "services": {"models"},
    "api": {"services", "models"},
    "admin": {"services", "models"},
    "seeds": {"services", "models"},
    "pages": set(),
    "edge": {"models"},
    "server": {"child", "metrics", "ports", "stopping"},
    "runner": {"services", "models", "stopping"},
    "courier": {"services", "models"},
    "mail_wire": {"services", "models", "mail_settings"},
    "postman": {"services", "models", "mail_wire"},
    "cli": {"services", "models", "seeds", "server", "cli_runner"}
    | {"cli_content", "cli_export", "cli_keys", "cli_mail", "cli_purge", "cli_reports"},
    "cli_runner": {"services", "models", "courier", "runner", "scraping", "ticker"}
    | {"cli_mail", "postman"},
    "cli_mail": {"services", "models", "cli_reports", "mail_wire", "postman"},
    "cli_content": {"services", "models"},
    "cli_keys": {"services", "models", "cli_reports"},
    "cli_purge": {"services", "models"},
    "cli_reports": set(),
    "cli_export": {"services"},
    "content_types": {"services", "models", "api", "admin"},
}
OURS = {*LAYERS, "app"}
# All that the front-end asks for, besides its own files.
FETCHED = {
    "/api/v1/guide",
    "/api/v1/previews/",
    "/api/v1/enrollment-form",
    "/api/v1/enrollment-token",
    "/api/v1/enrollments",
}
# A tool and the only places that may know it.
HOMES = {
    "marshmallow": ("api/",),
    "flask": (
        *("api/", "admin/", "app.py", "cli.py", "cli_content.py", "cli_keys.py", "edge.py"),
        *(
            "pages.py",
            "bookkeeping.py",
            "cli_export.py",
            "cli_purge.py",
            "cli_runner.py",
            "courier.py",
            "postman.py",
            "cli_mail.py",
            "migrations/",
        ),
    ),
    "werkzeug": ("api/", "admin/", "edge.py"),
    "flask_admin": ("admin/",),
    "flask_login": ("admin/",),
    "flask_security": ("admin/", "models/staff.py"),
    "flask_wtf": ("admin/",),
    "wtforms": ("admin/",),
    "cryptography": ("services/sealing.py",),
    "phonenumbers": ("services/answers.py", "admin/contact.py"),
    "email_validator": ("services/answers.py", "services/mail_letters.py"),
    "textstat": ("services/checks/reading.py",),
    "nh3": ("services/markdown.py",),
    "markdown_it": ("services/markdown.py",),
    "granian": ("server.py",),
    "multiprocessing": ("child.py",),
    "subprocess": (),
    "brotli": ("api/encodings.py",),
    "prometheus_client": ("metrics.py", "scraping.py"),
    "standardwebhooks": ("services/posting.py",),
    "urllib3": ("services/posting.py",),
    "aiosmtplib": ("mail_wire.py",),
}


def sources() -> list[Path]:
    skipped = {".venv", "tests", "instance"}
    found = [path for path in ROOT.rglob("*.py") if not skipped & set(path.parts)]
    return sorted(path.relative_to(ROOT) for path in found)


def imported(path: Path) -> Iterator[str]:
    """The first name of every module that a file imports."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def layer_of(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def wrong_imports(path: Path, names: set[str]) -> set[str]:
    layer = layer_of(path)
    return (names & OURS) - LAYERS.get(layer, OURS) - {layer}


@pytest.mark.parametrize("path", sources(), ids=str)
def test_imports_point_inward(path):
    if path.parts[0] in ("app.py", "migrations"):
        return
    assert wrong_imports(path, set(imported(path))) == set()


@pytest.mark.parametrize("path", sources(), ids=str)
def test_tools_stay_in_their_homes(path):
    strays = {
        tool
        for tool in HOMES.keys() & set(imported(path))
        if not path.as_posix().startswith(HOMES[tool])
    }
    assert strays == set()


def test_services_never_commit():
    texts = [(ROOT / path).read_text() for path in sources() if layer_of(path) == "services"]
    assert texts
    assert not any(".commit(" in text for text in texts)


def test_every_module_has_its_layer():
    assert {layer_of(path) for path in sources()} - {"migrations"} == OURS


def test_nobody_imports_the_composition_root():
    assert [path for path in sources() if "app" in set(imported(path))] == []


def without_type_checking(path: Path) -> str:
    """The source less the block that only the type checker reads."""
    return re.sub(
        r"^if TYPE_CHECKING:\n(?:    .*\n|\n)+", "", (ROOT / path).read_text(), flags=re.M
    )


def test_imports_stand_at_the_top():
    inside = [
        path.as_posix()
        for path in sources()
        if re.search(r"^ +(import|from) \w", without_type_checking(path), re.M)
    ]
    assert inside == []


def test_front_end_fetches_the_api_and_nothing_else():
    text = "\n".join(path.read_text() for path in (ROOT / "web").rglob("*.*"))
    assert set(re.findall(r"""["'`](/api/[^"'`]*)""", text)) == FETCHED
    assert not re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//(?!988lifeline)""", text)


@pytest.mark.parametrize("planted", ["api", "admin", "app", "cli"])
def test_wrong_import_in_a_service_is_seen(planted):
    """The control."""
    assert wrong_imports(Path("services/planted.py"), {planted, "models"}) == {planted}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            yield f"{path}:{node.name}", node.end_lineno - node.lineno + 1


def test_functions_and_files_stay_small(counts):
    ours = [path for path in sources() if path.parts[0] != "migrations"]
    lengths = sorted(length for path in ours for _, length in functions(path))
    lines = sorted(len((ROOT / path).read_text().splitlines()) for path in ours)
    counts(
        f"functions: {len(lengths)}, median {lengths[len(lengths) // 2]} lines, "
        f"p90 {lengths[len(lengths) * 9 // 10]}, longest {lengths[-1]}; "
        f"files: {len(lines)}, median {lines[len(lines) // 2]}, longest {lines[-1]}"
    )
    assert lengths[-1] <= 30
    assert lines[-1] <= 200
