"""The runner killed while it sends e-mail: each is sent once or shown as failed, none twice."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from app import create_app
from models.base import db
from models.columns import utcnow
from models.message import MailResult, Message, MessageState
from models.transaction import read_only
from tests.databases import DATABASES, Databases
from tests.drills.guide import Guide
from tests.mailers import SENDER, TAKEN, Mailbox, receiving_mail
from tests.mails import asked
from tests.servers import FLASK, ROOT

pytestmark = pytest.mark.drill

MESSAGES, SECONDS = 200, 120
OVER = {MessageState.SENT, MessageState.FAILED}
# Where the runner dies, and after how many more messages: as soon as a server knows of the next
# one, once it has whom it is to, with all of it before and after the server keeps it, at parting.
POINTS = (("mail", 20), ("rcpt", 25), ("data", 30), ("kept", 35), ("quit", 20))
# The defect: nothing says that it is being sent.
CARELESS = """
import sys
from services import mailing
mailing.take = lambda key, now: 1
from flask.cli import main
sys.argv = ["flask", "--app", "app", "runner"]
main()
"""


@dataclass
class Deadly(Mailbox):
    """Kills who speaks with it, at a chosen point; refuses every third, in turn for now or good."""

    pid: int = 0
    point: str = ""
    left: int = 0

    def __post_init__(self) -> None:
        self.answers = lambda count: TAKEN if count % 3 else REFUSALS[count % 2]

    async def handle_MAIL(  # noqa: N802 -- as the server asks for it, like all here
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.left -= 1
        envelope.mail_from = address
        await self._perhaps("mail")
        return "250 OK"

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802
        await self._perhaps("rcpt")
        return await super().handle_RCPT(*given)

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802
        await self._perhaps("data")
        says = await super().handle_DATA(*given)
        await self._perhaps("kept")
        return says

    async def handle_QUIT(self, *_given: Any) -> str:  # noqa: N802
        await self._perhaps("quit")
        return "221 Bye"

    async def _perhaps(self, point: str) -> None:
        if self.point == point and self.left <= 0:
            self.point = ""
            os.kill(self.pid, signal.SIGKILL)
            # Nobody is there any more to be answered.
            await asyncio.sleep(0.05)


REFUSALS = ("451 not now", "550 never")


@pytest.fixture(params=DATABASES)
def guide(request: pytest.FixtureRequest, databases: Databases) -> Guide:
    settings = databases.new(request.param)
    app = create_app("runner", settings)
    app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False)
    return Guide(request.param, settings, app)


def test_runner_killed_while_it_sends_sends_each_once_or_shows_it(
    guide: Guide, counts: Callable[[str], None]
) -> None:
    with receiving_mail(Deadly()) as box:
        _fill(guide, MESSAGES)
        for point, after in POINTS:
            _run_until_killed(guide, box, point, after)
        _run_to_the_end(guide, box)
        found = _found(guide)
    assert _twice(box) == []
    assert _wrong(found, box) == []
    assert _count(found, MailResult.UNKNOWN) == len(POINTS)
    assert guide.problems() == []
    counts(_figures(guide, found, box))


def test_without_its_mark_a_message_goes_out_twice(guide: Guide) -> None:
    """The control."""
    with receiving_mail(Deadly()) as box:
        _fill(guide, 5)
        _run_until_killed(guide, box, "kept", 1, CARELESS)
        _run_to_the_end(guide, box)
    assert len(_twice(box)) == 1


def _fill(guide: Guide, count: int) -> None:
    with guide.opened():
        for number in range(count):
            asked(email=f"applicant-{number}@example.org")


def _run_until_killed(guide: Guide, box: Deadly, point: str, after: int, code: str = "") -> None:
    process = _start(guide, box, code)
    box.pid, box.left, box.point = process.pid, after, point
    assert process.wait(SECONDS) == -signal.SIGKILL
    _hurry(guide, MessageState.SENDING)


def _run_to_the_end(guide: Guide, box: Deadly) -> None:
    process, deadline = _start(guide, box), time.monotonic() + SECONDS
    try:
        while {each.state for each in _found(guide)} - OVER:
            assert time.monotonic() < deadline
            _hurry(guide, MessageState.WAITING)
            time.sleep(1)
    finally:
        process.kill()
        process.wait()


def _start(guide: Guide, box: Deadly, code: str = "") -> "subprocess.Popen[bytes]":
    own = {**guide.settings, "SMTP_URL": f"smtp://127.0.0.1:{box.port}", "MAIL_FROM": SENDER}
    environ = os.environ | {name: str(value) for name, value in own.items()}
    command = [sys.executable, "-c", code] if code else [*FLASK, "runner"]
    return subprocess.Popen(command, cwd=ROOT, env=environ)


def _hurry(guide: Guide, state: MessageState) -> None:
    """The time goes by after which a sender counts as dead, or another try is made."""
    with guide.opened():
        those = Message.state == state
        db.session.execute(update(Message).where(those).values(due_at=utcnow()))
        db.session.commit()


def _found(guide: Guide) -> list[Message]:
    with guide.opened(), read_only():
        return list(db.session.scalars(select(Message)))


def _twice(box: Deadly) -> list[str]:
    return [name for name, count in Counter(box.ids).items() if count > 1]


def _wrong(found: list[Message], box: Deadly) -> list[Message]:
    """What is shown otherwise than it is; of what is unknown both may be."""
    taken = set(box.ids)
    known = [each for each in found if each.last_result != MailResult.UNKNOWN]
    return [each for each in known if (each.state == MessageState.SENT) != _is_in(each, taken)]


def _is_in(message: Message, taken: set[str]) -> bool:
    return message.message_id in taken


def _count(found: list[Message], result: MailResult) -> int:
    return sum(each.last_result == result for each in found)


def _figures(guide: Guide, found: list[Message], box: Deadly) -> str:
    sent = sum(each.state == MessageState.SENT for each in found)
    return (
        f"e-mail on {guide.kind}: {len(found)} messages, runner killed {len(POINTS)} times, "
        f"{box.offered} offered, {len(box.got)} taken, none twice; {sent} shown as sent, "
        f"{_count(found, MailResult.REFUSED)} as refused, "
        f"{_count(found, MailResult.UNKNOWN)} as unknown"
    )
