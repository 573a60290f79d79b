"""Finding, loading and judging the project that a command is about."""

import importlib
import os
import sys
import traceback
from pathlib import Path

import click
from asok_geo import GeoError
from asok_i18n import I18nError
from asok_templates import TemplateError

from asok_server.app import Asok
from asok_server.errors import AsokError, ConfigError

EXAMPLE = Path("examples/tour")
EXPLAINED = (AsokError, GeoError, I18nError, TemplateError)
"""Exceptions whose text says what to do; where in the framework they were raised is of no interest."""


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
            f"there is no wsgi.py in {folder.resolve()}. Go to a project's folder, name one as PATH, "
            "or make one: asok new NAME"
        )
    return folder.resolve()


def enter(folder: Path) -> None:
    """Work in a project's folder from now on, and in every process that is started from here."""
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def load(folder: Path) -> Asok:
    """Import the project's ``wsgi.py`` and return its ``app``. Raises ConfigError if it has none."""
    enter(folder)
    app = getattr(importlib.import_module("wsgi"), "app", None)
    if not isinstance(app, Asok):
        raise ConfigError(f"{folder / 'wsgi.py'} has no `app`: write `app = Asok(__name__)`")
    return app


def explain(error: BaseException, folder: Path) -> str:
    """Return what went wrong, as text: a message that suffices, or the traceback of the project's code."""
    if isinstance(error, EXPLAINED):
        return str(error)
    own = trace = error.__traceback__
    while own is not None and not Path(own.tb_frame.f_code.co_filename).is_relative_to(folder):
        own = own.tb_next
    shown = own if own is not None else trace
    lines = traceback.format_exception(type(error), error, None if isinstance(error, SyntaxError) else shown)
    return "".join(lines).rstrip()
