"""Proxies in front are believed only where a setting says so, in each web process."""

import pytest
from flask import request

from tests.apps import opened

PATHS = {"staff": "/login", "public": "/healthz"}
FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}


@pytest.mark.parametrize("role", PATHS)
@pytest.mark.parametrize(
    ("hops", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")]
)
def test_only_so_many_proxies_are_believed(databases, role, hops, address):
    with opened(role, databases.new("sqlite") | {"TRUSTED_PROXY_HOPS": hops}) as app:
        seen = []
        app.before_request_funcs[None].insert(0, lambda: seen.append(_seen()))
        app.test_client().get(PATHS[role], headers=FORWARDED)
    assert seen == [address]


def _seen():
    return request.remote_addr
