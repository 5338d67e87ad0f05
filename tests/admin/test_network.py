"""Where a request comes from: a network, believed of proxies only where a setting says so."""

import pytest
from flask import request

from admin.signin.network import network_of
from tests.apps import opened

NETWORKS = {
    "192.0.2.77": "192.0.2.0/24",
    "192.0.2.1": "192.0.2.0/24",
    "::ffff:192.0.2.1": "192.0.2.0/24",
    "2001:db8:1:2345::9": "2001:db8:1:2300::/56",
    "2001:db8:1:23ff::": "2001:db8:1:2300::/56",
    "": "unknown",
    None: "unknown",
    "unix:": "unknown",
}
FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}


@pytest.mark.parametrize("address", NETWORKS)
def test_address_belongs_to_a_network(address):
    assert network_of(address) == NETWORKS[address]


@pytest.mark.parametrize(
    ("hops", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")]
)
def test_only_so_many_proxies_are_believed(databases, hops, address):
    with opened("staff", databases.new("sqlite") | {"TRUSTED_PROXY_HOPS": hops}) as app:
        seen = []
        app.before_request_funcs[None].insert(0, lambda: seen.append(_seen()))
        app.test_client().get("/login", headers=FORWARDED)
    assert seen == [address]


def _seen():
    return request.remote_addr
