"""Where a webhook may lead: to the public internet, or into networks that a setting names.

Whoever can type an address could otherwise have us ask what only this machine can reach. So each
address that the name stands for is looked at, and exactly one of those is connected to: the name is
never looked up a second time, when it could lead elsewhere.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

from services.errors import DomainError

LONGEST = 500
PORTS = {"https": 443, "http": 80}
# Below lie what operating systems keep to themselves: mail, databases, remote shells.
HIGHEST_RESERVED = 1023
# No spaces, controls, backslashes or letters beyond ASCII, which others would read differently.
PLAIN = re.compile(r"[!-\[\]-~]+")
NAME = re.compile(r"[a-z0-9._:-]+")
# All that is routed of IPv6; ways to write or wrap IPv4 addresses lie elsewhere, but 6to4.
UNICAST, WRAPPED = ip_network("2000::/3"), ip_network("2002::/16")

Address = IPv4Address | IPv6Address
Networks = Iterable[IPv4Network | IPv6Network]


class BadAddress(DomainError):
    """Nothing that a message could be sent to."""


class UnknownName(BadAddress):
    """Nobody knows where it leads, perhaps for now."""

    def __init__(self) -> None:
        super().__init__("No machine of that name can be found. Is it written right?")


class PrivateAddress(BadAddress):
    """It leads to where strangers have no business."""

    def __init__(self) -> None:
        super().__init__(
            "This leads into a private network. Whoever runs the server can allow that network "
            "(WEBHOOK_NETWORKS)."
        )


@dataclass(frozen=True)
class Destination:
    """The parts of an address, taken apart once."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Destination:
    """Refused with a sentence where it is no address that we send to."""
    try:
        parts = urlsplit(url if PLAIN.fullmatch(url) else "")
        port = parts.port
    except ValueError:
        raise BadAddress("Write the whole address, such as https://site.example/hook.") from None
    _require(parts, port)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    host = str(parts.hostname)
    return Destination(url, parts.scheme, host, port or PORTS[parts.scheme], target)


def addresses(destination: Destination, networks: Networks) -> list[str]:
    """Those that may be connected to; refused where any of the name's is not for us."""
    found = _looked_up(destination)
    allowed = [any(each in network for network in networks) for each in found]
    private = [not named for each, named in zip(found, allowed, strict=True) if not is_public(each)]
    if any(private):
        raise PrivateAddress
    if destination.scheme == "http" and not all(allowed):
        raise BadAddress("It must begin with https://, so that nobody on the way can read it.")
    return [str(each) for each in found]


def check(url: str, networks: Networks) -> Destination:
    """An address that a webhook may have now. It waits for the network: hold no lock meanwhile."""
    destination = parse(url)
    addresses(destination, networks)
    return destination


def is_public(address: Address) -> bool:
    """Could everybody in the world reach the very same machine there?"""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    return address.is_global and address in UNICAST and address not in WRAPPED


def _require(parts: SplitResult, port: int | None) -> None:
    if parts.scheme not in PORTS or not NAME.fullmatch(parts.hostname or ""):
        raise BadAddress("Write the whole address, such as https://site.example/hook.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("Leave name and password out: the signature says who sends.")
    if parts.fragment:
        raise BadAddress("Leave out what begins with #: it is never sent.")
    if port is not None and port != PORTS[parts.scheme] and port <= HIGHEST_RESERVED:
        raise BadAddress(f"Use port {PORTS[parts.scheme]}, or one above {HIGHEST_RESERVED}.")


def _looked_up(destination: Destination) -> list[Address]:
    try:
        found = socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # UnicodeError: a part of the name is too long or empty
        raise UnknownName from None
    return [ip_address(each) for each in dict.fromkeys(str(one[4][0]) for one in found)]
