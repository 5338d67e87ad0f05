"""Attesting: a clinician checked whole items as the public reads them, and says what came of it.

That is no approval: it changes no word, and nobody publishes by it what was not public before.
"""

from collections.abc import Mapping, Sequence

from models.attestation import Attestation, Judgement
from models.base import db
from models.edition import Edition
from models.staff import Role
from services import attested, audit, authors, editions, evidence, publishing, together
from services.actors import Actor
from services.attested import Words
from services.errors import DomainError
from services.resolving import Resolved
from services.workflow import NotAllowed

REASONS = {
    Judgement.RIGHT: "Checked by a clinician and still right",
    Judgement.CHANGE_NEEDED: "A clinician found something to change",
}


class ReadsDifferently(DomainError):
    """What was looked at is no longer what the public reads."""

    def __init__(self) -> None:
        super().__init__("The public reads something else by now. Look at it again.")


def live() -> list[Words]:
    """Of every item that the public reads."""
    return attested.of(_live())


def refusal_of(actor: Actor) -> str | None:
    """Why this person cannot attest, or nothing."""
    if Role.REVIEWER not in actor.roles:
        return "This needs the role reviewer."
    return None if actor.clinical else "Only a reviewer with the clinical permission attests."


def attest(
    seen: Mapping[int, str],
    *,
    actor: Actor,
    verdict: Judgement,
    note: str = "",
    two_people: bool = True,
) -> Edition | None:
    """Item ids, each with the digest of the words that were checked: all of them, or none.
    Without `two_people` authors attest their own.

    What the public is told of reviews changes with it, so that is published at once, with the same
    revisions; no edition where nothing changes for the public.
    """
    _require(seen, actor, verdict, note)
    editions.lock_current()
    before = attested.claims(_live())
    chosen = _chosen(seen)
    if two_people and verdict == Judgement.RIGHT:
        _require_outsider(chosen, actor)
    for each in chosen:
        _add(each, actor, verdict, note.strip())
    if attested.claims(_live()) == before:
        return None
    return publishing.renew(actor=actor, reason=f"{REASONS[verdict]}: {_counted(chosen)}.")


def _require(seen: Mapping[int, str], actor: Actor, verdict: Judgement, note: str) -> None:
    if refusal := refusal_of(actor):
        raise NotAllowed(refusal)
    if not seen:
        raise DomainError("Choose at least one record.")
    if verdict == Judgement.CHANGE_NEEDED and not note.strip():
        raise DomainError("Write what must change.")


def _chosen(seen: Mapping[int, str]) -> list[Resolved]:
    found = [each for each in _live() if seen.get(each.revision.item_id) == each.digest]
    if len(found) != len(seen):
        raise ReadsDifferently
    return found


def _require_outsider(chosen: Sequence[Resolved], actor: Actor) -> None:
    """Such as of what they let out over broken glass themselves."""
    live = [each.revision for each in _live()]
    own = [e for e in chosen if actor.name in authors.of_revision(e.revision, live)]
    if own:
        names = ", ".join(sorted(str(each.revision.item) for each in own))
        raise NotAllowed(f"No second person approved what you wrote of: {names}.")


def _live() -> list[Resolved]:
    return together.of(editions.latest()).resolved


def _add(resolved: Resolved, actor: Actor, verdict: Judgement, note: str) -> None:
    revision = resolved.revision
    told = {"verdict": verdict, "note": note, "attested_by": actor.name, "digest": resolved.digest}
    made = Attestation(item_id=revision.item_id, revision_id=revision.id, **told)
    db.session.add(made)
    db.session.flush()
    facts = evidence.of_attestation(made)
    audit.record(actor.name, "item.attested", str(revision.item), **facts)


def _counted(chosen: Sequence[Resolved]) -> str:
    """Which they are, the attestations say."""
    return f"{len(chosen)} record" if len(chosen) == 1 else f"{len(chosen)} records"
