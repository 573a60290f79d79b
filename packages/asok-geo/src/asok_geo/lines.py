"""Bytes of lines, none of which may fill the memory."""

import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# In bytes; no row that can be read is as long.
LONGEST = 1 << 24


class TooLongError(Exception):
    """A line is too long; `line` is its number, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"the line is longer than {LONGEST:,} bytes")
        self.line = line


class Lines(io.RawIOBase):
    """Bytes as they are, up to a line that is too long: a small archive may hold one of many gigabytes."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data
        self._line = 1
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Raises `TooLongError`."""
        room = memoryview(buffer)
        data = self._data.read(len(room))
        room[: len(data)] = data
        self._line += data.count(b"\n")
        self._length = len(data) - 1 - data.rfind(b"\n") if b"\n" in data else self._length + len(data)
        if self._length > LONGEST:
            raise TooLongError(self._line)
        return len(data)
