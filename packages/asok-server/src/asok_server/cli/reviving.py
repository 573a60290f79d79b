"""A worker of ``asok dev`` that dies is started anew, without waiting for a file to change."""

import threading
import time
from multiprocessing.connection import wait
from typing import Any

import click

PAUSE = 1.0
"""Seconds before the next worker: one that always dies at once shall not keep the machine busy."""


def revive_workers(server: Any) -> None:
    """Let a granian server that reloads replace a worker that has died; visitors wait in its socket.

    By itself it gives up then, or, told to ignore it, leaves them waiting until a file changes.
    """
    spawn = server._spawn_worker

    def spawn_watched(**options: Any) -> Any:
        worker = spawn(**options)
        start = worker.start

        def start_watched() -> None:
            start()
            threading.Thread(target=_watch, args=(server, worker), name="asok revive", daemon=True).start()

        worker.start = start_watched
        return worker

    server._spawn_worker = spawn_watched


def _watch(server: Any, worker: Any) -> None:
    """Wait for the end of a worker, and have it replaced if nobody wanted it or has replaced it already."""
    wait([worker.inner.sentinel])
    time.sleep(PAUSE)
    if not worker.interrupt_by_parent and worker in server.wrks:
        code = worker.inner.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit status {code}"
        click.echo(f"The worker has ended ({how}) and is started anew.", err=True)
        server.signal_handler_reload()
