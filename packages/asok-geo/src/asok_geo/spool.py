"""Sections while they are written: each in a file of its own, with the checksums of its blocks."""

import tempfile
from array import array
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from asok_geo.sections import BLOCK, SIZES, Kind, checksums, native

BUFFER = 4 * BLOCK


class SpoolError(Exception):
    """What a build keeps on disk cannot be written, for `reason`. No `OSError`, for one that comes while rows
    are read would be taken for the row's, or the source's."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def spooling() -> Generator[None]:
    """Tell the errors of writing from those of reading. Raises `SpoolError`."""
    try:
        yield
    except OSError as error:
        raise SpoolError(error) from error


class Spool:
    """A section that grows at its end; what is written leaves the memory."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.kind: Kind = kind
        self.items = 0
        self.checksums: list[int] = []
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._rest = bytearray()

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self.items * SIZES[self.kind]

    def write(self, items: "array[int] | bytes") -> None:
        """Append items of this machine's byte order, or bytes that are ready."""
        data = native(items.tobytes(), self.kind) if isinstance(items, array) else items
        self.items += len(data) // SIZES[self.kind]
        self._rest += data
        if len(self._rest) >= BUFFER:
            self._drain(len(self._rest) - len(self._rest) % BLOCK)

    def finish(self) -> None:
        """Write the rest."""
        self._drain(len(self._rest))

    def chunks(self) -> Iterator[bytes]:
        """The section's bytes."""
        self._file.seek(0)
        while chunk := self._file.read(1 << 20):
            yield chunk

    def _drain(self, size: int) -> None:
        data = bytes(self._rest[:size])
        with spooling():
            self._file.write(data)
        self.checksums += checksums(data)
        del self._rest[:size]

    def close(self) -> None:
        with suppress(OSError):  # what could not be written is tried again
            self._file.close()
