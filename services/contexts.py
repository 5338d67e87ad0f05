"""Among which other revisions somebody reads a change: the next edition as it may become."""

from services import editions, reviews, subjects
from services.reviews import Status
from services.subjects import Subject
from services.together import Together


def live_with(subject: Subject) -> Together:
    """What the public reads, and this change."""
    return _with([subject])


def ahead() -> Together:
    """What the public will read once all that is approved is published."""
    return _with(_approved())


def ahead_with(subject: Subject) -> Together:
    """That, and this change."""
    return _with([*_approved(), subject])


def _approved() -> list[Subject]:
    changed = subjects.changed()
    standing = reviews.statuses(changed)
    return [each for each in changed if standing[each.item.id] == Status.APPROVED]


def _with(waiting: list[Subject]) -> Together:
    live = editions.manifest_of(editions.latest())
    together = {**live, **dict(each.change for each in waiting)}
    return Together({item: revision for item, revision in together.items() if revision})
