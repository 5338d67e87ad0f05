"""What the runner does for the keys: a new one in time, the rest sealed to it, old ones gone."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from services import epochs, keyring, lookup_keys, rehashing, resealing
from services.keyring import Ring
from services.resealing import Batch

log = logging.getLogger(__name__)
# Each figure of what is wrong, and what the log says of it.
TROUBLE = {
    "keys_without_private_half": "private halves are missing, so no new pair is made",
    "records_not_opening": "some records do not open",
}


class Sweep:
    """Over all that there is, a batch at a time, past what does not open; and then again."""

    def __init__(self, begin: Callable[[], Iterator[Batch]]) -> None:
        self.begin = begin
        self._before: set[str] = set()
        self.restart()

    @property
    def failed(self) -> set[str]:
        """What did not open, now or the last time."""
        return self._before | self._found

    def restart(self) -> None:
        self._left: Iterator[Batch] = iter(())
        self._found: set[str] = set()

    def go_on(self) -> None:
        batch = next(self._left, None)
        if batch is None:
            self._before, self._found = self._found, set()
            self._left = self.begin()
            batch = next(self._left, None)
        self._found.update(batch.failed if batch else ())


class Keeper:
    """A little at a time; the edge commits after each. `kept` is how long a backup is kept."""

    def __init__(self, ring: Ring, kept: timedelta) -> None:
        self.ring, self.kept = ring, kept
        self.figures = dict.fromkeys(TROUBLE, 0)
        self._said = ""
        self._sealed, self._hashed = Sweep(self._to_seal), Sweep(self._to_hash)

    def once(self, now: datetime) -> None:
        if not keyring.sealing_keys(self.ring.sealing):
            return  # nothing is received here
        epochs.adopt(self.ring, now)
        missing = keyring.without_private_half(self.ring.sealing, self.ring.opening)
        # Where private halves are not found, a new one could be lost as well: what came from then
        # on could never be opened.
        if not missing and epochs.is_rotation_due(now):
            self._rotate(now)
        self._sealed.go_on()
        self._hash_anew()
        self._destroy(now, missing)
        self._note(len(missing), len(self._sealed.failed | self._hashed.failed))

    def _rotate(self, now: datetime) -> None:
        epochs.rotate(self.ring, now)
        self._sealed.restart()
        self._hashed.restart()

    def _hash_anew(self) -> None:
        """As sealing, the newest first."""
        if lookup_keys.all_(self.ring.lookup):
            rehashing.drop_old(self.ring.lookup)
            self._hashed.go_on()

    def _destroy(self, now: datetime, missing: list[str]) -> None:
        """Nobody can say of a key that is not here that it is gone for good."""
        epochs.note_empty(now)
        for each in epochs.due(now, self.kept):
            if each.key_id not in missing:
                epochs.destroy(each, self.ring, now)

    def _note(self, *figures: int) -> None:
        """For who watches; and in the log once, until something else is wrong."""
        self.figures = dict(zip(TROUBLE, figures, strict=True))
        said = "; ".join(TROUBLE[name] for name, value in self.figures.items() if value)
        if said != self._said:
            log.error("keys: %s", said or "well again")
            self._said = said

    def _to_seal(self) -> Iterator[Batch]:
        to = keyring.sealing_key(self.ring.sealing)
        return resealing.batches(keyring.opening_keys(self.ring.opening), to)

    def _to_hash(self) -> Iterator[Batch]:
        keys = lookup_keys.all_(self.ring.lookup)
        return rehashing.batches(keys, keyring.opening_keys(self.ring.opening))
