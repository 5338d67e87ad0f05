"""Settings: safe starts, clear refusals, and a table in the README that cannot go stale."""

import re

import pytest

import config

SAFE = {"APP_ENV": "production", "SECRET_KEY": "k" * 40, "DATABASE_URL": "postgresql+psycopg://x/y"}
UNSAFE = {
    "APP_ENV to one of": {"APP_ENV": "staging"},
    "No secret key": {"SECRET_KEY": ""},
    "at least 32": {"SECRET_KEY": "short"},
    "random characters": {"SECRET_KEY": f"{config.PLACEHOLDER}-{'x' * 40}"},
    "FLASK_DEBUG=0": {"FLASK_DEBUG": "1"},
    "outlives": {"DATABASE_URL": "sqlite:///:memory:"},
}


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
    assert len(str(refused.value).splitlines()) == 2


def test_value_of_the_wrong_kind_is_refused_by_name(tmp_path):
    with pytest.raises(config.ConfigError, match="Set PORT"):
        load(tmp_path, PORT="eight thousand")


def test_kept_secret_is_used(tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret_key").write_text("kept\n")
    assert load(tmp_path)["SECRET_KEY"] == "kept"


def test_readme_lists_every_setting_and_its_default(root):
    rows = re.findall(
        r"^\| `(\w+)` \| (?:`([^`]*)`|empty) \|", (root / "README.md").read_text(), re.M
    )
    assert dict(rows) == {each.name: each.default for each in config.SETTINGS}


def test_only_config_reads_the_environment(root):
    readers = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "environ" in path.read_text() and not {".venv", "tests"} & set(path.parts)
    ]
    assert readers == ["config.py"]
