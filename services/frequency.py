"""How often a side effect comes: the CIOMS band and a plain sentence, computed and never typed."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Band(StrEnum):
    VERY_COMMON = "very_common"
    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"
    VERY_RARE = "very_rare"
    NOT_KNOWN = "not_known"


# Lower bounds, inclusive (EC guideline on the summary of product characteristics, section 4.8).
_BOUNDS = (
    (Fraction(1, 10), Band.VERY_COMMON),
    (Fraction(1, 100), Band.COMMON),
    (Fraction(1, 1_000), Band.UNCOMMON),
    (Fraction(1, 10_000), Band.RARE),
    (Fraction(0), Band.VERY_RARE),
)
# People say "10 in 100"; a scale is used where it gives at least one whole person.
_SCALES = (100, 1_000, 10_000)


@dataclass(frozen=True)
class Basis:
    """What was measured: `numerator` of `denominator` people, or `rate_percent` as reported."""

    numerator: int | None = None
    denominator: int | None = None
    rate_percent: float | None = None

    @property
    def rate(self) -> Fraction | None:
        if self.rate_percent is not None:
            return Fraction(str(self.rate_percent)) / 100
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)


def band(basis: Basis) -> Band:
    """The band; a study in which nobody had it proves no band, so that is not known either."""
    rate = basis.rate
    if not rate:
        return Band.NOT_KNOWN
    return next(name for bound, name in _BOUNDS if rate >= bound)


def sentence(
    basis: Basis, formulation: str, comparator: str, comparator_percent: float | None
) -> str:
    """What a person reads, such as "About 10 in 100 people who took the tablet had this."."""
    taken = f"the {formulation}"
    rate = basis.rate
    if rate is None:
        return f"We do not have a checked number for {taken}."
    if rate == 0:
        return f"Nobody in the study of {taken} had this."
    other = Basis(rate_percent=comparator_percent).rate if comparator else None
    scale = _scale(rate, other or rate)
    versus = (
        f", compared with {_people(other, scale)} who took {comparator}"
        if other is not None
        else ""
    )
    words = f"{_people(rate, scale)} who took {taken} had this{versus}."
    return words[0].upper() + words[1:]


def _scale(*rates: Fraction) -> int:
    """The smallest group in which every rate is at least one person, so that like is compared."""
    return next((each for each in _SCALES if min(rates) * each >= 1), _SCALES[-1])


def _people(rate: Fraction, scale: int) -> str:
    if rate == 0:
        return "nobody"
    if rate * scale < 1:
        return f"fewer than 1 in {scale:,} people"
    return f"about {_nearest(rate * scale):,} in {scale:,} people"


def _nearest(value: Fraction) -> int:
    """Halves go up: a reader is never told less than was measured."""
    return int(value + Fraction(1, 2))
