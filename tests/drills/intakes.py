"""What the processes of the enrollment drills do: take requests, each in threads of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask, current_app

from models.base import db
from services import intake
from services.intake import KeyReused
from tests.drills import work
from tests.enrolling import body, desk


def send(threads: int, key: str) -> list[str]:
    """As many at once as threads, beside those of the other processes; gives the answers."""
    return _at_once(threads, lambda: _take(key, body()))


def send_either(threads: int, key: str, name: str) -> list[str]:
    """Some of the processes send another body."""
    return _at_once(threads, lambda: _take(key, body(name=name)))


def send_without_key(threads: int, key: str) -> list[str]:
    """Nobody keeps the key."""
    intake._claimed = lambda *_: iter(())
    return send(threads, key)


def _at_once(threads: int, take: Callable[[], str]) -> list[str]:
    ready = Barrier(threads, action=work.meet)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def one(_number: int) -> str:
        ready.wait()
        with app.app_context():
            return take()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def _take(key: str, sent: dict[str, Any]) -> str:
    """As the edge does it: commit, then answer."""
    try:
        receipt = intake.receive(sent, desk(), key)
        db.session.commit()
    except KeyReused as refused:
        db.session.rollback()
        return type(refused).__name__
    return f"{receipt.reference} {receipt.status} {receipt.received_at.isoformat()}"
