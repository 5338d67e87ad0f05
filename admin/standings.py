"""Where a record stands, in words and with a colour."""

from dataclasses import dataclass

from markupsafe import Markup

from services.reviews import Status
from services.standing import Standing

WORDS = {
    Status.DRAFT: "Draft",
    Status.IN_REVIEW: "In review",
    Status.APPROVED: "Approved",
    Status.RETURNED: "Returned",
}
CSS = {Status.APPROVED: "status-live", Status.RETURNED: "status-trash"}


@dataclass(frozen=True)
class Shown:
    """`css` names the colour."""

    words: str
    css: str


def shown(standing: Standing) -> Shown:
    """The state of its newest revision first; beside it what the public reads."""
    if standing.trashed:
        return Shown(f"In the trash · {_live(standing)}", "status-trash")
    if standing.is_live:
        return Shown(_live(standing), "status-live")
    return Shown(f"{WORDS[standing.status]} {standing.newest} · {_live(standing)}", _css(standing))


def _css(standing: Standing) -> str:
    if standing.status in CSS:
        return CSS[standing.status]
    return "status-draft" if standing.live is None else "status-changed"


def badge(standing: Standing) -> Markup:
    words = shown(standing)
    return Markup('<span class="status {}">{}</span>').format(words.css, words.words)


def _live(standing: Standing) -> str:
    return "not live" if standing.live is None else f"live {standing.live}"
