"""The listening socket of ``asok dev``, which outlives its worker."""

import socket
from typing import Any


def hold_the_socket(server: Any) -> None:
    """Let the process that starts the workers of a granian server hold its listening socket.

    By itself each worker on Linux opens a socket of its own, and takes those who wait there with it when it
    ends: until the next has started, connections are refused. With one socket for all, as granian has it on
    other systems, they wait. Several workers that are exchanged one after the other need none of it: sockets
    of their own spread long connections more evenly.
    """
    listen = server._init_shared_socket

    def listen_once() -> None:
        listen()
        if server._sso is None:
            server._shd = server._ssp.build()
            server._sso = socket.socket(fileno=server._shd.get_fd())
            server._ssp = None

    server._init_shared_socket = listen_once
