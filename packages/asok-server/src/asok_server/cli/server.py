"""The server under ``asok dev`` and ``asok serve``: granian, configured once."""

import os
import signal
import sys
from typing import Any

from asok_server.cli.address import Address
from asok_server.cli.listening import hold_the_socket
from asok_server.cli.logs import ACCESS, CONFIG
from asok_server.cli.reviving import revive_workers
from asok_server.cli.signals import let_workers_die_young

THREADS = 8
"""Threads of a worker, where nothing else is asked for: most pages wait for others most of the time."""


def run(
    target: str,
    address: Address,
    *,
    threads: int,
    grace: int,
    access_log: bool,
    reload: bool = False,
    **options: Any,
) -> None:
    """Serve what the function ``target`` ('module:name') returns, until Ctrl-C or SIGTERM.

    Requests that have begun get ``grace`` seconds to end. With ``reload`` the worker is exchanged when a file
    changes or it dies, and nobody is refused meanwhile. SIGHUP starts the workers anew, one after the other.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server: Any = Server(
        target,
        factory=True,
        address=address.ip,
        port=address.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        blocking_threads=threads,
        workers_kill_timeout=grace,
        log_level=LogLevels.warning,
        log_dictconfig=dict(CONFIG),
        log_access=access_log,
        log_access_format=ACCESS,
        reload=reload,
        **options,
    )
    if reload:
        hold_the_socket(server)
        revive_workers(server)
    _stop_with_the_terminal(server)
    let_workers_die_young()
    server.serve()


def _stop_with_the_terminal(server: Any) -> None:
    """Take SIGHUP for what it means where the output is a terminal: that this was closed."""
    if sys.stdout.isatty() and hasattr(signal, "SIGHUP"):
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
