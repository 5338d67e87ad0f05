"""Doing something again and again, in a thread that ends with its process."""

import logging
import time
from collections.abc import Callable
from threading import Thread

SECONDS_BETWEEN = 0.25
log = logging.getLogger("guide")


class Ticker:
    """Does the work once `at_once`, before anything else. What fails is tried again next time, and
    said once.
    """

    def __init__(self, name: str, work: Callable[[], None], at_once: bool = True) -> None:
        self.name, self.work = name, work
        self.trouble = ""
        if at_once:
            self.once()

    def start(self) -> None:
        Thread(target=self._go_on, name=self.name, daemon=True).start()

    def once(self) -> None:
        trouble = self._try()
        if trouble != self.trouble:
            # The kind of the error and nothing that it says: values could stand in that.
            log.error("%s: %s", self.name, trouble or "well again")
            self.trouble = trouble

    def _go_on(self) -> None:
        while True:
            time.sleep(SECONDS_BETWEEN)
            self.once()

    def _try(self) -> str:
        try:
            self.work()
        except Exception as error:  # a thread that ended would not be missed by anybody
            return type(error).__name__
        return ""
