"""What enrollment is compared with: Flask-SQLAlchemy that inserts one plain row, as durably."""

import os
import sqlite3
from typing import Any

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.bench.plain import THREADS

TABLE = (
    "CREATE TABLE request (id INTEGER PRIMARY KEY, name TEXT, channel TEXT, email TEXT, body TEXT)"
)
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 30000")


class Base(DeclarativeBase):
    """Of these tables alone."""


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


class Request(Base):
    __tablename__ = "request"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    channel: Mapped[str]
    email: Mapped[str]
    body: Mapped[str] = mapped_column(Text)


def make() -> Flask:
    """`BENCH_DATABASE` is a file that has the table already."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DATABASE']}"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": THREADS}
    event.listen(Engine, "connect", configure)
    db.init_app(app)
    app.post("/")(receive)
    return app


def configure(connection: sqlite3.Connection, _entry: Any = None) -> None:
    for each in PRAGMAS:
        connection.execute(f"PRAGMA {each}")


def receive() -> tuple[dict[str, Any], int]:
    """Insert, commit, then answer."""
    given = request.get_json()
    row = Request(**{name: given[name] for name in ("name", "channel", "email")})
    row.body = request.get_data(as_text=True)
    db.session.add(row)
    db.session.commit()
    return {"id": row.id}, 201
