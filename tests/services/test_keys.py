"""Secrets are made once, for their owner's eyes."""

from pathlib import Path

import pytest

from services import keys

ALL = ["secret_key", "password_pepper", "second_factor_key"]


@pytest.mark.parametrize("name", ALL)
def test_missing_secret_is_made_for_its_owner_only(tmp_path, name):
    assert keys.generate(tmp_path / "keys") == ALL
    path = tmp_path / "keys" / name
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_secret_that_is_there_is_kept(tmp_path):
    keys.generate(tmp_path)
    before = (tmp_path / "secret_key").read_text()
    assert keys.generate(tmp_path) == []
    assert (tmp_path / "secret_key").read_text() == before


def test_secrets_differ(tmp_path):
    keys.generate(tmp_path)
    assert len({(tmp_path / name).read_text() for name in ALL}) == len(ALL)


@pytest.mark.parametrize("left", ["", "\n"])
def test_empty_file_counts_as_missing(tmp_path, left):
    keys.generate(tmp_path)
    (tmp_path / "secret_key").write_text(left)
    assert keys.generate(tmp_path) == ["secret_key"]
    assert len((tmp_path / "secret_key").read_text()) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_crash_leaves_no_half_key(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", _crash)
    with pytest.raises(InterruptedError):
        keys.generate(tmp_path)
    assert not (tmp_path / "secret_key").exists()
    monkeypatch.undo()
    assert keys.generate(tmp_path) == ALL


def _crash(*_):
    raise InterruptedError
