"""Keys of look-ups as files: for their owner alone, the newest in use."""

import pytest

from models.columns import utcnow
from services import keyring, lookup_keys


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys" / "lookup"


def mode(path):
    return path.stat().st_mode & 0o777


def test_key_is_for_its_owner_alone(folder):
    made = lookup_keys.generate(folder)
    assert (mode(folder), mode(folder / f"{made}.secret")) == (0o700, 0o600)


def test_key_that_is_there_is_kept(folder):
    made = lookup_keys.generate(folder)
    assert (lookup_keys.generate(folder), list(lookup_keys.all_(folder))) == ("", [made])


def test_newest_is_in_use(folder):
    now = utcnow()
    made = [lookup_keys.add(folder, now) for _ in range(3)]
    assert list(lookup_keys.all_(folder)) == made
    assert lookup_keys.newest(lookup_keys.all_(folder)) == made[-1]


def test_secrets_are_long_and_differ(folder):
    for _ in range(2):
        lookup_keys.add(folder, utcnow())
    secrets = set(lookup_keys.all_(folder).values())
    assert (len(secrets), min(map(len, secrets)) >= 64) == (2, True)


def test_id_says_when_it_was_made(folder):
    now = utcnow().replace(microsecond=0)
    assert keyring.made_at(lookup_keys.add(folder, now)) == now


def test_removed_key_is_gone(folder):
    made = lookup_keys.generate(folder)
    lookup_keys.remove(folder, made)
    lookup_keys.remove(folder, made)
    assert lookup_keys.all_(folder) == {}
