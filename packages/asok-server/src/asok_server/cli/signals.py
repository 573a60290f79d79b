"""How a worker is stopped: once, by the server that started it, or by that server's end."""

import importlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

SETTLE = 0.25
"""Seconds that a worker gets to begin its work, before it can be told to stop."""


def let_workers_die_young() -> None:
    """Let a SIGTERM end a worker that has no handlers of its own yet.

    It is forked with the server's, which would swallow the signal, and what arrives before Python has settled
    after the fork is forgotten. So the signal is held back from before the fork until the default is set. A
    process that a page forks has neither the worker's handler nor its pipe: its signals are its own.
    """

    def born() -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _release()

    os.register_at_fork(before=_hold, after_in_parent=_release, after_in_child=born)


def leave_signals_to_the_server() -> None:
    """Make this worker ignore Ctrl-C, stop at the first SIGTERM, ignore the next, and end with its server.

    A terminal sends Ctrl-C to every process of a group, and service managers do the same with SIGTERM; the
    server then sends a SIGTERM of its own to each worker. Granian's own handler is not made for that: a
    signal that comes before its callback is there, or just as the main thread falls asleep, is lost, and a
    second one waits for ever; either way the worker would never stop. So its handler is called once, by a
    thread that the signal wakes through a pipe. Granian sets its handlers after the app is loaded: they are
    changed where it sets them.
    """
    granian: Any = importlib.import_module("granian._signals")
    set_handlers: Callable[[], Any] = granian.set_sync_signals

    def set_handlers_once() -> Any:
        _hold()
        event = set_handlers()
        told, tell = os.pipe()
        os.set_blocking(tell, False)
        signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _nothing)
        _release()
        threading.Thread(target=_stop_once, args=(told, event.set), name="asok stop", daemon=True).start()
        return event

    granian.set_sync_signals = set_handlers_once
    threading.Thread(target=_stop_with_the_server, name="asok server watch", daemon=True).start()


def _stop_once(told: int, stop: Callable[[], Any]) -> None:
    """Wait for the first SIGTERM, whose number Python writes into the pipe, and stop."""
    settled = time.monotonic() + SETTLE
    while signal.SIGTERM not in os.read(told, 64):
        pass
    time.sleep(max(0.0, settled - time.monotonic()))
    stop()


def _stop_with_the_server() -> None:
    """Stop when the server is gone, killed for example: nobody else would, and the port would stay taken."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _hold() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _release() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _nothing(*_: object) -> None:
    """Python has written the signal's number into the pipe before this is called."""
