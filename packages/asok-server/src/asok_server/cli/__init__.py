"""The command ``asok``."""

import click

from asok_server.cli.check import check
from asok_server.cli.dev import dev
from asok_server.cli.new import new
from asok_server.cli.routes import routes
from asok_server.cli.serve import serve


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="asok-server", prog_name="asok")
@click.pass_context
def main(context: click.Context) -> None:
    """Asok, the Python web framework.

    Without a command: the same as `asok dev`.
    """
    if context.invoked_subcommand is None:
        context.invoke(dev)


for command in (new, dev, serve, routes, check):
    main.add_command(command)
