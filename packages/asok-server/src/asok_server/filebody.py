"""An open file on its way out: all of it or one part, block by block."""

import os
import stat
from collections.abc import Callable, Iterator
from io import FileIO
from os import PathLike
from typing import Any, NamedTuple

from asok_server.errors import AsokError

BLOCK_SIZE = 128 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FileTruncatedError(AsokError):
    """The file became shorter while it was sent: the answer is not whole, the connection must be dropped."""


class OpenFile(NamedTuple):
    """A regular file, open for reading, and what it was when it was opened; whoever holds it closes it."""

    descriptor: int
    size: int
    modified_ns: int
    inode: int

    @property
    def identity(self) -> tuple[int, int, int]:
        """What changes when the content does: size, time of the last change in nanoseconds, inode."""
        return self.size, self.modified_ns, self.inode

    def close(self) -> None:
        os.close(self.descriptor)


def open_regular(path: str | PathLike[str]) -> OpenFile | None:
    """Open a regular file, without waiting; None for a folder, device, pipe or missing file."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return OpenFile(descriptor, status.st_size, status.st_mtime_ns, status.st_ino)


class FileBody:
    """A response body that reads ``length`` bytes from ``start`` and then closes the file.

    Never more is sent than was promised: a file that grows is cut at ``length``, one that shrinks raises
    ``FileTruncatedError``, because the Content-Length is on its way already.
    """

    __slots__ = ("_file", "_left", "_to_the_end", "length")

    def __init__(self, opened: OpenFile, start: int, length: int) -> None:
        self.length = length
        self._left = length
        self._to_the_end = start + length == opened.size
        self._file = FileIO(opened.descriptor)
        if start:
            self._file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._left:
            raise StopIteration
        block = self._file.read(min(BLOCK_SIZE, self._left))
        if not block:
            raise FileTruncatedError(f"{self._left} of the {self.length} bytes promised are gone")
        self._left -= len(block)
        return block

    def wrapped(self, file_wrapper: Callable[[Any, int], Any] | None) -> Any:
        """Hand the file to the server's ``wsgi.file_wrapper`` where there is one and it is right; else self.

        A wrapper sends from the current position to the end (PEP 3333), so it is right unless the part ends
        before the file does.
        """
        return file_wrapper(self._file, BLOCK_SIZE) if file_wrapper and self._to_the_end else self

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self._file.close()
