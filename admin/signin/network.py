"""Where a request comes from and whom it was meant for.

Of proxies in front only as many as a setting says are believed; other hosts' names are refused.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

# One connection of a household or an office, as providers hand them out.
BITS = {4: 24, 6: 56}
OTHER_HOST = "This is not the address of the dashboard: open the one that STAFF_URL names."


def init_app(app: Flask) -> None:
    hops = app.config["TRUSTED_PROXY_HOPS"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    app.before_request(_refuse_other_hosts)


def _refuse_other_hosts() -> Response | None:
    # Without a page of ours: no address can be made under a host that is not ours.
    if isinstance(request.routing_exception, SecurityError):
        return Response(OTHER_HOST, 400, mimetype="text/plain")
    return None


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
