"""What the API refuses, and what each refusal adds to its problem: never what the client sent."""

from collections.abc import Iterable

from werkzeug.exceptions import Gone, NotFound, ServiceUnavailable, UnprocessableEntity

WITHHELD = "The clinic no longer shows this edition. Read the current one."
WITHDRAWN = "The clinic took this out of the guide. Do not go by it any more."
CLOSED = "Requests to enroll cannot be sent this way yet."


class InvalidParameters(UnprocessableEntity):
    """A parameter or value that this address does not know: not repeated, but the `known` are."""

    def __init__(self, detail: str, known: Iterable[str] = ()) -> None:
        super().__init__()
        self.members = {"detail": detail, "known": list(known)}


class NotPublished(ServiceUnavailable):
    """No edition exists yet."""


class NoEditionThen(NotFound):
    """The moment asked for was before the first edition."""


class Withheld(Gone):
    """An old edition that two people took back; `reason` is theirs."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.members = {"detail": f"{WITHHELD} Reason: {reason}"}


class Withdrawn(Gone):
    """Something that was public and is no more, since that edition; readers were told why."""

    def __init__(self, edition: int, reason: str) -> None:
        super().__init__()
        why = f" Reason: {reason}" if reason else ""
        self.members = {"detail": f"{WITHDRAWN}{why}", "edition": edition, "reason": reason}


class NotReady(ServiceUnavailable):
    """This process cannot do its work."""


class InvalidInput(UnprocessableEntity):
    """Some of the body is missing or not valid: pointers to where, and what to do there."""

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.members = {"errors": [{"pointer": where, "detail": says} for where, says in errors]}


class KeyReused(UnprocessableEntity):
    """An Idempotency-Key that came with another body before."""


class IntakeClosed(ServiceUnavailable):
    """No request to enroll can be taken here and now; the telephone takes them."""

    def __init__(self, phone: str | None) -> None:
        super().__init__(retry_after=3600)
        instead = f"Call the clinic at {phone}." if phone else "Call the clinic."
        self.members = {"detail": f"{CLOSED} {instead} In an emergency call 911."}
