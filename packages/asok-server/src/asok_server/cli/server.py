"""The server under ``asok dev`` and ``asok serve``: granian, configured once."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from asok_server.cli.address import Address
from asok_server.cli.logs import ACCESS, CONFIG

THREADS = 8
"""Threads of a worker, where nothing else is asked for: most pages wait for others most of the time."""


def run(
    target: str,
    address: Address,
    *,
    threads: int,
    grace: int,
    access_log: bool,
    keep_listening: bool = False,
    **options: Any,
) -> None:
    """Serve what the function ``target`` ('module:name') returns, until Ctrl-C or SIGTERM.

    With ``keep_listening`` visitors who come while the only worker is started anew wait for it.
    Requests that have begun get ``grace`` seconds to end. SIGHUP starts the workers anew, one after the
    other; where the output is a terminal it means that this was closed, and stops the server.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
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
        **options,
    )
    if keep_listening:
        _keep_listening(server)
    if sys.stdout.isatty() and hasattr(signal, "SIGHUP"):
        stop: Callable[..., None] = getattr(server, "signal_handler_interrupt")  # noqa: B009 (untyped)
        server.on_startup(lambda: signal.signal(signal.SIGHUP, stop))
    # Until it has handlers of its own, a worker has the server's, which would swallow an early SIGTERM.
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    server.serve()


def _keep_listening(server: Any) -> None:
    """Give the server a listening socket of its own, which outlives a worker.

    Granian has that by itself except on Linux, where each worker listens for itself (SO_REUSEPORT): that
    shares the visitors out evenly among many workers, and turns them away while there is none.
    """
    usual: Callable[[], None] = server._init_shared_socket

    def listen() -> None:
        usual()
        if server._sso is None:
            server._shd = server._ssp.build()
            server._ssp = None
            server._sso = socket.socket(fileno=server._shd.get_fd())

    server._init_shared_socket = listen


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
