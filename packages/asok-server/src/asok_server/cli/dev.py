"""``asok dev``: serve a project while it is being written."""

import os
import secrets

import click

from asok_server.cli import project, server
from asok_server.cli.address import Address
from asok_server.cli.options import host_option, path_argument, port_option
from asok_server.cli.watching import ProjectFilter
from asok_server.config import DEVELOPMENT_KEY


@click.command()
@path_argument
@host_option
@port_option
def dev(path: str | None = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the project in PATH while you write it.

    Errors are shown in the browser with their source, and what you save is served at once: an error of
    syntax does not end the server. A SECRET_KEY is made up where there is none.

    PATH is the folder of wsgi.py: by default this one, or examples/tour in a checkout of Asok.
    """
    folder = project.find(path)
    address = Address(host, port)
    project.enter(folder)
    os.environ.setdefault("ASOK_DEBUG", "true")
    os.environ[DEVELOPMENT_KEY] = secrets.token_urlsafe(32)
    click.echo(f"Asok serves {folder} at {address.url} (Ctrl-C stops it)")
    if address.is_public:
        click.echo("Warning: whoever reaches this address can read the source in error pages.", err=True)
    server.run(
        "asok_server.cli.worker:development",
        address,
        threads=server.THREADS,
        grace=3,
        access_log=True,
        reload=True,
        reload_paths=[folder],
        reload_filter=ProjectFilter,
        reload_ignore_worker_failure=True,
    )
    click.echo("Stopped.")
