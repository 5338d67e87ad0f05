"""What the runner does for the keys: a new one in time, the rest sealed to it, old ones gone."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services import epochs, keyring, resealing
from services.keyring import Ring
from services.resealing import Batch


class Keeper:
    """A little at a time; the edge commits after each. `kept` is how long a backup is kept."""

    def __init__(self, ring: Ring, kept: timedelta) -> None:
        self.ring, self.kept = ring, kept
        self._batches: Iterator[Batch] = iter(())

    def once(self, now: datetime) -> None:
        if not keyring.sealing_keys(self.ring.sealing):
            return  # nothing is received here
        epochs.adopt(self.ring, now)
        if epochs.is_rotation_due(now):
            epochs.rotate(self.ring, now)
            self._batches = iter(())
        self._seal_anew()
        epochs.note_empty(now)
        for each in epochs.due(now, self.kept):
            epochs.destroy(each, self.ring, now)

    def _seal_anew(self) -> None:
        """A batch, past what does not open; from the beginning once all was looked at."""
        if next(self._batches, None) is None:
            to = keyring.sealing_key(self.ring.sealing)
            self._batches = resealing.batches(keyring.opening_keys(self.ring.opening), to)
