"""Sending one message to one webhook: signed, to the address that was checked, and no further.

Standard Webhooks: the signature covers id, moment and body. The only home of the network.
"""

import logging
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Event, Timer

from standardwebhooks import Webhook as Signer
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from models.columns import utcnow
from models.delivery import Result
from services import destinations, webhook_secrets
from services.destinations import BadAddress, Destination, Networks, UnknownName
from services.keyring import OpeningKeys
from services.letters import Answer, Letter
from services.policies import DELIVERING
from services.sealing import CannotOpen

MOST_ADDRESSES = 4
# It would repeat addresses, and what receivers said.
logging.getLogger("urllib3").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True)
class Way:
    """What it takes to send: keys that open secrets, networks that are allowed though private, and
    whom to trust.
    """

    keys: OpeningKeys
    networks: Networks
    tls: ssl.SSLContext


def post(letter: Letter, way: Way) -> Answer:
    """Never raises for anything that the receiver, the network or a lost key does to us."""
    began = time.monotonic()
    try:
        result = _result(_status(letter, way))
    except tuple(_TROUBLES) as trouble:
        result = next(each for kind, each in _TROUBLES.items() if isinstance(trouble, kind))
    return Answer(result, round(1000 * (time.monotonic() - began)))


def signed(letter: Letter, secret: str) -> dict[str, str]:
    """The three headers by which a receiver knows that it is ours, and new."""
    now = utcnow()
    return {
        "webhook-id": letter.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign(letter.message_id, now, letter.body.decode()),
    }


def _status(letter: Letter, way: Way) -> int:
    destination = destinations.parse(letter.address)
    secret = webhook_secrets.opened(letter.address, letter.secret, way.keys)
    headers = {
        "Host": destination.named,
        "User-Agent": "naltrexone-guide",
        "Content-Type": "application/json",
        **signed(letter, secret),
    }
    with closing(_connected(destination, way)) as connection, _in_time(connection):
        connection.request("POST", destination.target, letter.body, headers, preload_content=False)
        # No redirect is followed, and of the body nothing is read.
        return connection.getresponse().status


def _connected(destination: Destination, way: Way) -> HTTPConnection:
    """To the first address that answers, of those that were checked."""
    *others, last = destinations.addresses(destination, way.networks)[:MOST_ADDRESSES]
    for each in others:
        with suppress(ConnectTimeoutError):  # or no connection at all, which is one
            return _connect(each, destination, way)
    return _connect(last, destination, way)


def _connect(address: str, destination: Destination, way: Way) -> HTTPConnection:
    """No proxy is asked for, whatever the environment says; the certificate is the name's."""
    limit = DELIVERING.seconds_to_connect
    connection = HTTPConnection(address, destination.port, timeout=limit)
    if destination.scheme == "https":
        connection = HTTPSConnection(
            address,
            destination.port,
            timeout=limit,
            ssl_context=way.tls,
            server_hostname=destination.host,
        )
    connection.connect()
    return connection


@contextmanager
def _in_time(connection: HTTPConnection) -> Iterator[None]:
    """Cut off in the end, also where a byte comes now and then."""
    over, wire = Event(), connection.sock
    wire.settimeout(DELIVERING.seconds)

    def cut() -> None:
        over.set()
        with suppress(OSError):
            # Not as TLS would do it: somebody else is just reading.
            socket.socket.shutdown(wire, socket.SHUT_RDWR)

    timer = Timer(DELIVERING.seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:  # whatever it is that cutting off does to whoever reads
        if not over.is_set():
            raise
    finally:
        timer.cancel()
    if over.is_set():
        raise TimeoutError


def _result(status: int) -> Result:
    if status == 410:
        return Result.GONE
    return _CLASSES.get(status // 100, Result.NO_ANSWER)


_CLASSES = {
    2: Result.TAKEN,
    3: Result.REDIRECT,
    4: Result.REFUSED,
    5: Result.BROKEN,
}
# The first that fits: most are of a later kind too.
_TROUBLES: dict[type[Exception], Result] = {
    CannotOpen: Result.NO_SECRET,
    UnknownName: Result.NO_NAME,
    BadAddress: Result.PRIVATE,  # or what may not be sent to any more, without a setting
    NewConnectionError: Result.UNREACHABLE,
    ConnectTimeoutError: Result.TIMEOUT,
    TimeoutError: Result.TIMEOUT,
    ssl.SSLError: Result.TLS,
    OSError: Result.NO_ANSWER,
    HTTPError: Result.NO_ANSWER,
    HTTPException: Result.NO_ANSWER,
}
