"""Pairs of keys as files: made once, in two folders, and told apart when they do not fit."""

import pytest

from services import keyring, sealing
from services.keyring import NoSealingKey
from services.sealing import CannotOpen


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "keys" / "sealing", tmp_path / "keys" / "opening"


@pytest.fixture
def pair(folders):
    """The id of a pair that was just made."""
    return keyring.generate(*folders)


def add_older(folders):
    """A pair made a year before."""
    public, private = sealing.new_pair(now=sealing.utcnow().replace(year=2020))
    (folders[0] / f"{public.id}.public").write_bytes(public.data)
    (folders[1] / f"{private.id}.private").write_bytes(private.data)
    return public.id


def mode(path):
    return path.stat().st_mode & 0o777


def test_pair_is_made_for_whom_it_is(folders, pair):
    sealing_folder, opening_folder = folders
    assert mode(sealing_folder / f"{pair}.public") == 0o644
    assert mode(opening_folder / f"{pair}.private") == 0o600
    assert mode(opening_folder) == 0o700


def test_pair_that_is_there_is_kept(folders, pair):
    assert keyring.generate(*folders) == ""
    assert list(keyring.sealing_keys(folders[0])) == [pair]


def test_public_key_alone_is_no_reason_for_a_new_pair(folders, pair):
    """A host that only takes requests has no private key."""
    (folders[1] / f"{pair}.private").unlink()
    assert keyring.generate(*folders) == ""


def test_crash_leaves_no_public_key_without_its_private_half(folders, monkeypatch):
    write, written = keyring.write, []

    def crash_at_second(path, *arguments):
        written.append(path)
        if len(written) == 2:
            raise InterruptedError
        write(path, *arguments)

    monkeypatch.setattr(keyring, "write", crash_at_second)
    with pytest.raises(InterruptedError):
        keyring.generate(*folders)
    assert keyring.sealing_keys(folders[0]) == {}
    assert len(keyring.opening_keys(folders[1])) == 1


def test_newest_key_seals_and_older_ones_still_open(folders, pair):
    older = keyring.sealing_keys(folders[0])[pair]
    sealed = sealing.seal(older, "r", {"a": 1})
    add_older(folders)
    keys = keyring.opening_keys(folders[1])
    assert keyring.sealing_key(folders[0]).id == pair
    assert keyring.open_with(keys, "r", sealed) == {"a": 1}


def test_pairs_of_one_second_sort_by_age(folders, pair):
    made = [keyring.add(*folders, keyring.made_at(pair)) for _ in range(3)]
    assert [*keyring.sealing_keys(folders[0])] == [pair, *made]


def test_without_its_key_nothing_opens(folders, pair):
    sealed = sealing.seal(keyring.sealing_key(folders[0]), "r", {})
    with pytest.raises(CannotOpen):
        keyring.open_with({}, "r", sealed)


def test_without_any_key_nothing_is_sealed(folders):
    with pytest.raises(NoSealingKey, match="flask keys generate"):
        keyring.sealing_key(folders[0])


def test_all_is_well(folders, pair):
    add_older(folders)
    assert keyring.problems(*folders) == []


def test_no_key_is_a_problem(folders):
    assert keyring.problems(*folders) == [str(NoSealingKey())]


def lose(folders, pair):
    (folders[1] / f"{pair}.private").unlink()


def shorten(folders, pair):
    path = folders[1] / f"{pair}.private"
    path.write_bytes(path.read_bytes()[:-1])


def swap_private(folders, pair):
    (folders[1] / f"{pair}.private").write_bytes(sealing.new_pair()[1].data)


def swap_both(folders, pair):
    """Whole, but another's: whoever did it could read what comes from now on."""
    public, private = sealing.new_pair()
    (folders[0] / f"{pair}.public").write_bytes(public.data)
    (folders[1] / f"{pair}.private").write_bytes(private.data)


def empty(folders, pair):
    (folders[0] / f"{pair}.public").write_bytes(b"")


@pytest.mark.parametrize("harm", [lose, shorten, swap_private, swap_both, empty])
def test_pair_that_does_not_fit_is_named(folders, pair, harm):
    older = add_older(folders)
    harm(folders, pair)
    (problem,) = keyring.problems(*folders)
    assert pair in problem
    assert older not in problem


def test_public_key_whose_other_half_is_missing_is_named(folders, pair):
    older = add_older(folders)
    assert keyring.without_private_half(*folders) == []
    lose(folders, pair)
    assert keyring.without_private_half(*folders) == [pair]
    assert keyring.without_private_half(folders[0], folders[1] / "no") == sorted((older, pair))


def test_folder_that_others_can_look_into_is_a_problem(folders, pair):
    folders[1].chmod(0o750)
    assert keyring.problems(*folders) == [
        "Others can look into the folder of the private keys: take their rights to it."
    ]
