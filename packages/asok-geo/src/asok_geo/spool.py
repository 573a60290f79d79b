"""Sections while they are written: each in a file of its own, with the checksums of its blocks."""

import tempfile
from array import array
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from asok_geo.sections import BLOCK, SIZES, Kind, checksums, native

BUFFER = 4 * BLOCK


class UnwrittenError(Exception):
    """What is written cannot be: no `OSError`, which rows raise for addresses that cannot be read."""


@contextmanager
def writing() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise UnwrittenError(str(error)) from error


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
        with writing():
            self._file.write(data)
        self.checksums += checksums(data)
        del self._rest[:size]

    def close(self) -> None:
        self._file.close()
