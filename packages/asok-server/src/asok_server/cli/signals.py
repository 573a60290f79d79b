"""How a worker is stopped: once, by the server that started it, or by that server's end."""

import importlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

Handler = Callable[[int, Any], Any]


def leave_signals_to_the_server() -> None:
    """Make this worker ignore Ctrl-C, stop at the first SIGTERM, ignore the next, and end with its server.

    A terminal sends Ctrl-C to every process of a group, and service managers do the same with SIGTERM; the
    server then sends a SIGTERM of its own to each worker. Of two signals that come together the second may
    reach another thread than the one that waits for it, and two that meet in granian's handler wait for each
    other: either way the worker would never stop. Granian sets its handlers after the app is loaded, so
    they are changed where it sets them.
    """
    granian: Any = importlib.import_module("granian._signals")
    set_handlers: Callable[[], Any] = granian.set_sync_signals

    def set_handlers_once() -> Any:
        event = set_handlers()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _first(signal.getsignal(signal.SIGTERM)))
        return event

    granian.set_sync_signals = set_handlers_once
    threading.Thread(target=_stop_with_the_server, name="asok server watch", daemon=True).start()


def _first(handler: Any) -> Handler:
    """Return a handler that hands on the first signal alone; counting is one step, which none interrupts."""
    count = itertools.count()

    def handle(number: int, frame: Any) -> None:
        if next(count) == 0:
            handler(number, frame)

    return handle


def _stop_with_the_server() -> None:
    """Stop when the server is gone, killed for example: nobody else would, and the port would stay taken."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)
