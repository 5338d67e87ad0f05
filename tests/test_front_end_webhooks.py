"""docs/front-end.md: its receiver knows a message of ours, and no other."""

import re
import time

import pytest
from standardwebhooks import Webhook as Signer

from services import keyring, posting, webhook_secrets
from services.letters import Letter
from services.posting import Way
from tests.receivers import LOOPBACK, Receiver, receiving, trusting

SECRET = webhook_secrets.new()
BODY = '{"type":"webhook.tested","data":{"words":"§"}}'.encode()


@pytest.fixture
def read_message(root):
    (code,) = re.findall(
        r"```python\n(.*?)```", (root / "docs" / "front-end.md").read_text(), re.DOTALL
    )
    names = {}
    exec(code, names)  # noqa: S102 -- the snippet, as somebody would use it
    return names["read_message"]


@pytest.fixture(scope="module")
def got(tmp_path_factory):
    """What a receiver got from us: headers and body."""
    folder = tmp_path_factory.mktemp("keys")
    keyring.add(folder / "public", folder / "private")
    with receiving(Receiver()) as receiver:
        kept = webhook_secrets.sealed(receiver.url, SECRET, keyring.sealing_key(folder / "public"))
        way = Way(keyring.opening_keys(folder / "private"), LOOPBACK, trusting())
        posting.post(Letter(receiver.url, "msg_1", BODY, kept), way)
    return receiver.got[0][1:]


def test_snippet_reads_what_we_send(read_message, got):
    assert read_message(SECRET, *got)["type"] == "webhook.tested"


def test_snippet_refuses_another_secret_or_body(read_message, got):
    headers, body = got
    assert read_message(webhook_secrets.new(), headers, body) is None
    assert read_message(SECRET, headers, body.replace(b"tested", b"forged")) is None


def test_snippet_refuses_what_is_old(read_message):
    moment = posting.utcnow().replace(year=2020)
    signature = Signer(SECRET).sign("msg_1", moment, BODY.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }
    assert time.time() - moment.timestamp() > 300
    assert read_message(SECRET, headers, BODY) is None
