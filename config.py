"""The configuration. The only module that reads the environment.

`load` gives the configuration; `refuse_unsafe` stops a production start that would be unsafe, with
sentences that say what to set.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import database
from settings import SETTINGS, Setting


class ConfigError(SystemExit):
    """The start is refused; the message says what to set, and ends the process with it."""


ENVIRONMENTS = ("development", "production")
# What .env.example ships; whoever copies the file must not serve with it.
PLACEHOLDER = "change-me"
SHORTEST_SECRET = 32
SECRETS = ("SECRET_KEY", "PASSWORD_PEPPER", "SECOND_FACTOR_KEY")
# Threads, and so connections, of what is not the public's.
STAFF_THREADS = 8
RUNNER_CONNECTIONS = 4


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
    values |= _mail_password(values, role)
    values["STAFF_URL"] = values["STAFF_URL"] or f"http://{values['HOST']}:{values['PORT'] + 1}"
    values["PUBLIC_URL"] = values["PUBLIC_URL"] or f"http://{values['HOST']}:{values['PORT']}"
    values["DATABASE_URL"] = values["DATABASE_URL"] or _sqlite(values["INSTANCE"])
    values["TIME_ZONE_CONFIRMED"] = bool(given.get("CLINIC_TIME_ZONE"))
    values["HOURS_CONFIRMED"] = bool(given.get("CLINIC_HOURS"))
    values |= _key_folders(values, role)
    return {**_derived(values, role), **(overrides or {}), **values}


def tell(name: str, value: object) -> None:
    """To a library that looks for it in the environment and nowhere else."""
    os.environ[name] = str(value)


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
            "Set PUBLIC_URL to the https:// address where readers reach the guide.",
            production and not values["PUBLIC_URL"].startswith("https://"),
        ),
        (
            "Set MAIL_FROM to the name and address that e-mail is from.",
            bool(values["SMTP_URL"]) and not values["MAIL_FROM"],
        ),
        (
            "Set METRICS_PORT to a port of its own.",
            values["METRICS_PORT"] in (values["PORT"], values["PORT"] + 1),
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


def _mail_password(values: Mapping[str, Any], role: str) -> dict[str, Any]:
    """Only for who sends mail; its file is read there and then, and not by who forks the others."""
    sends = role == "runner"
    file = values["INSTANCE"] / "keys" / "smtp_password"
    return {
        "SMTP_PASSWORD": values["SMTP_PASSWORD"] if sends else "",
        "SMTP_PASSWORD_FILE": file if sends else None,
    }


def _key_folders(values: Mapping[str, Any], role: str) -> dict[str, Path | None]:
    """The public's processes are not even told where the keys that open or find requests lie."""
    kept = values["INSTANCE"] / "keys"
    secret = {
        name: None if role == "public" else values[name] or kept / folder
        for name, folder in (("OPENING_KEYS", "opening"), ("LOOKUP_KEYS", "lookup"))
    }
    return {"SEALING_KEYS": values["SEALING_KEYS"] or kept / "sealing", **secret}


def _sqlite(instance: Path) -> str:
    return f"sqlite:///{instance / 'data' / 'guide.sqlite3'}"


def _derived(values: Mapping[str, Any], role: str) -> dict[str, Any]:
    # As many connections as threads, the edition cache's among them: none waits for one.
    pools = {"staff": STAFF_THREADS, "runner": RUNNER_CONNECTIONS}
    pool = pools.get(role, values["THREADS"] + 1)
    address = values["DATABASE_URL"]
    return {
        "SQLALCHEMY_DATABASE_URI": address,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(address, pool, role != "runner"),
        "SEND_FILE_MAX_AGE_DEFAULT": 60,
        "STAFF_THREADS": STAFF_THREADS,
        "METRICS_FOLDER": values["INSTANCE"] / "run" / "metrics",
        "ROLE": role,
    }
