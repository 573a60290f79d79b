"""Finds templates in folders."""

import os
import posixpath
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from asok_templates.errors import TemplateEncoding, TemplateNotFound

Stamp = tuple[int, int, int]


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
        file, seen = self._find(template)
        return read(file), str(file), lambda: self._is_current(template, file, seen)

    def list_templates(self) -> list[str]:
        return sorted({name for path in self.paths for name in names_in(Path(path))})

    def _is_current(self, template: str, file: Path, seen: Stamp) -> bool:
        try:
            return self._find(template) == (file, seen)
        except TemplateNotFound:
            return False

    def _find(self, template: str) -> tuple[Path, Stamp]:
        try:
            pieces = split_template_path(template)
        except jinja2.TemplateNotFound:
            raise TemplateNotFound(template, self.paths) from None
        except AttributeError:
            raise TypeError(f"the name of a template is a str, not {template!r}") from None
        for path in self.paths:
            file = Path(os.path.normpath(posixpath.join(path, *pieces)))
            if seen := stamp(file):
                return file, seen
        raise TemplateNotFound(template, self.paths, Names(self))


class Names:
    """The names in the folders, listed only if somebody reads the error's suggestions."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders.list_templates())


def read(file: Path) -> str:
    """The text, without the byte order mark that editors may write: in a page it would be a character."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TemplateEncoding(str(file), error.start, error.reason, line) from None


def stamp(file: Path) -> Stamp | None:
    """When the file was written and last changed in any way, and its length; None for what is no file."""
    try:
        status = file.stat()
    except (OSError, ValueError):  # a name that no file can have
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def names_in(folder: Path) -> Iterator[str]:
    return (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
