"""What a worker serves."""

import logging
import sys
import time
from collections.abc import Iterable
from multiprocessing import util
from pathlib import Path
from typing import TYPE_CHECKING

from asok_server import debug
from asok_server.cli import project
from asok_server.cli.signals import leave_signals_to_the_server
from asok_server.routing.mounts import WSGIApp
from asok_server.wsgi import send

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LAST_LINES = 0.1
"""Seconds a worker stays after its last answer: granian logs a request once it has sent it."""


def production() -> WSGIApp:
    """Return the project's app, started, in a worker of ``asok serve``."""
    leave_signals_to_the_server()
    app = project.load(Path.cwd())
    app.start()
    _log_on_the_terminal()
    util.Finalize(None, time.sleep, (LAST_LINES,), exitpriority=0)
    return app


def development() -> WSGIApp:
    """Return the project's app, started; or an app that shows why it can't start, until a file changes."""
    leave_signals_to_the_server()
    try:
        app = project.load(Path.cwd())
        app.start()
    except (Exception, SystemExit) as error:
        print(project.explain(error, Path.cwd()), file=sys.stderr, flush=True)
        return Broken(error)
    _log_on_the_terminal()
    return app


class Broken:
    """Answers every request with what went wrong at start."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return send(debug.page(self._error, environ, root=Path.cwd()), environ, start_response)


def _log_on_the_terminal() -> None:
    """Show warnings and errors with their time, unless the project has configured logging."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
