"""What the value of a setting may be: each gives it as the program wants it, or ValueError."""

import sys
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# As in models/staff.py, which this module may not know; a test compares the two.
ROLES = frozenset("editor reviewer publisher coordinator auditor admin".split())


def whole(lowest: int, highest: int = sys.maxsize) -> Callable[[Any], int]:
    def convert(given: Any) -> int:
        if lowest <= int(given) <= highest:
            return int(given)
        raise ValueError(given)

    return convert


def yes(given: Any) -> bool:
    return str(given).lower() not in ("", "0", "false")


def address(given: Any) -> str:
    """Scheme and host, with a port perhaps, and nothing behind; or empty."""
    parts = urlsplit(given)
    behind = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if given and (parts.scheme not in ("http", "https") or not parts.hostname or behind):
        raise ValueError(given)
    return str(given).rstrip("/")


def names(given: Any) -> frozenset[str]:
    return frozenset(each.strip() for each in str(given).split(",") if each.strip())


def roles(given: Any) -> frozenset[str]:
    """Names of roles, or none."""
    found = names(given)
    if not found <= ROLES:
        raise ValueError(given)
    return found


def origins(given: Any) -> frozenset[str]:
    """Addresses of front-ends as browsers name them, or none."""
    return frozenset(address(each).lower() for each in names(given))


def networks(given: Any) -> tuple[IPv4Network | IPv6Network, ...]:
    """Such as `10.1.2.0/24`, or none."""
    return tuple(ip_network(each) for each in sorted(names(given)))


def zone(given: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(given))
    except (ZoneInfoNotFoundError, OSError) as unknown:  # a folder of names is none either
        raise ValueError(given) from unknown


def folder(given: Any) -> Path | None:
    return Path(given).resolve() if given else None
