"""What can go wrong, as one small tree under `GeoError`."""

from pathlib import Path
from typing import Any


class GeoError(Exception):
    """Anything that asok-geo raises of its own accord."""


class SourceError(GeoError):
    """A source file cannot be used; the message begins with `path:line:` where a line is to blame.

    `path` is the file, `line` the number of the line (from 1) or None.
    """

    def __init__(self, path: str | Path, line: int | None, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path = Path(path)
        self.line = line
        self.problem = problem

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), (self.path, self.line, self.problem)


class SourceMissingError(SourceError, FileNotFoundError):
    """There is no such file."""


class LayoutError(SourceError):
    """The columns are none that are known, or could be read in more than one way."""


class RowError(SourceError):
    """A row that is damaged: no addresses, an inverted range, a missing or impossible value."""


class IndexWriteError(GeoError):
    """The index cannot be written where it belongs; give `cache_dir` a folder that can be written to."""


class IndexDamagedError(GeoError):
    """The index is cut short, damaged or not an index of this version. `GeoDB` builds it anew by itself."""


class ClosedError(GeoError):
    """The database was closed."""
