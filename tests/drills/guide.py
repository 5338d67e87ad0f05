"""A guide under drill: its database, and what the public and the two chains say of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select

from app import create_app
from models.base import db
from models.section import GuideSection
from services import chain, editions, evidence
from services.canonical import digest
from tests.servers import Server


@dataclass(frozen=True)
class Guide:
    """`settings` lead other processes to the same database; `kind` is its name in reports."""

    kind: str
    settings: dict[str, Any]
    app: Flask

    @contextmanager
    def opened(self) -> Iterator[None]:
        """The database, with every connection to it closed again after the block."""
        with self.app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def number(self) -> int:
        """The current edition, once whoever holds the publishers' lock has ended."""
        with self.opened():
            edition = editions.lock_current()
            assert edition
            return edition.number

    def document(self, number: int) -> dict[str, Any]:
        """What the public gets: bytes of the promised digest, under the right number."""
        with self.opened():
            response = self.app.test_client().get(f"/api/v1/editions/{number}")
            assert response.get_etag()[0] == digest(response.data)
        document: dict[str, Any] = json.loads(response.data)
        assert document["edition"]["number"] == number
        return document

    def slugs(self) -> list[str]:
        with self.opened():
            return list(db.session.scalars(select(GuideSection.slug).order_by(GuideSection.id)))

    def problems(self) -> list[str]:
        with self.opened():
            return problems()


def prepare(kind: str, settings: dict[str, Any]) -> Guide:
    """A migrated and seeded guide with edition 1."""
    with Guide(kind, settings, create_app("runner", settings)).opened():
        current_app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    return Guide(kind, settings, create_app("public", settings))


def of_server(server: Server) -> Guide:
    """What a running server serves."""
    url = server.environ["DATABASE_URL"]
    settings: dict[str, Any] = {"DATABASE_URL": url, "INSTANCE": server.environ["INSTANCE"]}
    return Guide(url.partition(":")[0].partition("+")[0], settings, create_app("runner", settings))


def summaries(document: dict[str, Any]) -> dict[str, str]:
    """Slug to the summary that the public reads."""
    return {each["slug"]: each["summary"] for each in document["guide"]["sections"]}


def problems() -> list[str]:
    """Where the chain of editions or the audit log breaks, or the two do not agree."""
    return chain.check_editions() + chain.check_audit() + evidence.check()
