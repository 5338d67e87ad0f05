"""Where mail goes out and whom it is from: what these settings may say, and nothing is asked."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit


class Safety(StrEnum):
    """How nobody on the way reads along."""

    TLS = "TLS from the first byte"
    STARTTLS = "STARTTLS, or nothing is sent"
    LOOPBACK = "none: it stays on this machine"


PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    safety: Safety


def server(given: Any) -> MailServer | None:
    """`smtp://user@host:587` or `smtps://…`; the password is no part of it."""
    if not given:
        return None
    parts = urlsplit(str(given))
    behind = parts.path.strip("/") or parts.query or parts.fragment or parts.password is not None
    if parts.scheme not in PORTS or not parts.hostname or behind:
        raise ValueError(given)
    port = parts.port or PORTS[parts.scheme]
    return MailServer(parts.hostname, port, unquote(parts.username or ""), _safety(parts))


def sender(given: Any) -> str:
    """`Name <address>` or an address, in ASCII, as any mail server takes it; or empty."""
    name, address = parseaddr(str(given))
    local, at, domain = address.rpartition("@")
    if given and not (local and at and "." in domain and str(given).isprintable()):
        raise ValueError(given)
    if not address.isascii() or " " in address:
        raise ValueError(given)
    return formataddr((name, address)) if given else ""


def _safety(parts: Any) -> Safety:
    if parts.scheme == "smtps":
        return Safety.TLS
    return Safety.LOOPBACK if is_loopback(parts.hostname) else Safety.STARTTLS


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
