"""Sending: signed, to the address that was checked, not a step further, and in time."""

import ssl
import time
from dataclasses import replace

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from models.delivery import Result
from services import keyring, policies, posting, sealing, webhook_secrets
from services.letters import Letter
from services.posting import Way
from tests.receivers import LOOPBACK, Receiver, receiving, trusting
from tests.servers import free_port

SECRET = webhook_secrets.new()
BODY = '{"type":"webhook.tested","words":"§"}'.encode()
# The status of an answer, and what is kept of it.
ANSWERS = {
    200: Result.TAKEN,
    204: Result.TAKEN,
    302: Result.REDIRECT,
    400: Result.REFUSED,
    410: Result.GONE,
    503: Result.BROKEN,
    600: Result.NO_ANSWER,
}


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    keyring.add(folder / "public", folder / "private")
    return folder


@pytest.fixture
def way(pair):
    return Way(keyring.opening_keys(pair / "private"), LOOPBACK, trusting())


@pytest.fixture
def letter(pair):
    def write(address):
        secret = webhook_secrets.sealed(address, SECRET, keyring.sealing_key(pair / "public"))
        return Letter(address, "msg_1", BODY, secret)

    return write


@pytest.fixture
def hasty(monkeypatch):
    """Nobody waits ten seconds in a test."""
    quick = replace(policies.DELIVERING, seconds=0.5, seconds_to_connect=0.5)
    monkeypatch.setattr(posting, "DELIVERING", quick)
    return quick


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_message_arrives_and_its_signature_is_right(letter, way, tls):
    with receiving(Receiver(), tls) as receiver:
        answer = posting.post(letter(receiver.url), way)
    (path, headers, body), *others = receiver.got
    assert (answer.result, path, body, others) == (Result.TAKEN, "/hook?site=1", BODY, [])
    Webhook(SECRET).verify(body, headers)


def test_signature_is_of_these_very_bytes(letter, way):
    """The control."""
    with receiving(Receiver()) as receiver:
        posting.post(letter(receiver.url), way)
    _, headers, body = receiver.got[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)


def test_host_is_named_as_in_the_address(letter, way):
    with receiving(Receiver(), tls=True) as receiver:
        posting.post(letter(receiver.url), way)
    assert receiver.got[0][1]["host"] == receiver.url.split("/")[2]


@pytest.mark.parametrize("status", ANSWERS)
def test_class_of_the_answer_is_all_that_is_kept(letter, way, status):
    with receiving(Receiver(lambda _: status)) as receiver:
        assert posting.post(letter(receiver.url), way).result == ANSWERS[status]


@pytest.mark.parametrize("status", [301, 307, 308])
def test_redirect_is_not_followed(letter, way, status):
    with (
        receiving(Receiver()) as inside,
        receiving(Receiver(lambda _: status, {"Location": inside.url})) as receiver,
    ):
        assert posting.post(letter(receiver.url), way).result == Result.REDIRECT
    assert (len(receiver.got), inside.got) == (1, [])


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_private_address_is_refused_again_at_each_sending(letter, way, tls):
    with receiving(Receiver(), tls) as receiver:
        answer = posting.post(letter(receiver.url), replace(way, networks=()))
    assert (answer.result, receiver.got) == (Result.PRIVATE, [])


def test_name_is_looked_up_once_and_what_was_checked_is_connected_to(letter, way, monkeypatch):
    """A name that leads elsewhere a moment later: DNS rebinding."""
    asked = []
    look_up = posting.socket.getaddrinfo

    def rebinding(host, *rest, **options):
        asked.append(host)
        second = host == "localhost" and asked.count(host) > 1
        return look_up("10.0.0.1" if second else "127.0.0.1", *rest, **options)

    monkeypatch.setattr(posting.socket, "getaddrinfo", rebinding)
    with receiving(Receiver(), tls=True) as receiver:
        assert posting.post(letter(receiver.url), way).result == Result.TAKEN
    assert asked == ["localhost", "127.0.0.1"]


def test_certificate_of_another_name_is_refused(letter, way):
    with receiving(Receiver(), tls=True) as receiver:
        address = receiver.url.replace("localhost", "127.0.0.1")
        assert posting.post(letter(address), way).result == Result.TLS
    assert receiver.got == []


def test_certificate_that_nobody_vouches_for_is_refused(letter, way):
    with receiving(Receiver(), tls=True) as receiver:
        strangers = replace(way, tls=ssl.create_default_context())
        assert posting.post(letter(receiver.url), strangers).result == Result.TLS
    assert receiver.got == []


@pytest.mark.parametrize(
    "receiver", [Receiver(seconds=1.5), Receiver(dawdles=0.1)], ids=["silent", "dawdling"]
)
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_slow_receiver_is_cut_off(letter, way, hasty, receiver, tls):
    began = time.monotonic()
    with receiving(receiver, tls):
        assert posting.post(letter(receiver.url), way).result == Result.TIMEOUT
        assert time.monotonic() - began < 2 * hasty.seconds


def test_environment_names_no_proxy(letter, way, monkeypatch):
    with receiving(Receiver()) as proxy, receiving(Receiver()) as receiver:
        for name in ("http_proxy", "HTTPS_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert posting.post(letter(receiver.url), way).result == Result.TAKEN
    assert proxy.got == []


@pytest.mark.parametrize(
    ("address", "result"),
    [
        ("https://nowhere.invalid/", Result.NO_NAME),
        (f"http://127.0.0.1:{free_port()}/", Result.UNREACHABLE),
    ],
    ids=["no such name", "nobody listens"],
)
def test_trouble_on_the_way_is_told_by_its_kind(letter, way, address, result):
    assert posting.post(letter(address), way).result == result


def test_what_speaks_no_http_gives_no_answer(letter, way):
    with receiving(Receiver(), tls=True) as receiver:
        address = receiver.url.replace("https://localhost", "http://127.0.0.1")
        assert posting.post(letter(address), way).result == Result.NO_ANSWER


def test_without_the_key_nothing_is_sent(letter, way):
    with receiving(Receiver()) as receiver:
        lost = replace(way, keys={})
        assert posting.post(letter(receiver.url), lost).result == Result.NO_SECRET
    assert receiver.got == []


def test_secret_opens_under_its_own_address_only(letter, way):
    with receiving(Receiver()) as receiver:
        moved = replace(letter("https://site.example/"), address=receiver.url)
        assert posting.post(moved, way).result == Result.NO_SECRET
    assert receiver.got == []


def test_nothing_that_a_receiver_says_is_logged(letter, way, caplog):
    odd = {"canary-5e without a colon\r\nX-Canary": "canary-5e"}
    with receiving(Receiver(headers=odd)) as receiver:
        posting.post(letter(receiver.url), way)
    assert len(receiver.got) == 1
    assert "canary" not in caplog.text


def test_secret_is_one_that_the_standard_takes():
    key = webhook_secrets.new()
    assert key.startswith("whsec_")
    assert len(key) < sealing.BLOCK
    assert Webhook(key).sign("msg_1", posting.utcnow(), "{}").startswith("v1,")
