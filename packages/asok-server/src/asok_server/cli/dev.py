"""``asok dev``: serve a project while it is being written."""

import os
import secrets
from pathlib import Path

import click
from watchfiles import Change, DefaultFilter

from asok_server.cli import project
from asok_server.config import DEVELOPMENT_KEY

UNWATCHED = (".asok", "node_modules")
STATIC = (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".woff2")


class ProjectFilter(DefaultFilter):
    """Which changes restart the worker: those of everything that is read at start."""

    def __call__(self, change: Change, path: str) -> bool:
        parts = Path(path).parts
        return super().__call__(change, path) and not path.endswith(STATIC) and not {*parts} & {*UNWATCHED}


@click.command()
@click.argument("path", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
def dev(path: str | None = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the project in PATH with error pages and reloading.

    PATH is the folder of wsgi.py: by default this one, or examples/tour in a checkout of Asok.
    """
    folder = project.find(path)
    project.check_port(host, port)
    project.enter(folder)
    os.environ.setdefault("ASOK_DEBUG", "true")
    os.environ[DEVELOPMENT_KEY] = secrets.token_urlsafe(32)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Asok serves {folder} at http://{shown}:{port}/ (Ctrl-C stops it)")
    _serve(folder, host, port)
    click.echo("Stopped.")


def _serve(folder: Path, host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "asok_server.cli.worker:development",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=8,
        log_level=LogLevels.warning,
        log_access=True,
        reload=True,
        reload_paths=[folder],
        reload_filter=ProjectFilter,
        workers_kill_timeout=3,
    ).serve()
