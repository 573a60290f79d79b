"""Looking after a file from a thread of one's own, in every process."""

import logging
import os
import threading
import weakref
from collections.abc import Callable

from asok_geo.errors import GeoError
from asok_geo.sources import find_source
from asok_geo.store import Store

logger = logging.getLogger(__name__)


class Watch:
    """Calls `changed` some time after a source became another one and came to rest; an error of it waits for the next.

    The thread ends before a fork, and begins again in both processes, so that every worker has one and no lock is held in
    between. `changed` is held weakly: a database that nobody uses ends its watch.
    """

    def __init__(self, store: Store, changed: Callable[[], object], seconds: float) -> None:
        self._store = store
        self._changed = weakref.WeakMethod(changed)
        self._seconds = seconds
        self._served = state_of(store)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._start()
        me = weakref.ref(self)
        os.register_at_fork(
            before=lambda: pause(me()),
            after_in_parent=lambda: resume(me()),
            after_in_child=lambda: resume(me()),
        )

    def close(self) -> None:
        """End the watch; it does not begin again."""
        self._seconds = 0.0
        self.pause()

    def pause(self) -> None:
        if self._thread and self._thread is not threading.current_thread():
            self._stop.set()
            self._thread.join()
        self._thread = None

    def _start(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(self._stop,), name="asok-geo watch", daemon=True
        )
        self._thread.start()

    def resume(self) -> None:
        if self._seconds:
            self._start()

    def _run(self, stop: threading.Event) -> None:
        last = self._served
        while not stop.wait(self._seconds):
            state = state_of(self._store)
            changed = self._changed()
            if changed is None:
                return
            if state != self._served and state == last and state is not None:
                self._served = state
                try:
                    changed()
                except GeoError as error:
                    logger.warning("the data served stays as it was: %s", error)
            del changed
            last = state


def state_of(store: Store) -> object:
    try:
        return find_source(store.path).state()
    except GeoError:
        return None


def pause(watch: Watch | None) -> None:
    if watch:
        watch.pause()


def resume(watch: Watch | None) -> None:
    if watch:
        watch.resume()
