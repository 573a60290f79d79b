"""Looking after a file from a thread of one's own, in every process."""

import logging
import threading
import time
import weakref
from collections.abc import Callable

from asok_geo.errors import GeoError, LayoutError, RowError
from asok_geo.forks import around_forks
from asok_geo.store import Store

logger = logging.getLogger(__name__)

INTERVAL = 0.5
# The longest pause before what failed is tried again; the first is a look's, each further one twice as long.
LONGEST = 60.0


def seconds_of(watch: bool | float) -> float:
    """How many seconds pass between two looks, 0 if there are none. Raises `ValueError`."""
    seconds = INTERVAL if watch is True else float(watch)
    if not 0 <= seconds <= threading.TIMEOUT_MAX:
        raise ValueError(f"watch is a number of seconds, not {watch!r}")
    return seconds


class Watch:
    """Calls `changed` when a source has become another one and come to rest.

    The thread ends before a fork and begins again in both processes, so that every worker has one and no lock
    is held in between. `changed` is held weakly: the watch ends with the database that nobody uses any more.
    """

    def __init__(self, store: Store, changed: Callable[[], object], seconds: float) -> None:
        self._store = store
        self._changed = weakref.WeakMethod(changed)
        self._seconds = seconds
        # Not known: the source may have changed since it was opened, so the first look always asks.
        self._served: object = None
        # What could not be served for now, how long it rests, and until when.
        self._put_off: object = None
        self._pause = self._due = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.resume()
        around_forks(self, Watch.pause, Watch.resume)

    def close(self) -> None:
        """End the watch for good."""
        self._seconds = 0.0
        self.pause()

    def pause(self) -> None:
        """End the thread."""
        thread = self._thread  # another thread may close the database, or fork, at once
        if thread and thread is not threading.current_thread():
            self._stop.set()
            thread.join()
        self._thread = None

    def resume(self) -> None:
        """Begin a new thread."""
        if self._seconds:
            self._stop = threading.Event()
            thread = threading.Thread(
                target=self._run, args=(self._stop,), name="asok-geo watch", daemon=True
            )
            thread.start()
            self._thread = thread

    def _run(self, stop: threading.Event) -> None:
        before: object = None
        # Closed while it was begun, nobody stops it.
        while not stop.wait(self._seconds) and self._seconds:
            state = self._store.state()
            if self._changed() is None:
                return
            if state is not None and state == before and self._is_news(state):
                self._tell(state)
            before = state

    def _is_news(self, state: object) -> bool:
        if state == self._put_off:
            return time.monotonic() >= self._due
        return state != self._served

    def _tell(self, state: object) -> None:
        """Have a state served; it is tried again if that fails for another reason than what the files say."""
        changed = self._changed()
        self._served, put_off, self._put_off = state, self._put_off, None
        try:
            if changed:
                changed()
        except (LayoutError, RowError) as error:
            logger.warning("what is served stays as it was: %s", error)
        except Exception as error:  # whatever it is, the watch goes on
            self._pause = min(2 * self._pause, LONGEST) if state == put_off else self._seconds
            self._put_off, self._due = state, time.monotonic() + self._pause
            foreseen = isinstance(error, (GeoError, OSError, MemoryError))
            logger.warning(
                "what is served stays as it was: %s", str(error) or repr(error), exc_info=not foreseen
            )
