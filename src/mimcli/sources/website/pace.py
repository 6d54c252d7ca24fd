"""How fast a site is asked: pauses between requests, whichever thread makes them."""

import threading
import time


class Stopped(Exception):  # noqa: N818  (no failure: the work was ended)
    """Nothing more is to be asked."""


class Pace:
    """Lets one request begin at a time, so many seconds apart."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._next = 0.0
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def wait(self) -> None:
        """Wait for the turn to begin a request. Raises Stopped."""
        with self._lock:
            now = time.monotonic()
            turn = max(self._next, now)
            self._next = turn + self._delay
        self.sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """Let no request begin before so many seconds are over."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)

    def sleep(self, seconds: float) -> None:
        """Wait so long. Raises Stopped."""
        if self._stop.is_set() or (seconds > 0 and self._stop.wait(seconds)):
            raise Stopped

    def stop(self) -> None:
        """End all waiting, now and later."""
        self._stop.set()
