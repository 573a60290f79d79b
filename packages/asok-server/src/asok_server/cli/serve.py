"""``asok serve``: serve a project in production."""

import os
from pathlib import Path

import click

from asok_server.cli import project
from asok_server.errors import ConfigError
from asok_server.site import Site


@click.command()
@click.argument("path", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option(
    "--workers", default=os.cpu_count() or 1, show_default="one a core", type=click.IntRange(1, 512)
)
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1, 1024), help="Threads of each worker."
)
@click.option(
    "--access-log/--no-access-log", default=True, show_default=True, help="A line for each request."
)
@click.option(
    "--grace",
    default=30,
    show_default=True,
    type=click.IntRange(1, 1800),
    help="Seconds that requests get to end.",
)
def serve(
    path: str | None, host: str, port: int, workers: int, threads: int, access_log: bool, grace: int
) -> None:
    """Serve the project in PATH in production."""
    folder = project.find(path)
    site = _started(folder)
    if site.settings.debug:
        raise click.ClickException(
            "DEBUG is on, and visitors would see the source. Turn it off, or use: asok dev"
        )
    if not site.settings.allowed_hosts:
        click.echo("Warning: ALLOWED_HOSTS is not set, so every host name is answered.", err=True)
    project.check_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Asok serves {folder} at http://{shown}:{port}/ with {workers} workers")
    _serve(host, port, workers, threads, access_log, grace)


def _started(folder: Path) -> Site:
    try:
        return project.load(folder).start()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


def _serve(host: str, port: int, workers: int, threads: int, access_log: bool, grace: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        log_access=access_log,
        respawn_failed_workers=True,
        workers_kill_timeout=grace,
    ).serve()
