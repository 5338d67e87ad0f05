"""Addresses of one network count as one."""

import pytest

from services.networks import network_of

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


@pytest.mark.parametrize("address", NETWORKS)
def test_address_belongs_to_a_network(address):
    assert network_of(address) == NETWORKS[address]
