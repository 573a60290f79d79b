"""Options and arguments that several commands have."""

import click

path_argument = click.argument("path", required=False, type=click.Path(file_okay=False))
host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address or name to listen on; 0.0.0.0 or :: is every one of this machine.",
)
port_option = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
