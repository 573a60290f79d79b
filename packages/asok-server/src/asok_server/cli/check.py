"""``asok check``: find mistakes in a project without a browser."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
from asok_templates import TemplateSyntax

from asok_server.cli import project
from asok_server.cli.inspection import methods_of, started
from asok_server.cli.options import path_argument
from asok_server.errors import AsokError
from asok_server.routing.routes import UnfitValue
from asok_server.site import Site


@click.command()
@path_argument
def check(path: str | None) -> None:
    """Look for mistakes in the project in PATH; the exit status is 1 if there are any.

    Starts the app, imports every page and compiles every template; the templates, pages and static files
    that these name are looked for. It does not call pages, so a mistake that shows only while a page runs is
    not found.
    """
    folder = project.find(path)
    try:
        site = started(folder)
    except (Exception, SystemExit) as error:
        raise click.ClickException(f"the app does not start.\n{project.explain(error, folder)}") from error
    pages, errors, templates = [*site.routes], [*site.error_pages.values()], sorted(set(_templates(site)))
    problems = [
        *(_problem(page.file, partial(methods_of, page), folder) for page in pages),
        *(_problem(page.file, partial(getattr, page, "on_error"), folder) for page in errors),
        *(_problem(name, partial(_compile, name, site), folder) for name in templates),
    ]
    found = [problem for problem in dict.fromkeys(problems) if problem]
    for problem in found:
        click.echo(problem)
    counts = {"page": [*pages, *errors], "template": templates, "language": site.catalogs.languages}
    summary = ", ".join(_count(len(things), noun) for noun, things in counts.items())
    click.echo(f"{summary}: {_count(len(found), 'mistake')}")
    sys.exit(bool(found))


def _templates(site: Site) -> Iterator[str]:
    """Yield the names of all templates: those of pages, and those below ``src/partials/html``."""
    for base, pattern in (("src/pages", "**/*.html"), ("src/partials", "html/**/*.html")):
        for file in (site.root / base).glob(pattern):
            yield file.relative_to(site.root / base).as_posix()


def _problem(name: str, look: Callable[[], Any], folder: Path) -> str | None:
    """Return what is wrong with a file, or None."""
    try:
        look()
    except (Exception, SystemExit) as error:
        text = project.explain(error, folder)
        return text if isinstance(error, TemplateSyntax) or text.startswith(name) else f"{name}: {text}"
    return None


def _compile(name: str, site: Site) -> None:
    """Compile a template, and find the templates, pages and static files that it names as they are.

    Raises TemplateError and AsokError.
    """
    environment: Any = site.templates.environment
    environment.get_template(name)
    tree = environment.parse(environment.loader.get_source(environment, name)[0], name)
    for named in _named_by(tree):
        environment.get_template(named)
    finders: dict[str, Callable[[str], str]] = {"static": site.statics.url, "url_for": site.routes.url_for}
    for line, function, named in _called_by(tree):
        try:
            with suppress(UnfitValue):  # the values of an address are known while the page runs
                finders.get(function, str)(named)
        except AsokError as error:
            raise AsokError(f"{name}:{line}: {error}") from error


def _named_by(node: Any) -> Iterator[str]:
    """Yield what the statements of a syntax tree extend, include and import."""
    for below in _below(node):
        named = getattr(getattr(below, "template", None), "value", None)
        if isinstance(named, str) and not getattr(below, "ignore_missing", False):
            yield named


def _called_by(node: Any) -> Iterator[tuple[int, str, str]]:
    """Yield the line, function and text of each call in a syntax tree whose first argument is a text."""
    for below in _below(node):
        if type(below).__name__ == "Call":
            first = getattr(next(iter(below.args), None), "value", None)
            if isinstance(first, str):
                yield below.lineno, getattr(below.node, "name", ""), first


def _below(node: Any) -> Iterator[Any]:
    """Yield every node below one of a syntax tree, in the order of the template."""
    for child in node.iter_child_nodes():
        yield child
        yield from _below(child)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
