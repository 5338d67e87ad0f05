"""What the runner does for the keys: a new one in time, the rest sealed to it, old ones gone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services import epochs, keyring, lookup_keys, rehashing, resealing
from services.keyring import Ring
from services.resealing import Batch


class Keeper:
    """A little at a time; the edge commits after each. `kept` is how long a backup is kept."""

    def __init__(self, ring: Ring, kept: timedelta) -> None:
        self.ring, self.kept = ring, kept
        self._sealed: Iterator[Batch] = iter(())
        self._hashed: Iterator[Batch] = iter(())

    def once(self, now: datetime) -> None:
        if not keyring.sealing_keys(self.ring.sealing):
            return  # nothing is received here
        epochs.adopt(self.ring, now)
        if epochs.is_rotation_due(now):
            epochs.rotate(self.ring, now)
            self._sealed = self._hashed = iter(())
        self._seal_anew()
        self._hash_anew()
        epochs.note_empty(now)
        for each in epochs.due(now, self.kept):
            epochs.destroy(each, self.ring, now)

    def _seal_anew(self) -> None:
        """A batch, past what does not open; from the beginning once all was looked at."""
        if next(self._sealed, None) is None:
            to = keyring.sealing_key(self.ring.sealing)
            self._sealed = resealing.batches(keyring.opening_keys(self.ring.opening), to)

    def _hash_anew(self) -> None:
        """As sealing: a batch, the newest first."""
        keys = lookup_keys.all_(self.ring.lookup)
        if not keys:
            return
        rehashing.drop_old(self.ring.lookup)
        if next(self._hashed, None) is None:
            self._hashed = rehashing.batches(keys, keyring.opening_keys(self.ring.opening))
            next(self._hashed, None)
