"""Where a record offers to be shown to somebody outside, and what became of such links."""

from flask import url_for
from markupsafe import Markup

from admin import access
from admin.access import Permission
from models.columns import utcnow
from models.item import Item
from models.preview import Preview
from services import standing


def preview_url(item: Item | None) -> str | None:
    """Where a link to a draft is made; None where there is no draft, or nobody may show it."""
    if item is None or item.trashed_at or not access.may(Permission.SHARE_DRAFTS):
        return None
    if standing.of([item])[item.id].is_live:
        return None
    return url_for("previews.create_view", id=item.id)


def badge(preview: Preview) -> Markup:
    words, colour = _state(preview)
    return Markup('<span class="status status-{}">{}</span>').format(colour, words)


def _state(preview: Preview) -> tuple[str, str]:
    if preview.revoked_at:
        return "Taken back", "trash"
    return ("Works", "live") if preview.works(utcnow()) else ("Too old", "off")
