"""Receivers of webhooks: real servers on the loopback address, which note what they were sent."""

import datetime
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = (ip_network("127.0.0.1/32"),)
DAY = datetime.timedelta(days=1)


@dataclass
class Receiver:
    """`answers` gives a status for each request, by its place; what came is in `got`."""

    answers: Callable[[int], int] = lambda _: 204
    headers: dict[str, str] = field(default_factory=dict)
    # Seconds before the answer; and between its bytes, where it dawdles.
    seconds: float = 0.0
    dawdles: float = 0.0
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers, _ in self.got]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.got.append((handler.path, headers, handler.rfile.read(length)))
        time.sleep(self.seconds)
        handler.send_response(self.answers(len(self.got)))
        for name, value in {"Content-Length": "0", **self.headers}.items():
            handler.send_header(name, value)
        self._dawdle(handler)
        handler.end_headers()

    def _dawdle(self, handler: BaseHTTPRequestHandler) -> None:
        while self.dawdles:
            handler.send_header("X-More", "soon")
            handler.flush_headers()
            time.sleep(self.dawdles)


@contextmanager
def receiving(receiver: Receiver, tls: bool = False) -> Iterator[Receiver]:
    """Listens until the block ends, as `http://127.0.0.1` or `https://localhost`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
    server.daemon_threads = True
    if tls:
        server.socket = server_side().wrap_socket(server.socket, server_side=True)
    place = "https://localhost" if tls else "http://127.0.0.1"
    receiver.url = f"{place}:{server.server_port}/hook?site=1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def trusting() -> ssl.SSLContext:
    """Trusts the receivers here, and nobody else."""
    return ssl.create_default_context(cadata=_certificate()[0])


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                receiver.answer(self)
            except OSError:  # the sender is gone
                self.close_connection = True

        def log_message(self, *_args: Any) -> None:
            """Tests print figures of their own."""

    return Handler


def server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "both.pem"
        path.write_text("".join(_certificate()))
        context.load_cert_chain(path)
    return context


@cache
def _certificate() -> tuple[str, str]:
    """Of `localhost` and no other name; and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - DAY).not_valid_after(now + DAY)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    own = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signed = made.sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode(), own.decode()
