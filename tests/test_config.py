"""Settings: safe starts, clear refusals, and a table in the README that cannot go stale."""

import re

import pytest

import config
from app import create_app
from tests.databases import PRODUCTION

POSTGRESQL = "postgresql+psycopg://x/y"
SAFE = {**PRODUCTION, "DATABASE_URL": POSTGRESQL}
UNSAFE = {
    "APP_ENV to one of": {"APP_ENV": "staging"},
    "No secret key": {"SECRET_KEY": ""},
    "at least 32": {"SECRET_KEY": "short"},
    "random characters": {"SECRET_KEY": f"{config.PLACEHOLDER}-{'x' * 40}"},
    "No password pepper": {"PASSWORD_PEPPER": ""},
    "No second factor key": {"SECOND_FACTOR_KEY": ""},
    "Set PASSWORD_PEPPER to at least": {"PASSWORD_PEPPER": "short"},
    "Set SECOND_FACTOR_KEY to at least": {"SECOND_FACTOR_KEY": "short"},
    "STAFF_URL to the https": {"STAFF_URL": ""},
    "STAFF_URL to the https:// address": {"STAFF_URL": "http://staff.example"},
    "PUBLIC_URL to the https": {"PUBLIC_URL": ""},
    "PUBLIC_URL to the https:// address": {"PUBLIC_URL": "http://guide.example"},
    "METRICS_PORT to a port of its own": {"METRICS_PORT": "8001"},
    "FLASK_DEBUG=0": {"FLASK_DEBUG": "1"},
}
# Not the `environ` of a request.
READS_ENVIRONMENT = re.compile(r"os\.environ|getenv|import .*\benviron\b")
OUT_OF_RANGE = [
    ("PORT", "eight thousand"),
    ("PORT", "0"),
    ("PORT", "65535"),
    ("WORKERS", "0"),
    ("THREADS", "0"),
    ("THREADS", "-1"),
    ("TRUSTED_PROXY_HOPS", "-1"),
    ("METRICS_PORT", "65536"),
    ("STAFF_URL", "staff.example"),
    ("STAFF_URL", "ftp://staff.example"),
    ("STAFF_URL", "https://staff.example/path"),
    ("PUBLIC_URL", "guide.example"),
    ("SECOND_FACTOR_ROLES", "admin,owner"),
    ("CLINIC_TIME_ZONE", "America/Springfield"),
    ("CLINIC_TIME_ZONE", "America"),
    ("CLINIC_TIME_ZONE", "../etc/localtime"),
    ("CLINIC_HOURS", "mon 9-5"),
    ("CLINIC_HOURS", ","),
    ("CLINIC_CLOSED", "christmas"),
    ("FRONTEND_ORIGINS", "*"),
    ("FRONTEND_ORIGINS", "https://a.example,b.example"),
    ("FRONTEND_ORIGINS", "https://a.example/path"),
]
IN_RANGE = [
    ("PORT", "1"),
    ("PORT", "65534"),
    ("WORKERS", "1"),
    ("THREADS", "1"),
    ("TRUSTED_PROXY_HOPS", "0"),
    ("METRICS_PORT", "65535"),
    ("STAFF_URL", "https://staff.example:8443"),
    ("STAFF_URL", "http://[::1]:9001"),
    ("SECOND_FACTOR_ROLES", ""),
    ("CLINIC_TIME_ZONE", "America/Chicago"),
    ("CLINIC_TIME_ZONE", "UTC"),
    ("SECOND_FACTOR_ROLES", "admin"),
]


def load(tmp_path, **environ):
    return config.load({"INSTANCE": str(tmp_path), **environ})


def test_development_starts_with_nothing_set(tmp_path):
    config.refuse_unsafe(load(tmp_path))


def test_production_starts_when_it_is_safe(tmp_path):
    config.refuse_unsafe(load(tmp_path, **SAFE))


@pytest.mark.parametrize("words", UNSAFE)
def test_unsafe_production_is_refused_with_what_to_set(tmp_path, words):
    with pytest.raises(config.ConfigError, match=words):
        config.refuse_unsafe(load(tmp_path, **{**SAFE, **UNSAFE[words]}))


def test_all_reasons_are_given_at_once(tmp_path):
    with pytest.raises(config.ConfigError) as refused:
        config.refuse_unsafe(load(tmp_path, APP_ENV="production", FLASK_DEBUG="1"))
    assert len(str(refused.value).splitlines()) == 6


def test_staff_reach_the_next_port_where_nothing_else_is_set(tmp_path):
    assert load(tmp_path, PORT="9000")["STAFF_URL"] == "http://127.0.0.1:9001"


def test_readers_reach_the_public_port_where_nothing_else_is_set(tmp_path):
    assert load(tmp_path, PORT="9000")["PUBLIC_URL"] == "http://127.0.0.1:9000"


def test_staff_without_keys_is_refused_in_development_too(tmp_path):
    with pytest.raises(config.ConfigError, match="No second factor key"):
        create_app("staff", {"INSTANCE": tmp_path})


def test_copied_example_does_not_start(tmp_path, root):
    lines = (root / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert example.keys() <= {each.name for each in config.SETTINGS}
    with pytest.raises(config.ConfigError, match="random characters"):
        config.refuse_unsafe(load(tmp_path, **example))


@pytest.mark.parametrize("role", ["public", "staff"])
def test_unsafe_process_that_answers_is_refused(tmp_path, role):
    with pytest.raises(config.ConfigError, match="No secret key"):
        create_app(role, {"INSTANCE": tmp_path, "APP_ENV": "production"})


@pytest.mark.parametrize(("name", "value"), OUT_OF_RANGE)
def test_value_out_of_range_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(config.ConfigError, match=f"Set {name}"):
        load(tmp_path, **{name: value})


@pytest.mark.parametrize(("name", "value"), IN_RANGE)
def test_value_at_the_edge_is_taken(tmp_path, name, value):
    """The control."""
    read = load(tmp_path, **{name: value})[name]
    assert read == ({*value.split()} if isinstance(read, frozenset) else type(read)(value))


def test_overrides_come_before_what_is_derived(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret_key").write_text("kept\n")
    values = config.load(
        {"INSTANCE": "elsewhere", "THREADS": "9"}, {"INSTANCE": tmp_path}, "public"
    )
    assert values["SECRET_KEY"] == "kept"
    assert values["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/data/guide.sqlite3"
    assert values["SQLALCHEMY_ENGINE_OPTIONS"]["pool_size"] == 10


def test_overridden_database_is_the_one_used(tmp_path):
    values = config.load({}, {"DATABASE_URL": POSTGRESQL, "TESTING": True})
    assert (values["SQLALCHEMY_DATABASE_URI"], values["TESTING"]) == (POSTGRESQL, True)


def test_override_out_of_range_is_refused_too(tmp_path):
    with pytest.raises(config.ConfigError, match="Set THREADS"):
        config.load({}, {"INSTANCE": tmp_path, "THREADS": 0})


def test_kept_secret_is_used(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret_key").write_text("kept\n")
    assert load(tmp_path)["SECRET_KEY"] == "kept"


def test_origins_are_as_browsers_name_them(tmp_path):
    values = load(tmp_path, FRONTEND_ORIGINS=" https://A.example/ , http://b.example:8080,")
    assert values["FRONTEND_ORIGINS"] == {"https://a.example", "http://b.example:8080"}
    assert load(tmp_path)["FRONTEND_ORIGINS"] == frozenset()


@pytest.mark.parametrize("role", ["staff", "runner"])
def test_who_opens_requests_knows_all_folders_of_keys(tmp_path, role):
    values = config.load({"INSTANCE": str(tmp_path)}, role=role)
    assert values["SEALING_KEYS"] == tmp_path / "keys" / "sealing"
    assert values["OPENING_KEYS"] == tmp_path / "keys" / "opening"
    assert values["LOOKUP_KEYS"] == tmp_path / "keys" / "lookup"


def test_folders_of_keys_can_lie_elsewhere(tmp_path):
    values = load(tmp_path, SEALING_KEYS=f"{tmp_path}/a", OPENING_KEYS=f"{tmp_path}/b")
    assert (values["SEALING_KEYS"], values["OPENING_KEYS"]) == (tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("name", ["OPENING_KEYS", "LOOKUP_KEYS"])
@pytest.mark.parametrize("given", ["", "/elsewhere"])
def test_public_is_not_told_of_the_keys_that_open_or_find(tmp_path, name, given):
    values = config.load({"INSTANCE": str(tmp_path), name: given}, role="public")
    assert values[name] is None


def test_readme_lists_every_setting_its_default_and_its_meaning(root):
    readme = (root / "README.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`|empty) \| (.+) \|$", readme, re.M)
    assert rows == [(each.name, each.default, each.meaning) for each in config.SETTINGS]


def test_readme_says_how_many_connections_an_installation_takes(root):
    defaults = {each.name: each.default for each in config.SETTINGS}
    staff = int(defaults["STAFF_WORKERS"]) * config.STAFF_THREADS
    own = config.RUNNER_CONNECTIONS
    taken = int(defaults["WORKERS"]) * (int(defaults["THREADS"]) + 1) + staff + own
    text = " ".join((root / "README.md").read_text().split())
    assert f"{config.STAFF_THREADS} + {own} connections: {taken} as shipped" in text
    # PostgreSQL keeps three of its 100 to itself.
    assert taken < 97


def test_only_config_reads_the_environment(root):
    readers = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if READS_ENVIRONMENT.search(path.read_text()) and not {".venv", "tests"} & set(path.parts)
    ]
    assert readers == ["config.py"]


@pytest.mark.parametrize(
    ("name", "value", "confirmed"),
    [
        ("CLINIC_TIME_ZONE", "America/Chicago", "TIME_ZONE_CONFIRMED"),
        ("CLINIC_HOURS", "mon-fri 09:00-17:00", "HOURS_CONFIRMED"),
    ],
)
def test_what_somebody_set_is_confirmed_also_where_it_is_the_proposal(
    tmp_path, name, value, confirmed
):
    assert load(tmp_path)[confirmed] is False
    assert load(tmp_path, **{name: value})[confirmed] is True
