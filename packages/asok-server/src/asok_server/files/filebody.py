"""An open file on its way out: all of it or one part, block by block."""

import os
import stat
from collections.abc import Iterator
from io import FileIO
from os import PathLike
from typing import NamedTuple

from asok_server.errors import AsokError

BLOCK_SIZE = 128 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


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


def open_regular(path: str | PathLike[str], *, follow: bool) -> OpenFile | None:
    """Open a regular file, without waiting; None for a folder, device, pipe or missing file.

    Unless ``follow`` is true a link is none either: a resolved path that has become one since.
    """
    try:
        descriptor = os.open(path, _FLAGS if follow else _FLAGS | _NO_FOLLOW)
    except (OSError, ValueError):
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return OpenFile(descriptor, status.st_size, status.st_mtime_ns, status.st_ino)


def identity_of(path: str) -> tuple[int, int, int] | None:
    """Return the identity of a regular file without opening it; None for a link or anything else."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ino) if stat.S_ISREG(status.st_mode) else None


class FileBody:
    """A response body that reads ``length`` bytes from ``start`` and then ends; ``close()`` closes the file.

    Never more is sent than was promised: a file that grows is cut at ``length``, one that shrinks raises
    ``FileTruncatedError``, because the Content-Length is on its way already.

    Where ``whole`` is true a server's ``wsgi.file_wrapper(body.release(), body.block_size)`` may take
    over: it sends from the current position to the end (PEP 3333), which is wrong for a part that ends
    before.
    """

    __slots__ = ("_left", "_owned", "block_size", "file", "length", "whole")

    def __init__(self, opened: OpenFile, start: int, length: int) -> None:
        self._owned = False
        self.file = FileIO(opened.descriptor)
        self._owned = True
        self.length = self._left = length
        self.whole = start + length == opened.size
        self.block_size = BLOCK_SIZE
        self.file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._left:
            raise StopIteration
        block = self.file.read(min(self.block_size, self._left))
        if not block:
            raise FileTruncatedError(f"{self._left} of the {self.length} bytes promised are gone")
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self.file.close()

    def release(self) -> FileIO:
        """Hand the file over to somebody who closes it."""
        self._owned = False
        return self.file

    def __del__(self) -> None:
        """Leave no file open where a page made an answer and sent another."""
        if self._owned:
            self.file.close()
