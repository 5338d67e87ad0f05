"""Every setting, one line each. The only module that reads the environment.

`load` gives the configuration; `refuse_unsafe` stops a production start that would be unsafe, with
sentences that say what to set.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class ConfigError(SystemExit):
    """The start is refused; the message says what to set, and ends the process with it."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    convert: Callable[[str], Any]
    meaning: str


SETTINGS = (
    Setting("APP_ENV", "development", str, "`development` or `production`"),
    Setting("INSTANCE", "instance", Path, "folder of this installation's keys and data"),
    Setting("HOST", "127.0.0.1", str, "address to listen on"),
    Setting("PORT", "8000", int, "port of the public process; staff listens on the next one"),
    Setting("WORKERS", "2", int, "public worker processes"),
    Setting("THREADS", "32", int, "threads, and so database connections, of one worker"),
    Setting("DATABASE_URL", "", str, "`postgresql+psycopg://…`; empty: SQLite in `INSTANCE/data`"),
    Setting("SECRET_KEY", "", str, "signs what browsers keep; empty: `INSTANCE/keys/secret_key`"),
    Setting("FLASK_DEBUG", "0", lambda text: text not in ("", "0", "false"), "never in production"),
)
ENVIRONMENTS = ("development", "production")
PLACEHOLDER = "change-me"
SHORTEST_SECRET = 32


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The settings by name, and what Flask and its extensions want of them."""
    values = {each.name: _read(each, environ) for each in SETTINGS}
    values["INSTANCE"] = values["INSTANCE"].resolve()
    values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(values["INSTANCE"])
    values["DATABASE_URL"] = values["DATABASE_URL"] or _sqlite(values["INSTANCE"])
    return values | _derived(values)


def refuse_unsafe(values: Mapping[str, Any]) -> None:
    """Raise ConfigError with every reason not to start."""
    reasons = [words for words, unsafe in _checks(values) if unsafe]
    if reasons:
        raise ConfigError("\n".join(reasons))


def _checks(values: Mapping[str, Any]) -> list[tuple[str, bool]]:
    production = values["APP_ENV"] == "production"
    secret = values["SECRET_KEY"]
    weak = len(secret) < SHORTEST_SECRET
    return [
        (
            f"Set APP_ENV to one of: {', '.join(ENVIRONMENTS)}.",
            values["APP_ENV"] not in ENVIRONMENTS,
        ),
        ("No secret key: run `flask keys generate`, or set SECRET_KEY.", production and not secret),
        (
            f"Set SECRET_KEY to at least {SHORTEST_SECRET} random characters; this one is weak.",
            production and bool(secret) and (weak or PLACEHOLDER in secret),
        ),
        (
            "Set FLASK_DEBUG=0: debug shows the program to strangers.",
            production and values["FLASK_DEBUG"],
        ),
        (
            "Set DATABASE_URL to a database that outlives the process.",
            production and ":memory:" in values["DATABASE_URL"],
        ),
    ]


def _read(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.name, setting.default)
    try:
        return setting.convert(text)
    except ValueError as problem:
        raise ConfigError(f"Set {setting.name} to a valid value: {setting.meaning}.") from problem


def _kept_secret(instance: Path) -> str:
    path = instance / "keys" / "secret_key"
    return path.read_text().strip() if path.is_file() else ""


def _sqlite(instance: Path) -> str:
    return f"sqlite:///{instance / 'data' / 'guide.sqlite3'}"


def _derived(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        # As many connections as threads: a thread never waits for one.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": values["THREADS"], "max_overflow": 0},
        "SEND_FILE_MAX_AGE_DEFAULT": 60,
    }
