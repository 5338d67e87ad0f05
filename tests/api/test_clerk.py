"""The clerk: who waits is served with all who wait, and only who is at fault learns of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from api.clerk import AT_ONCE, Clerk


class Counter:
    """Serves numbers with their doubles; the first call waits until it is let go."""

    def __init__(self):
        self.calls, self.began, self.go = [], Event(), Event()

    def serve(self, orders):
        self.calls.append(orders)
        self.began.set()
        assert self.go.wait(30)
        if -1 in orders:
            raise ValueError(orders)
        return [2 * each for each in orders]


def asked(counter, orders):
    """All of `orders` while 0 is being served; gives what each was told, an error as its kind."""
    clerk = Clerk(counter.serve)

    def ask(order):
        try:
            return clerk.ask(order)
        except ValueError as error:
            return type(error)

    with ThreadPoolExecutor(len(orders) + 1) as pool:
        first = pool.submit(ask, 0)
        assert counter.began.wait(30)
        others = [pool.submit(ask, each) for each in orders]
        while len(clerk._waiting) < len(orders):
            pass
        counter.go.set()
        return first.result(), [each.result() for each in others]


def test_alone_is_served_at_once():
    assert Clerk(lambda orders: [str(each) for each in orders]).ask(7) == "7"


def test_all_who_wait_are_served_together():
    counter = Counter()
    assert asked(counter, [1, 2, 3]) == (0, [2, 4, 6])
    assert [sorted(each) for each in counter.calls] == [[0], [1, 2, 3]]


def test_not_more_than_so_many_at_once():
    counter = Counter()
    asked(counter, list(range(1, AT_ONCE + 9)))
    assert [len(each) for each in counter.calls] == [1, AT_ONCE, 8]


def test_only_who_is_at_fault_learns_of_it():
    _first, others = asked(Counter(), [1, -1, 3])
    assert others == [2, ValueError, 6]


def test_next_one_is_served_after_an_error():
    counter = Counter()
    counter.go.set()
    clerk = Clerk(counter.serve)
    with pytest.raises(ValueError):
        clerk.ask(-1)
    assert clerk.ask(4) == 8
