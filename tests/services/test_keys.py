"""Secrets are made once, for their owner's eyes."""

from services import keys


def test_missing_secret_is_made_for_its_owner_only(tmp_path):
    assert keys.generate(tmp_path / "keys") == ["secret_key"]
    path = tmp_path / "keys" / "secret_key"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_secret_that_is_there_is_kept(tmp_path):
    keys.generate(tmp_path)
    before = (tmp_path / "secret_key").read_text()
    assert keys.generate(tmp_path) == []
    assert (tmp_path / "secret_key").read_text() == before
