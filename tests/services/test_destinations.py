"""Where a webhook may lead: never to what only this machine can reach, however it is written."""

from ipaddress import ip_address, ip_network

import pytest

from services import destinations
from services.destinations import BadAddress, PrivateAddress, UnknownName
from tests.receivers import LOOPBACK

PUBLIC = ["8.8.8.8", "9.9.9.9", "203.0.114.1", "2606:4700::1111", "2a00:1450:4001::8a"]
PRIVATE = {
    "loopback": "127.0.0.1",
    "the rest of loopback": "127.255.0.9",
    "this machine": "0.0.0.0",  # noqa: S104 -- nobody listens
    "this network": "0.1.2.3",
    "private, ten": "10.0.0.1",
    "private, 172": "172.31.255.255",
    "private, 192": "192.168.1.1",
    "of a carrier": "100.64.0.1",
    "link-local, where clouds keep secrets": "169.254.169.254",
    "benchmarks": "198.18.0.1",
    "documentation": "203.0.113.7",
    "multicast": "224.0.0.1",
    "multicast that is routed": "233.252.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "loopback of six": "::1",
    "no address of six": "::",
    "mapped": "::ffff:127.0.0.1",
    "mapped, though public": "::ffff:8.8.8.8",
    "compatible": "::127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of its own": "64:ff9b:1::a00:1",
    "6to4": "2002:7f00:1::1",
    "6to4, though public": "2002:808:808::1",
    "Teredo": "2001:0:808:808::1",
    "link-local of six": "fe80::1",
    "link-local with a zone": "fe80::1%lo",
    "site-local": "fec0::1",
    "unique local": "fd12::1",
    "documentation of six": "2001:db8::1",
    "multicast of six": "ff02::1",
    "multicast of six that is routed": "ff0e::1",
}
# What the resolver makes of a name, or of a number that is written oddly.
ROUND_ABOUT = {
    "a name": "https://localhost/",
    "a name in capitals": "https://LOCALHOST/",
    "a name with a dot": "https://localhost./",
    "an address": "https://127.0.0.1/",
    "half an address": "https://127.1/",
    "one number": "https://2130706433/",
    "in sixteens": "https://0x7f.0.0.1/",
    "in eights": "https://0177.0.0.1/",
    "mapped": "https://[::ffff:127.0.0.1]/",
    "of six": "https://[::1]/",
    "nothing": "https://0/",
}
NO_ADDRESS = {
    "empty": "",
    "no scheme": "site.example/hook",
    "another scheme": "ftp://site.example/",
    "a file": "file:///etc/passwd",
    "no host": "https:///hook",
    "a space": "https://site.example/a b",
    "a line": "https://site.example/\r\nX-Evil: 1",
    "nothing printed": "https://site.example/\0",
    "turned round": "https://site.example\\@10.0.0.1/",
    "beyond ASCII": "https://sïte.example/",
    "a password": "https://user:secret@9.9.9.9/",
    "a name only": "https://user@9.9.9.9/",
    "a fragment": "https://9.9.9.9/hook#part",
    "a port of mail": "https://9.9.9.9:25/",
    "the port of the other scheme": "https://9.9.9.9:80/",
    "port nought": "https://9.9.9.9:0/",
    "no port": "https://9.9.9.9:65536/",
    "a port in words": "https://9.9.9.9:https/",
    "half a bracket": "https://[::1/",
    "a zone": "https://[fe80::1%25lo]/",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_public(address):
    """The control: not everything is refused."""
    assert destinations.is_public(ip_address(address))


@pytest.mark.parametrize("kind", PRIVATE)
def test_private_address_is_not_public(kind):
    assert not destinations.is_public(ip_address(PRIVATE[kind]))


@pytest.mark.parametrize("kind", PRIVATE)
def test_webhook_does_not_lead_to_a_private_address(kind):
    host = PRIVATE[kind].partition("%")[0]
    with pytest.raises(PrivateAddress):
        destinations.check(f"https://[{host}]/" if ":" in host else f"https://{host}/", ())


@pytest.mark.parametrize("kind", ROUND_ABOUT)
def test_whatever_it_is_called_this_machine_is_refused(kind):
    with pytest.raises((PrivateAddress, UnknownName)):
        destinations.check(ROUND_ABOUT[kind], ())


def test_name_that_leads_here_is_refused_as_private():
    with pytest.raises(PrivateAddress):
        destinations.check("https://localhost/", ())


@pytest.mark.parametrize("kind", NO_ADDRESS)
def test_what_is_no_address_is_refused(kind):
    with pytest.raises(BadAddress):
        destinations.check(NO_ADDRESS[kind], LOOPBACK)


def test_name_that_nobody_knows_is_refused():
    with pytest.raises(UnknownName):
        destinations.check("https://nowhere.invalid/", ())


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example"], ids=["too long", "empty"])
def test_name_that_cannot_be_one_is_refused(host):
    with pytest.raises(UnknownName):
        destinations.check(f"https://{host}/", ())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_network_that_is_named_is_allowed_even_without_tls(scheme):
    found = destinations.parse(f"{scheme}://127.0.0.1:8080/")
    assert destinations.addresses(found, LOOPBACK) == ["127.0.0.1"]


def test_network_that_is_named_opens_no_other():
    with pytest.raises(PrivateAddress):
        destinations.check("https://127.0.0.1/", (ip_network("10.0.0.0/8"),))


def test_public_address_is_taken_by_https_only():
    assert destinations.check("https://9.9.9.9:8443/hook", ()).port == 8443
    with pytest.raises(BadAddress, match="https://"):
        destinations.check("http://9.9.9.9/hook", LOOPBACK)


@pytest.mark.parametrize(
    ("url", "named", "target"),
    [
        ("https://site.example", "site.example", "/"),
        ("https://SITE.example:443/a?b=c", "site.example", "/a?b=c"),
        ("https://[2606:4700::1]:8443/", "[2606:4700::1]:8443", "/"),
    ],
    ids=["short", "whole", "of six"],
)
def test_address_is_taken_apart_once(url, named, target):
    found = destinations.parse(url)
    assert (found.named, found.target) == (named, target)
