"""``asok serve``: serve a project in production."""

import signal
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from asok_server.cli import project, server
from asok_server.cli.address import Address
from asok_server.cli.options import host_option, path_argument, port_option


@click.command()
@path_argument
@host_option
@port_option
@click.option(
    "--workers",
    default=server.cores,
    show_default="one for each processor",
    type=click.IntRange(1, 512),
    help="Processes that answer requests.",
)
@click.option(
    "--threads",
    default=server.THREADS,
    show_default=True,
    type=click.IntRange(1, 1024),
    help="Requests that one worker answers at a time.",
)
@click.option(
    "--access-log/--no-access-log",
    default=True,
    show_default=True,
    help="Write a line for each request to the standard output.",
)
@click.option(
    "--grace",
    default=30,
    show_default=True,
    type=click.IntRange(1, 1800),
    help="Seconds that requests which have begun get to end when the server stops.",
)
def serve(
    path: str | None, host: str, port: int, workers: int, threads: int, access_log: bool, grace: int
) -> None:
    """Serve the project in PATH to its visitors.

    Refuses to start with DEBUG on or without a good SECRET_KEY. Ctrl-C and SIGTERM stop it once the
    requests that have begun are answered; SIGHUP starts the workers anew, one after the other.

    PATH is the folder of wsgi.py: by default this one, or examples/tour in a checkout of Asok.
    """
    folder = project.find(path)
    address = Address(host, port)
    _judge(_examined(folder), folder)
    project.enter(folder)
    click.echo(f"Asok serves {folder} at {address.url} with {_count(workers, 'worker')} (Ctrl-C stops it)")
    server.run(
        "asok_server.cli.worker:production",
        address,
        threads=threads,
        grace=grace,
        access_log=access_log,
        workers=workers,
        respawn_failed_workers=True,
    )
    click.echo("Stopped.")


@dataclass(frozen=True)
class Examined:
    """What a project looks like when it is started."""

    problem: str | None = None
    debug: bool = False
    has_allowed_hosts: bool = False


def _examined(folder: Path) -> Examined:
    """Start the project in a process of its own, so that no worker inherits its connections and threads."""
    with ProcessPoolExecutor(1, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        return pool.submit(_examine, folder).result()


def _examine(folder: Path) -> Examined:
    try:
        settings = project.load(folder).start().settings
    except (Exception, SystemExit) as error:
        return Examined(project.explain(error, folder))
    return Examined(None, settings.debug, bool(settings.allowed_hosts))


def _judge(examined: Examined, folder: Path) -> None:
    """Raise click.ClickException for a project that must not be served."""
    if examined.problem is not None:
        raise click.ClickException(f"{folder} can't be served.\n{examined.problem}")
    if examined.debug:
        raise click.ClickException(
            "DEBUG is on, and visitors would see the source. Turn it off (DEBUG=false in .env or the "
            "environment), or use: asok dev"
        )
    if not examined.has_allowed_hosts:
        click.echo(
            "Warning: ALLOWED_HOSTS is not set, so any host name is answered. "
            "Name yours: ALLOWED_HOSTS=example.com",
            err=True,
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
