"""Finds templates in folders."""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from asok_templates.errors import TemplateEncoding, TemplateNotFound


class Folders(jinja2.BaseLoader):
    """Loads templates from `paths`, the first folder that has a name winning; UTF-8 only."""

    def __init__(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        self.paths = tuple(os.fspath(path) for path in paths)

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 (as Jinja2 calls it)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text, the file's path, and a function telling whether the text is still current.

        Raises `TemplateNotFound` (for names that lead out of the folders, too) and `TemplateEncoding`.
        """
        filename = self._find(template)
        seen = stamp(filename)
        return read(filename), filename, lambda: self._is_current(template, filename, seen)

    def list_templates(self) -> list[str]:
        return sorted({name for path in self.paths for name in names_in(Path(path))})

    def _is_current(self, template: str, filename: str, seen: tuple[int, int]) -> bool:
        try:
            return self._find(template) == filename and stamp(filename) == seen
        except (TemplateNotFound, OSError):
            return False

    def _find(self, template: str) -> str:
        try:
            pieces = split_template_path(template)
        except jinja2.TemplateNotFound:
            raise TemplateNotFound(template, self.paths) from None
        for path in self.paths:
            filename = posixpath.join(path, *pieces)
            if Path(filename).is_file():
                return os.path.normpath(filename)
        raise TemplateNotFound(template, self.paths, _Names(self))


class _Names:
    """The names in the folders, listed only if somebody reads the error's suggestions."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders.list_templates())


def read(filename: str) -> str:
    data = Path(filename).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TemplateEncoding(filename, error.start, error.reason) from None


def stamp(filename: str) -> tuple[int, int]:
    status = Path(filename).stat()
    return status.st_mtime_ns, status.st_size


def names_in(folder: Path) -> Iterator[str]:
    return (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
