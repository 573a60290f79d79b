"""Finding the project that a command is about."""

import importlib
import os
import socket
import sys
from pathlib import Path

import click

from asok_server.app import Asok

EXAMPLE = Path("examples/tour")


def find(path: str | None) -> Path:
    """Return the folder of a project: the given one, the working folder, or the example of a checkout.

    Raises click.UsageError, which says what to do, where there is no ``wsgi.py``.
    """
    if path is not None:
        folder = Path(path)
    else:
        folder = next((place for place in (Path(), EXAMPLE) if (place / "wsgi.py").is_file()), Path())
    if not (folder / "wsgi.py").is_file():
        raise click.UsageError(
            f"there is no wsgi.py in {folder.resolve()}. Go to a project's folder, name one "
            "(asok dev PATH), or make one (asok new NAME)."
        )
    return folder.resolve()


def enter(folder: Path) -> None:
    """Work in a project's folder from now on, and in every process that is started from here."""
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def load(folder: Path) -> Asok:
    """Import the project's ``wsgi.py`` and return its ``app``. Raises click.ClickException if it has none."""
    enter(folder)
    app = getattr(importlib.import_module("wsgi"), "app", None)
    if not isinstance(app, Asok):
        raise click.ClickException(f"{folder / 'wsgi.py'} has no `app`: write `app = Asok(__name__)`")
    return app


def check_port(host: str, port: int) -> None:
    """Raise click.ClickException, which says what to do, if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"can't listen on {host}:{port} ({error.strerror}). Stop what runs there, "
                f"or choose another port: --port {port + 1}"
            ) from error
