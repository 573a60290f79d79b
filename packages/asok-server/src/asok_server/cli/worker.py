"""What the worker of ``asok dev`` serves: the project, or what keeps it from starting."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from asok_server import debug
from asok_server.cli import project
from asok_server.mounts import WSGIApp
from asok_server.wsgi import send

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def development() -> WSGIApp:
    """Return the project's app, started; or an app that shows why it can't start, until a file changes."""
    try:
        app = project.load(Path.cwd())
        app.start()
    except Exception as error:
        return Broken(error)
    return app


class Broken:
    """Answers every request with what went wrong at start."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return send(debug.page(self._error, environ, root=Path.cwd()), environ, start_response)
