"""Mail servers: real ones on the loopback address, which note what they were given."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mail_settings import MailServer, Safety
from mail_wire import Line
from tests.receivers import server_side, trusting

SENDER = "Front Desk <desk@host.example>"
TAKEN = "250 taken"


@dataclass
class Mailbox:
    """`answers` gives what is said to each message, by its place; what was taken is in `got`."""

    answers: Callable[[int], str] = lambda _: TAKEN
    recipients: str = TAKEN
    seconds: float = 0.0
    # Breaks off once it has the message, and says nothing.
    hangs_up: bool = False
    users: dict[str, str] = field(default_factory=dict)
    offered: int = 0
    got: list[Envelope] = field(default_factory=list)
    port: int = 0

    @property
    def ids(self) -> list[str]:
        """Our own part of each Message-ID that was taken."""
        return [str(each["Message-ID"])[1:].partition("@")[0] for each in self.mails]

    @property
    def mails(self) -> list[EmailMessage]:
        contents = (cast(bytes, each.content) for each in self.got)
        return [
            cast(EmailMessage, message_from_bytes(each, policy=policy.default)) for each in contents
        ]

    def line(self, safety: Safety = Safety.LOOPBACK, user: str = "", password: str = "") -> Line:
        server = MailServer("localhost", self.port, user, safety)
        return Line(server, SENDER, password, trusting())

    # Both names are those that the server asks for.
    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.recipients == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.recipients

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.offered += 1
        says = self.answers(self.offered)
        if says == TAKEN:
            self.got.append(envelope)
        await asyncio.sleep(self.seconds)
        if self.hangs_up and server.transport:
            server.transport.abort()
        return says

    def lets_in(self, *given: Any) -> AuthResult:
        login = given[-1]
        assert isinstance(login, LoginPassword)
        known = self.users.get(login.login.decode())
        return AuthResult(success=known == login.password.decode(), handled=False)


@contextmanager
def receiving_mail(mailbox: Mailbox, safety: Safety = Safety.LOOPBACK) -> Iterator[Mailbox]:
    """Listens until the block ends, on `localhost`."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        made = asyncio.run_coroutine_threadsafe(_listen(mailbox, safety), loop).result()
        mailbox.port = made.sockets[0].getsockname()[1]
        yield mailbox
        asyncio.run_coroutine_threadsafe(_end(made), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(mailbox: Mailbox, safety: Safety) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    own = server_side() if safety != Safety.LOOPBACK else None
    at_once = own if safety == Safety.TLS else None
    return await loop.create_server(
        lambda: _server(mailbox, own if safety == Safety.STARTTLS else None),
        "127.0.0.1",
        0,
        ssl=at_once,
    )


def _server(mailbox: Mailbox, tls: ssl.SSLContext | None) -> SMTP:
    told: dict[str, Any] = {"authenticator": mailbox.lets_in} if mailbox.users else {}
    return SMTP(
        mailbox,
        hostname="localhost",
        enable_SMTPUTF8=True,
        tls_context=tls,
        require_starttls=tls is not None,
        auth_required=bool(mailbox.users),
        loop=asyncio.get_running_loop(),
        **told,
    )


async def _end(server: asyncio.Server) -> None:
    server.close()
    await server.wait_closed()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
