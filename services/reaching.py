"""Can we reach whoever asks, in the way that they chose, and for what they asked for?"""

from collections.abc import Iterator, Mapping
from typing import Any

from models.contact_attempt import Channel
from services.form import Form

NEEDS: Mapping[str, str] = {
    Channel.CALL: "phone",
    Channel.TEXT: "phone",
    Channel.EMAIL: "email",
}


def errors(
    given: Mapping[str, Any], wrong: Mapping[str, str], form: Form
) -> Iterator[tuple[str, str]]:
    """Where nobody could be reached, or not in the way that was chosen."""
    if not {"/phone", "/email"} & wrong.keys() and not {"phone", "email"} & given.keys():
        yield "/phone", form.error("contact")
        return
    yield from _not_in_the_way(given, wrong, form)


def _not_in_the_way(
    given: Mapping[str, Any], wrong: Mapping[str, str], form: Form
) -> Iterator[tuple[str, str]]:
    """Neither in the way that was chosen, nor for what was asked for."""
    needed = NEEDS.get(given.get("channel", ""))
    if needed and needed not in given and f"/{needed}" not in wrong:
        yield f"/{needed}", form.error(f"channel_{needed}")
    elif given.get("receipt") and "email" not in given and "/email" not in wrong:
        yield "/email", form.error("receipt_email")
