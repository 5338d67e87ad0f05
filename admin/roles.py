"""The roles in words: what each is called, and what it may do."""

from collections.abc import Iterable

from models.staff import Role

WORDS: dict[Role, tuple[str, str]] = {
    Role.EDITOR: ("Editor", "writes and changes the records of the guide, shows drafts by a link"),
    Role.REVIEWER: (
        "Reviewer",
        "approves or returns what others wrote, shows drafts by a link, keeps the words to avoid",
    ),
    Role.PUBLISHER: ("Publisher", "publishes what was approved, shows drafts by a link"),
    Role.COORDINATOR: ("Coordinator", "works with requests to enroll, and with nothing else"),
    Role.AUDITOR: (
        "Auditor",
        "reads records, editions, webhooks and the audit log, and changes nothing",
    ),
    Role.ADMIN: (
        "Administrator",
        "manages accounts, webhooks, form texts and words to avoid, reads the audit log",
    ),
}


def named(roles: Iterable[Role]) -> str:
    """`Editor, Publisher`, or a dash for nobody."""
    held = set(roles)
    return ", ".join(WORDS[each][0] for each in Role if each in held) or "no role"


def choices() -> list[tuple[str, str]]:
    return [(each.value, f"{name}: {may}") for each, (name, may) in WORDS.items()]
