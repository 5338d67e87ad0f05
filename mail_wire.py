"""Talking with a mail server: the only home of the network that mail goes out by.

No proxy, no name of this machine: the server is greeted with the domain of the sender.
"""

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from aiosmtplib import SMTP, SMTPException, SMTPNotSupported, SMTPResponseException

from mail_settings import MailServer, Safety
from models.message import MailResult
from services import mail_letters
from services.mail_letters import Mail
from services.policies import MAILING

CLASSES = {4: MailResult.NOT_NOW, 5: MailResult.REFUSED}


class Stage(StrEnum):
    """How far a talk came."""

    CONNECT = "connect"
    LOGIN = "login"
    ENVELOPE = "envelope"
    DATA = "data"  # from here on the message may be there, whatever follows


@dataclass(frozen=True)
class Line:
    """A mail server, and what it takes to be let in."""

    server: MailServer
    sender: str
    password: str = field(default="", repr=False)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)


def send(mail: Mail, line: Line) -> MailResult:
    """Never raises for anything that the server or the network does to us."""
    return _heard(_Talk(line, mail))


def greet(line: Line) -> MailResult:
    """Connect and sign in, and say goodbye."""
    return _heard(_Talk(line))


def _heard(talk: "_Talk") -> MailResult:
    """In a thread of its own, which has no loop yet, whoever calls."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, talk.result()).result()


class _Talk:
    def __init__(self, line: Line, mail: Mail | None = None) -> None:
        self.line, self.mail = line, mail
        self.client, self.stage = _client(line), Stage.CONNECT

    async def result(self) -> MailResult:
        try:
            async with asyncio.timeout(MAILING.seconds):
                await self._talk()
        except (SMTPException, OSError, ValueError) as trouble:
            return _result(trouble, self.stage)
        finally:
            await self._part()
        return MailResult.TAKEN

    async def _talk(self) -> None:
        await self.client.connect()
        if self.client.is_ehlo_or_helo_needed:
            await self.client.ehlo()
        if self.line.server.user:
            self.stage = Stage.LOGIN
            await self.client.login(self.line.server.user, self.line.password)
        self.stage = Stage.ENVELOPE
        if self.mail:
            await self._send(self.mail)

    async def _send(self, mail: Mail) -> None:
        utf8 = [] if mail_letters.is_plain(mail) else ["SMTPUTF8"]
        if utf8 and not self.client.supports_extension("smtputf8"):
            raise SMTPNotSupported("SMTPUTF8")
        sender = mail_letters.address_of(self.line.sender)
        await self.client.mail(sender, options=utf8, encoding="utf-8")
        await self.client.rcpt(mail.to, encoding="utf-8")
        self.stage = Stage.DATA
        await self.client.data(mail_letters.as_bytes(mail, self.line.sender))

    async def _part(self) -> None:
        """What is said at parting changes nothing."""
        with suppress(SMTPException, OSError):
            if self.client.is_connected:
                await self.client.quit(timeout=1)
        self.client.close()


def _client(line: Line) -> SMTP:
    server = line.server
    return SMTP(
        hostname=server.host,
        port=server.port,
        local_hostname=mail_letters.domain_of(line.sender),
        timeout=MAILING.seconds_to_answer,
        use_tls=server.safety == Safety.TLS,
        start_tls=server.safety == Safety.STARTTLS,
        tls_context=line.tls,
    )


def _result(trouble: Exception, stage: Stage) -> MailResult:
    if stage == Stage.LOGIN:
        return MailResult.LOGIN
    if isinstance(trouble, SMTPResponseException):
        # A server that does not even let us in says nothing about the message.
        passing = stage == Stage.CONNECT
        return MailResult.NOT_NOW if passing else _class_of(trouble.code)
    if stage == Stage.DATA:
        return MailResult.UNKNOWN
    if isinstance(trouble, SMTPNotSupported):
        return MailResult.REFUSED
    if isinstance(trouble, TimeoutError):
        return MailResult.TIMEOUT
    return MailResult.TLS if _is_about_tls(trouble) else MailResult.UNREACHABLE


def _class_of(code: int) -> MailResult:
    return CLASSES.get(code // 100, MailResult.NOT_NOW)


def _is_about_tls(trouble: Exception) -> bool:
    """Also where the server offers none, for which the library has no kind of its own."""
    known = (trouble, trouble.__cause__)
    return type(trouble) is SMTPException or any(isinstance(each, ssl.SSLError) for each in known)
