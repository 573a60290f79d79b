"""What can go wrong, as one small tree under `GeoError`."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

# What is wrong with a folder, and not with the disk or the process.
FOLDER: Final = (
    errno.EACCES, errno.EEXIST, errno.ENOENT, errno.ENOLCK, errno.ENOSYS, errno.ENOTDIR, errno.ENOTSUP,
    errno.EOPNOTSUPP, errno.EPERM, errno.EROFS,
)  # fmt: skip
ADVICE: Final[dict[int | None, str]] = {
    **dict.fromkeys(FOLDER, "give cache_dir another folder"),
    errno.EMFILE: "this process has as many open as it may (ulimit -n)",
}


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

    def __reduce__(self) -> tuple[type, tuple[Path, int | None, str]]:
        return type(self), (self.path, self.line, self.problem)


class SourceMissingError(SourceError, FileNotFoundError):
    """There is no such file."""


class LayoutError(SourceError):
    """The columns are none that are known, or could be read in more than one way."""


class RowError(SourceError):
    """A row that is damaged: no addresses, an inverted range, a missing or impossible value."""


@contextmanager
def readable(path: str | Path) -> Generator[None]:
    """Raise `SourceError` for all that can be wrong with a file that is looked for or read."""
    try:
        yield
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # those who unpack raise what they like
        kind = SourceMissingError if isinstance(error, FileNotFoundError) else SourceError
        raise kind(path, None, f"cannot be read: {error}") from error


class IndexWriteError(GeoError):
    """The index cannot be written. If its folder is to blame, give `cache_dir` one that can be written to."""

    @classmethod
    def of(cls, path: Path, reason: OSError) -> Self:
        """The error of an index at a path, with what the system says, and what to do about it."""
        advice = f"; {ADVICE[reason.errno]}" if reason.errno in ADVICE else ""
        return cls(f"{path}: cannot be written: {reason}{advice}")


class IndexDamagedError(GeoError):
    """The index is cut short, damaged or not an index of this version. `GeoDB` builds it anew by itself."""


class ClosedError(GeoError):
    """The database was closed."""
