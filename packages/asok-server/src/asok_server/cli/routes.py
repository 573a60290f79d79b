"""``asok routes``: what answers which address."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from asok_server.cli import project
from asok_server.cli.inspection import blocks_of, methods_of, started, template_of
from asok_server.cli.options import path_argument
from asok_server.routing.pages import Page
from asok_server.site import Site

HEADINGS = ("URL", "METHODS", "FILE", "TEMPLATE", "BLOCKS")
IMPLIED = ("HEAD", "OPTIONS")
PAGES = "src/pages/"


@dataclass(frozen=True)
class Row:
    """One page: an address, or the status whose error page it is."""

    url: str | None
    status: int | None
    methods: list[str]
    file: str
    template: str | None
    blocks: list[str]

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, without the methods that Asok answers by itself."""
        shown = [method for method in self.methods if method not in IMPLIED]
        return (
            self.url or f"error {self.status}",
            " ".join(shown) or "-",
            self.file.removeprefix(PAGES),
            (self.template or "-").removeprefix(PAGES),
            " ".join(self.blocks) or "-",
        )


@click.command()
@path_argument
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every method and path in full.")
def routes(path: str | None, as_json: bool) -> None:
    """Show what answers which address of the project in PATH.

    A line for each page: its URL, the methods it answers, its file and the template beside it (below
    src/pages), and the blocks that can be asked for alone. Error pages come last.
    """
    folder = project.find(path)
    try:
        rows = list(_rows(started(folder)))
    except (Exception, SystemExit) as error:
        raise click.ClickException(project.explain(error, folder)) from error
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_table([HEADINGS, *(row.cells() for row in rows)])))


def _rows(site: Site) -> Iterator[Row]:
    for page in site.routes:
        yield _row(page, site, f"/{page.folder}", None)
    for status, page in sorted(site.error_pages.items()):
        yield _row(page, site, None, status)


def _row(page: Page, site: Site, url: str | None, status: int | None) -> Row:
    template = template_of(page, site)
    return Row(
        url,
        status,
        methods_of(page) if status is None else ["GET"],
        Path(page.file).relative_to(site.root).as_posix(),
        None if template is None else PAGES + template,
        [] if template is None else blocks_of(template, site),
    )


def _table(lines: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines with their columns below each other."""
    lines = list(lines)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
