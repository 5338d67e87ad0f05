"""Networks: what requests are counted by, because one person may have many addresses."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# One connection of a household or an office, as providers hand them out.
BITS = {4: 24, 6: 56}


def network_of(address: str | None) -> str:
    """The network of an address; all that have none that can be read are one."""
    try:
        given = ip_address(address or "")
    except ValueError:
        return "unknown"
    plain = _unmapped(given)
    return str(ip_network((plain, BITS[plain.version]), strict=False))


def _unmapped(given: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """`::ffff:192.0.2.1` is 192.0.2.1."""
    return getattr(given, "ipv4_mapped", None) or given
