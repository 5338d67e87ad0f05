"""An edition is closed: all that it names is in it, once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from models.revision import Revision
from services import naming, resolving, shapes, snapshot
from services.naming import Values
from services.resolving import Name


def open_ends(revisions: Sequence[Revision]) -> list[str]:
    """Who names what that is not among them, and what has the name of another, each a few words;
    empty when they are closed.
    """
    names = Counter(resolving.name_of(each) for each in revisions)
    values = naming.values_of(revisions)
    twice = [f"two are called {' '.join(name)}" for name, count in names.items() if count > 1]
    return twice + [each for one in revisions for each in _open_ends(one, names.keys(), values)]


def _open_ends(revision: Revision, shown: AbstractSet[Name], values: Values) -> Iterator[str]:
    mapper, data = resolving.mapper_of(revision), shapes.data_of(revision)
    slug = data["slug"]
    named = snapshot.references(mapper, data)
    # Not a difference: that would walk along all that is shown, for each of them.
    for _, source in sorted(each for each in named if each not in shown):
        yield f"{slug} cites {source}"
    texts = (text for _, text in naming.texts(mapper, data))
    strangers = {each.words: None for text in texts for each in naming.unknown(text, values)}
    for words in strangers:
        yield f"{slug} names {words}"
