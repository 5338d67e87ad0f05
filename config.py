"""Every setting, one line each. The only module that reads the environment.

`load` gives the configuration; `refuse_unsafe` stops a production start that would be unsafe, with
sentences that say what to set.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import database


class ConfigError(SystemExit):
    """The start is refused; the message says what to set, and ends the process with it."""


def _whole(lowest: int, highest: int = sys.maxsize) -> Callable[[Any], int]:
    def convert(given: Any) -> int:
        if lowest <= int(given) <= highest:
            return int(given)
        raise ValueError(given)

    return convert


def _yes(given: Any) -> bool:
    return str(given).lower() not in ("", "0", "false")


def _address(given: Any) -> str:
    """Scheme and host, with a port perhaps, and nothing behind; or empty."""
    parts = urlsplit(given)
    behind = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if given and (parts.scheme not in ("http", "https") or not parts.hostname or behind):
        raise ValueError(given)
    return str(given).rstrip("/")


def _roles(given: Any) -> frozenset[str]:
    """Names of roles, or none."""
    names = frozenset(each.strip() for each in str(given).split(",") if each.strip())
    if not names <= ROLES:
        raise ValueError(given)
    return names


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    convert: Callable[[Any], Any]
    meaning: str


# As in models/staff.py, which this module may not know; a test compares the two.
ROLES = frozenset("editor reviewer publisher coordinator auditor admin".split())
SETTINGS = (
    Setting("APP_ENV", "development", str, "`development` or `production`"),
    Setting("INSTANCE", "instance", Path, "folder of this installation's keys and data"),
    Setting("HOST", "127.0.0.1", str, "address to listen on"),
    # Not 65535: staff's port must exist too.
    Setting("PORT", "8000", _whole(1, 65534), "1 to 65534, the public port; staff has the next"),
    Setting("WORKERS", "2", _whole(1), "public worker processes, at least 1"),
    # Not 0: for SQLAlchemy a pool of 0 is one without end.
    Setting("THREADS", "32", _whole(1), "threads, and so connections, of one worker, at least 1"),
    Setting(
        "DATABASE_URL",
        "",
        database.usable,
        "`postgresql+psycopg://…`, or empty for SQLite in `INSTANCE/data`; never in memory",
    ),
    Setting("STAFF_WORKERS", "1", _whole(1), "staff worker processes, at least 1"),
    Setting("STAFF_URL", "", _address, "where staff reach the dashboard; empty: staff's port"),
    Setting("TRUSTED_PROXY_HOPS", "0", _whole(0, 9), "proxies in front whose headers to believe"),
    Setting(
        "SECOND_FACTOR_ROLES",
        "admin,coordinator,publisher",
        _roles,
        "roles that sign in with a second factor; empty for nobody",
    ),
    Setting("SECRET_KEY", "", str, "signs what browsers keep; empty: `INSTANCE/keys/secret_key`"),
    Setting(
        "PASSWORD_PEPPER",
        "",
        str,
        "mixed into every password; empty: `INSTANCE/keys/password_pepper`",
    ),
    Setting(
        "SECOND_FACTOR_KEY",
        "",
        str,
        "hides second factors; empty: `INSTANCE/keys/second_factor_key`",
    ),
    Setting("FLASK_DEBUG", "0", _yes, "never in production"),
)
ENVIRONMENTS = ("development", "production")
# What .env.example ships; whoever copies the file must not serve with it.
PLACEHOLDER = "change-me"
SHORTEST_SECRET = 32
SECRETS = ("SECRET_KEY", "PASSWORD_PEPPER", "SECOND_FACTOR_KEY")
# Threads, and so connections, of what is not the public's.
STAFF_THREADS = 8
RUNNER_CONNECTIONS = 2


def load(
    environ: Mapping[str, str] = os.environ,
    overrides: Mapping[str, Any] | None = None,
    role: str = "runner",
) -> dict[str, Any]:
    """The settings by name, and what Flask and its extensions want of them."""
    given: dict[str, Any] = {**environ, **(overrides or {})}
    values = {each.name: _read(each, given) for each in SETTINGS}
    values["INSTANCE"] = values["INSTANCE"].resolve()
    for name in SECRETS:
        values[name] = values[name] or _kept_secret(values["INSTANCE"], name)
    values["STAFF_URL"] = values["STAFF_URL"] or f"http://{values['HOST']}:{values['PORT'] + 1}"
    values["DATABASE_URL"] = values["DATABASE_URL"] or _sqlite(values["INSTANCE"])
    return {**_derived(values, role), **(overrides or {}), **values}


def refuse_unsafe(values: Mapping[str, Any]) -> None:
    """Raise ConfigError with every reason not to start."""
    reasons = [words for words, unsafe in _checks(values) if unsafe]
    if reasons:
        raise ConfigError("\n".join(reasons))


def _checks(values: Mapping[str, Any]) -> list[tuple[str, bool]]:
    production = values["APP_ENV"] == "production"
    return [
        (
            f"Set APP_ENV to one of: {', '.join(ENVIRONMENTS)}.",
            values["APP_ENV"] not in ENVIRONMENTS,
        ),
        # Staff's process could neither sign nor hide anything, in no environment.
        *_secret_checks(values, production or values.get("ROLE") == "staff"),
        (
            "Set STAFF_URL to the https:// address where staff reach the dashboard.",
            production and not values["STAFF_URL"].startswith("https://"),
        ),
        (
            "Set FLASK_DEBUG=0: debug shows the program to strangers.",
            production and values["FLASK_DEBUG"],
        ),
    ]


def _secret_checks(values: Mapping[str, Any], needed: bool) -> Iterator[tuple[str, bool]]:
    for name in SECRETS:
        # `flask prepare` may have made it since the settings were read.
        secret = values[name] or _kept_secret(values["INSTANCE"], name)
        weak = len(secret) < SHORTEST_SECRET or PLACEHOLDER in secret
        words = name.lower().replace("_", " ")
        yield (
            f"No {words}: run `flask keys generate`, or set {name}.",
            needed and not secret,
        )
        yield (
            f"Set {name} to at least {SHORTEST_SECRET} random characters; this one is weak.",
            needed and bool(secret) and weak,
        )


def _read(setting: Setting, given: Mapping[str, Any]) -> Any:
    try:
        return setting.convert(given.get(setting.name, setting.default))
    except ValueError as problem:
        raise ConfigError(f"Set {setting.name} to a valid value: {setting.meaning}.") from problem


def _kept_secret(instance: Path, name: str) -> str:
    path = instance / "keys" / name.lower()
    return path.read_text().strip() if path.is_file() else ""


def _sqlite(instance: Path) -> str:
    return f"sqlite:///{instance / 'data' / 'guide.sqlite3'}"


def _derived(values: Mapping[str, Any], role: str) -> dict[str, Any]:
    # As many connections as threads: a thread never waits for one.
    pool = {"staff": STAFF_THREADS, "runner": RUNNER_CONNECTIONS}.get(role, values["THREADS"])
    address = values["DATABASE_URL"]
    return {
        "SQLALCHEMY_DATABASE_URI": address,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(address, pool, role != "runner"),
        "SEND_FILE_MAX_AGE_DEFAULT": 60,
        "STAFF_THREADS": STAFF_THREADS,
        "ROLE": role,
    }
