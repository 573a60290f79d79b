"""The files of a folder of catalogues, read into layers."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import locales
from .errors import CatalogError
from .messages import Layer

# Of one language, what comes first wins.
SUFFIXES = (".json", ".po", ".mo")

Fingerprint = tuple[int, int, int]


class Source(NamedTuple):
    """A catalogue's file, and what tells whether it has changed."""

    language: str
    path: Path
    fingerprint: Fingerprint


def sources(place: str | os.PathLike[str]) -> list[Source]:
    """The catalogues of a folder: `<lang>.json`, `.po`, `.mo`, `<lang>/LC_MESSAGES/*.po` and `.mo`."""
    folder = Path(place)
    if folder.is_file() and folder.suffix in SUFFIXES:
        raise CatalogError(folder, 1, "a single catalogue: name the folder that it is in")
    if folder.is_file():
        return [Source("", folder, fingerprint(folder))]
    if not folder.is_dir():
        raise CatalogError(folder, 1, "no such folder")
    try:
        found = [*_files(folder), *_domains(folder)]
    except OSError as error:
        raise CatalogError(error.filename or folder, 1, error.strerror or "can't be read") from None
    found.sort(key=lambda source: (source.language, SUFFIXES.index(source.path.suffix), str(source.path)))
    return found


def read_layers(source: Source) -> tuple[Layer, ...]:
    """The messages of one file. Raises CatalogError, whose text begins `path:line:`."""
    path = source.path
    try:
        if not source.language:
            from .compiled import open_compiled

            return open_compiled(path)
        content = path.read_bytes()
    except OSError as error:
        raise CatalogError(path, 1, error.strerror or "can't be read") from None
    if path.suffix == ".json":
        from .json_catalog import read_json

        entries, strict = read_json(path, content)
        return (Layer(source.language, entries, "", strict),)
    from .gettext_layer import gettext_layer

    return (gettext_layer(source.language, path, content),)


def language_of(name: str) -> str | None:
    """The tag that a file's name stands for (`pt_BR`: pt-BR); None if it names no language."""
    tag = locales.parse(name)
    return str(tag) if tag and len(tag.language) in (0, 2, 3) else None


def _files(folder: Path) -> Iterator[Source]:
    for path in folder.iterdir():
        language = language_of(path.stem) if path.suffix in SUFFIXES else None
        if language and path.is_file():
            yield Source(language, path, fingerprint(path))


def _domains(folder: Path) -> Iterator[Source]:
    for messages in folder.glob("*/LC_MESSAGES"):
        if language := language_of(messages.parent.name):
            for path in messages.iterdir():
                if path.suffix in SUFFIXES[1:] and path.is_file():
                    yield Source(language, path, fingerprint(path))


def fingerprint(path: Path) -> Fingerprint:
    state = path.stat()
    return state.st_mtime_ns, state.st_size, state.st_ino
