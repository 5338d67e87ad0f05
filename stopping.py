"""Being told to end: a signal becomes something that a loop can wait for."""

import signal
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stop:
    """Listens from its making on.

    A queue and not an Event: a signal may come while the loop holds the lock that an Event's `set`
    wants, and then neither goes on. A SimpleQueue's `put` may interrupt its own `get`.
    """

    def __init__(self) -> None:
        self._came: SimpleQueue[int] = SimpleQueue()
        for number in ENDING:
            # Ignored before we came: `nohup` means it.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._note)

    def comes_within(self, seconds: float) -> bool:
        """Wait that long, or until it comes."""
        with suppress(Empty):
            self._came.get(timeout=seconds)
            return True
        return False

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._came.put(number)
