"""From what stands after the question mark to a selection; refusals name what is known."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from api.refusals import InvalidParameters
from api.schemas import declared
from api.schemas.base import ItemSchema
from api.selecting import Order, Selection, Wanted

Parameters = Mapping[str, str]
MOST = 200
FARTHEST = 1_000_000
# Of several values together that are of no vocabulary: links repeat them.
LONGEST = 500
MOMENT = (
    "`as_of` is a moment with its offset from UTC, such as 2026-11-23T12:00:00Z;"
    " write a plus sign as %2B."
)
_NUMBER = re.compile(r"[0-9]{1,7}")


def of_list(schema: type[ItemSchema]) -> tuple[str, ...]:
    """The parameters that the list of such records takes."""
    return "limit", "offset", "sort", "fields", *declared.filters(schema)


def selection(given: Parameters, schema: type[ItemSchema]) -> Selection:
    return Selection(
        wanted=_wanted(given, schema),
        order=_order(given, schema),
        limit=number(given, "limit", 1, MOST),
        offset=number(given, "offset", 0, FARTHEST) or 0,
        fields=fields(given, schema),
    )


def fields(given: Parameters, schema: type[ItemSchema]) -> frozenset[str] | None:
    """The fields asked for, or None for all."""
    return _words(given, "fields", declared.names(schema)) if "fields" in given else None


def moment(given: str) -> datetime:
    """A time of day is another moment at every place, so it must say its offset."""
    try:
        found = datetime.fromisoformat(given)
        if found.tzinfo is None:
            raise InvalidParameters(MOMENT)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidParameters(MOMENT) from None


def _wanted(given: Parameters, schema: type[ItemSchema]) -> dict[str, Wanted]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, each in declared.filters(schema).items():
        if name in given:
            found.setdefault(each.parent, {})[name] = _words(given, name, each.words)
    return dict(found)


def _order(given: Parameters, schema: type[ItemSchema]) -> Order | None:
    if "sort" not in given:
        return None
    known = declared.sorts(schema)
    name = given["sort"].removeprefix("-")
    if name not in known:
        raise InvalidParameters(
            f"`sort` is one of {', '.join(known)}, or one of them after a hyphen.",
            [*known, *(f"-{each}" for each in known)],
        )
    return Order(name, given["sort"].startswith("-"), known[name].words)


def number(given: Parameters, name: str, least: int, most: int) -> int | None:
    if name not in given:
        return None
    if not _NUMBER.fullmatch(given[name]) or not least <= int(given[name]) <= most:
        raise InvalidParameters(f"`{name}` is a whole number from {least} to {most}.")
    return int(given[name])


def _words(given: Parameters, name: str, known: Iterable[str]) -> frozenset[str]:
    """What stands between the commas; without `known` words any will do."""
    words, allowed = given[name].split(","), list(known)
    if not allowed and len(given[name]) > LONGEST:
        raise InvalidParameters(f"`{name}` takes at most {LONGEST} characters.")
    if allowed and (len(words) > len(allowed) or not set(words) <= set(allowed)):
        raise InvalidParameters(
            f"`{name}` takes {', '.join(allowed)}; several with commas, each once.", allowed
        )
    return frozenset(words)
