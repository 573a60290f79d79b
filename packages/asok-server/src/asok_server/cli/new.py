"""``asok new``: write a project that runs at once."""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from shlex import quote

import click

SECRET = ".env"
WORD = re.compile("@(?:NAME|TITLE|PACKAGE|SECRET_KEY)@")


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Write a project into the folder NAME, which must be empty or not there yet.

    It has a page, a form that updates only its own part of the page, two languages, pages for errors,
    tests, and a key of its own in .env.
    """
    if not name:
        raise click.UsageError("NAME is empty: name the folder of the project")
    folder = Path(name).resolve()
    try:
        _refuse_what_is_there(folder)
    except OSError as error:
        raise click.ClickException(f"can't make {folder} ({error.strerror})") from error
    for path, text in project_files(folder.name).items():
        _write(folder / path, text)
    click.echo(f"{folder} is ready. Serve it:\n")
    if folder != Path.cwd():
        click.echo(f"  cd {quote(f'./{name}' if name.startswith('-') else name)}")
    click.echo("  asok dev")


def project_files(name: str) -> Mapping[str, str]:
    """Return the files of a new project: texts by their paths. The key in ``.env`` is another each time."""
    words = {
        "@NAME@": json.dumps(name, ensure_ascii=False),
        "@TITLE@": name,
        "@PACKAGE@": "asok" if find_spec("asok") else "asok_server",
        "@SECRET_KEY@": secrets.token_urlsafe(48),
    }
    return {
        _target(path): _filled(text, words)
        for path, text in _templates(files("asok_server.cli") / "skeleton")
    }


def _templates(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_text("utf-8")


def _target(path: str) -> str:
    """Return the path that a template is written to: no tool takes ``wsgi.py.in`` for a part of Asok."""
    return path.removesuffix(".in").replace("dot-", ".", 1)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return WORD.sub(lambda found: words[found[0]], text)


def _refuse_what_is_there(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise click.ClickException(f"{folder} is a file")
    if folder.is_dir() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty: name a folder that is, or a new one")
    if not folder.name.isprintable() or not folder.name:
        raise click.ClickException(f"{str(folder)!r} can't be the name of a project")


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(0o600 if file.name == SECRET else 0o666)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise click.ClickException(f"can't write {file} ({error.strerror})") from error
