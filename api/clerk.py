"""Who asks while somebody is served waits, and then all who wait are served together.

A commit, and the writers' lock around it, cost the same for one as for many.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Order = TypeVar("Order")
Outcome = TypeVar("Outcome")
# Nobody waits for longer than it takes to serve so many.
AT_ONCE = 32


@dataclass(eq=False)
class _Ticket(Generic[Order, Outcome]):
    """One order, and what came of it: one outcome, or an error."""

    order: Order
    outcomes: tuple[Outcome, ...] = ()
    error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return bool(self.outcomes) or self.error is not None

    def told(self) -> Outcome:
        if self.error:
            raise self.error
        return self.outcomes[0]


class Clerk(Generic[Order, Outcome]):
    """`serve` gets orders and gives what came of each; whoever asks runs it, in a thread of theirs.

    It serves all or, where it raises, nobody; then each is served alone, so that only whose fault
    it is learns of it.
    """

    def __init__(self, serve: Callable[[Sequence[Order]], Sequence[Outcome]]) -> None:
        self._serve, self._serving = serve, Lock()
        self._waiting: deque[_Ticket[Order, Outcome]] = deque()

    def ask(self, order: Order) -> Outcome:
        ticket = _Ticket[Order, Outcome](order)
        self._waiting.append(ticket)
        with self._serving:
            while not ticket.is_done:
                self._serve_some()
        return ticket.told()

    def _serve_some(self) -> None:
        number = min(len(self._waiting), AT_ONCE)
        some = [self._waiting.popleft() for _ in range(number)]
        try:
            self._tell(some)
        except Exception:
            for each in some:
                self._serve_alone(each)

    def _serve_alone(self, ticket: _Ticket[Order, Outcome]) -> None:
        try:
            self._tell([ticket])
        except Exception as error:
            ticket.error = error

    def _tell(self, tickets: list[_Ticket[Order, Outcome]]) -> None:
        outcomes = self._serve([each.order for each in tickets])
        for ticket, outcome in zip(tickets, outcomes, strict=True):
            ticket.outcomes = (outcome,)
