"""The bytes of a file, of whose lines none may fill the memory."""

import io
from typing import IO, TYPE_CHECKING

from asok_geo.errors import SourceError, readable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# In bytes; no row that can be read is as long.
LONGEST = 1 << 24


class Lines(io.RawIOBase):
    """Bytes as they are, up to a line that is too long: a small archive may hold one of many gigabytes.

    Errors name the file.
    """

    def __init__(self, name: str, data: IO[bytes]) -> None:
        self._name = name
        self._data = data
        self._line = 1
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Raises `SourceError`."""
        room = memoryview(buffer)
        with readable(self._name):
            data = self._data.read(len(room))
        room[: len(data)] = data
        self._line += data.count(b"\n")
        self._length = len(data) - 1 - data.rfind(b"\n") if b"\n" in data else self._length + len(data)
        if self._length > LONGEST:
            raise SourceError(self._name, self._line, f"the line is longer than {LONGEST:,} bytes")
        return len(data)
