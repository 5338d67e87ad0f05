"""Sealing: whatever was sealed comes back, and nothing else opens it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import sealing
from services.sealing import BLOCK, CannotOpen, OpeningKey, Sealed

PUBLIC, PRIVATE = sealing.new_pair()
REFERENCE = "K7QF9M2X4TRD"
CONTENT = {"name": "Robin", "phone": "+12025550123"}
SEALED = sealing.seal(PUBLIC, REFERENCE, CONTENT)
# JSON has every character but halves of a pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, st.booleans() | st.integers() | TEXT), TEXT)
def test_whatever_is_sealed_comes_back(content, reference):
    sealed = sealing.seal(PUBLIC, reference, content)
    assert sealing.open_(PRIVATE, reference, sealed) == content


@given(st.integers(0, len(SEALED.data) - 1), st.integers(1, 255))
@settings(max_examples=3 * settings.default.max_examples)
def test_any_changed_byte_is_refused(place, change):
    data = bytearray(SEALED.data)
    data[place] ^= change
    with pytest.raises(CannotOpen):
        sealing.open_(PRIVATE, REFERENCE, changed(data=bytes(data)))


@given(st.integers(0, len(SEALED.data) - 1))
def test_whatever_is_cut_off_is_refused(length):
    with pytest.raises(CannotOpen):
        sealing.open_(PRIVATE, REFERENCE, changed(data=SEALED.data[:length]))


@given(TEXT.filter(lambda each: each != REFERENCE))
def test_another_reference_is_refused(reference):
    with pytest.raises(CannotOpen):
        sealing.open_(PRIVATE, reference, SEALED)


def test_another_key_is_refused():
    _, other = sealing.new_pair()
    with pytest.raises(CannotOpen):
        sealing.open_(other, REFERENCE, SEALED)


def test_another_key_under_the_same_name_is_refused():
    _, other = sealing.new_pair()
    with pytest.raises(CannotOpen):
        sealing.open_(OpeningKey(PRIVATE.id, other.data), REFERENCE, SEALED)


def test_another_suite_is_refused():
    with pytest.raises(CannotOpen):
        sealing.open_(PRIVATE, REFERENCE, changed(suite_id="none"))


@pytest.mark.parametrize(
    "plain",
    [b"", b"[1", b"[]", b"\xff", b"[" * 10**6, b'{"a":NaN}', rb'{"a":"\ud800"}', b"9" * 5000],
    ids=["empty", "cut", "list", "no text", "deep", "no number", "half a pair", "long number"],
)
def test_what_opens_to_no_answers_does_not_open(plain):
    """Whoever has the public key can seal anything; only who opens it stops at it."""
    with pytest.raises(CannotOpen):
        sealing.open_(PRIVATE, REFERENCE, changed(data=encrypted(plain)))


def test_unchanged_it_opens():
    """The controls."""
    assert sealing.open_(PRIVATE, REFERENCE, changed()) == CONTENT
    assert sealing.open_(PRIVATE, REFERENCE, changed(data=encrypted(b"{}"))) == {}


def test_length_does_not_tell_what_was_left_empty():
    fuller = {**CONTENT, "surname": "s" * 100, "message": "m" * 500}
    assert len(sealing.seal(PUBLIC, REFERENCE, fuller).data) == len(SEALED.data)


def test_more_than_a_block_takes_two():
    more = sealing.seal(PUBLIC, REFERENCE, {"message": "m" * BLOCK})
    assert len(more.data) - len(SEALED.data) == BLOCK


def test_same_content_is_sealed_differently_each_time():
    assert sealing.seal(PUBLIC, REFERENCE, CONTENT).data != SEALED.data


def test_private_key_is_never_printed():
    assert repr(PRIVATE.data) not in f"{PRIVATE!r} {PRIVATE}"


def encrypted(plain, key=PUBLIC, reference=REFERENCE):
    """As a program of somebody else's does it: whatever is to be sealed."""
    info = sealing._info(sealing.SUITE_ID, reference)
    return sealing.SUITE.encrypt(plain, sealing._public(key.data), info=info)


def changed(**fields):
    own = {"key_id": SEALED.key_id, "suite_id": SEALED.suite_id, "data": SEALED.data}
    return Sealed(**{**own, **fields})
