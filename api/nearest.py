"""The titles most like what was asked, where no words match: a slip of the finger is forgiven."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from heapq import nlargest

# Content type, slug, title.
Title = tuple[str, str, str]
NEAREST = 3
NEAR_ENOUGH = 0.5
# Only so many are looked at closely: that takes longer than all the rest of a search.
CANDIDATES = 50
_WORD = re.compile(r"\w+")


class Titles:
    """Each is known by its whole and by each of its words."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._titles = list(dict.fromkeys(titles))
        self._places: dict[str, list[int]] = {}
        for place, (_, _, title) in enumerate(self._titles):
            whole = title.casefold()
            for text in {whole, *_WORD.findall(whole)}:
                self._places.setdefault(text, []).append(place)

    def nearest(self, asked: str) -> list[Title]:
        """Most alike first: the whole or one of its words, whichever is more so."""
        found: dict[int, float] = {}
        for like, text in self._alike(asked.casefold()):
            for place in self._places[text]:
                found[place] = max(like, found.get(place, 0))
        best = sorted(found, key=lambda place: (-found[place], place))
        return [self._titles[place] for place in best[:NEAREST]]

    def _alike(self, asked: str) -> Iterator[tuple[float, str]]:
        matcher = SequenceMatcher(None, "", asked, autojunk=False)
        bounds = ((_at_most(matcher, text), text) for text in self._places)
        for _, text in nlargest(CANDIDATES, (each for each in bounds if each[0] >= NEAR_ENOUGH)):
            matcher.set_seq1(text)
            if (like := matcher.ratio()) >= NEAR_ENOUGH:
                yield like, text


def _at_most(matcher: "SequenceMatcher[str]", text: str) -> float:
    """By its length, and then by its letters in whatever order: more alike it cannot be."""
    matcher.set_seq1(text)
    bound = matcher.real_quick_ratio()
    return matcher.quick_ratio() if bound >= NEAR_ENOUGH else bound
