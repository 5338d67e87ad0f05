"""Every setting, one line each: its name, its default, and what values it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import database
import hours
import mail_settings
from setting_values import address, folder, networks, origins, roles, whole, yes, zone


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    convert: Callable[[Any], Any]
    meaning: str


SETTINGS = (
    Setting("APP_ENV", "development", str, "`development` or `production`"),
    Setting("INSTANCE", "instance", Path, "folder of this installation's keys and data"),
    Setting("HOST", "127.0.0.1", str, "address to listen on"),
    # Not 65535: staff's port must exist too.
    Setting("PORT", "8000", whole(1, 65534), "1 to 65534, the public port; staff has the next"),
    Setting("WORKERS", "2", whole(1), "public worker processes, at least 1"),
    # Not 0: for SQLAlchemy a pool of 0 is one without end.
    Setting("THREADS", "32", whole(1), "threads, and so connections, of one worker, at least 1"),
    Setting(
        "DATABASE_URL",
        "",
        database.usable,
        "`postgresql+psycopg://…`, or empty for SQLite in `INSTANCE/data`; never in memory",
    ),
    Setting("STAFF_WORKERS", "1", whole(1), "staff worker processes, at least 1"),
    Setting("STAFF_URL", "", address, "where staff reach the dashboard; empty: staff's port"),
    Setting("PUBLIC_URL", "", address, "where readers reach the guide; empty: the public port"),
    Setting(
        "FRONTEND_ORIGINS",
        "",
        origins,
        "addresses of other front-ends that may send requests to enroll, with commas",
    ),
    Setting("EXPORT_DIR", "", folder, "folder in which the runner keeps the guide as files"),
    Setting(
        "WEBHOOK_NETWORKS",
        "",
        networks,
        "private networks that webhooks may lead into all the same, such as `10.1.2.0/24`, with "
        "commas; there http too",
    ),
    Setting(
        "SMTP_URL",
        "",
        mail_settings.server,
        "`smtp://user@host:587`, never without STARTTLS but on this machine, or `smtps://…`; "
        "empty: in development e-mail is written to `INSTANCE/mail`, in production it waits",
    ),
    Setting(
        "SMTP_PASSWORD",
        "",
        str,
        "of that user, for the runner alone; empty: `INSTANCE/keys/smtp_password`",
    ),
    Setting(
        "MAIL_FROM",
        "",
        mail_settings.sender,
        "whom e-mail is from, such as `Front Desk <desk@host.example>`; neither name nor "
        "address may say what the clinic does",
    ),
    Setting("TRUSTED_PROXY_HOPS", "0", whole(0, 9), "proxies in front whose headers to believe"),
    Setting(
        "CLINIC_TIME_ZONE",
        "America/Chicago",
        zone,
        "whose clocks moments are said in; shown as unconfirmed until it is set",
    ),
    Setting(
        "CLINIC_HOURS",
        "mon-fri 09:00-17:00",
        hours.week,
        "when somebody is there to answer, several with commas; a proposal, shown as unconfirmed "
        "until it is set",
    ),
    Setting(
        "CLINIC_CLOSED",
        "",
        hours.days,
        "days on which nobody is, such as `2026-12-25`, with commas",
    ),
    Setting("SECOND_PERSON", "1", yes, "0: authors may approve their own changes, and it is said"),
    Setting(
        "SECOND_FACTOR_ROLES",
        "admin,coordinator,publisher",
        roles,
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
    Setting(
        "SEALING_KEYS",
        "",
        folder,
        "folder of the public keys that seal requests; empty: `INSTANCE/keys/sealing`",
    ),
    Setting(
        "OPENING_KEYS",
        "",
        folder,
        "folder of the private keys that open them, never the public's; "
        "empty: `INSTANCE/keys/opening`",
    ),
    Setting(
        "LOOKUP_KEYS",
        "",
        folder,
        "folder of the keys that find requests by phone or e-mail, never the public's; "
        "empty: `INSTANCE/keys/lookup`",
    ),
    Setting(
        "BACKUP_RETENTION",
        "35",
        whole(1),
        "days that a backup is kept, at least 1; a private key outlives its use by as many",
    ),
    Setting(
        "METRICS_PORT",
        "0",
        whole(0, 65535),
        "port of the figures for Prometheus, on the loopback address; 0: none",
    ),
    Setting("FLASK_DEBUG", "0", yes, "never in production"),
)
