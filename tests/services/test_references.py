"""References: unguessable, and the same however they are typed."""

from services import references


def test_reference_has_twelve_characters_that_nobody_confuses():
    made = "".join(references.new() for _ in range(500))
    assert len(made) == 12 * 500
    assert set(made) == set(references.ALPHABET)
    assert not set(made) & set("01ILOAEUSZB")


def test_reference_has_more_than_fifty_bits():
    assert len(references.ALPHABET) ** references.LENGTH > 2**50


def test_reference_is_shown_in_groups():
    assert references.shown("K7QF9M2X4TRD") == "K7QF-9M2X-4TRD"


def test_reference_is_found_however_it_is_typed():
    typed = [" k7qf-9m2x-4trd ", "K7QF 9M2X 4TRD", "K7QF9M2X4TRD"]
    assert {references.plain(each) for each in typed} == {"K7QF9M2X4TRD"}
