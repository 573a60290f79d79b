"""Sections while they are written: each in a file of its own, with the checksums of its blocks."""

import tempfile
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from asok_geo.sections import BLOCK, SIZES, Kind, native


class Spool:
    """A section that grows at its end; what is written leaves the memory."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.kind: Kind = kind
        self.items = 0
        self.checksums: list[int] = []
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._rest = b""

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self.items * SIZES[self.kind]

    def write(self, items: "array[int] | bytes") -> None:
        """Append items of this machine's byte order, or bytes that are ready."""
        data = native(items.tobytes(), self.kind) if isinstance(items, array) else items
        self.items += len(data) // SIZES[self.kind]
        self._file.write(data)
        data = self._rest + data
        whole = len(data) - len(data) % BLOCK
        self.checksums += [zlib.crc32(data[start : start + BLOCK]) for start in range(0, whole, BLOCK)]
        self._rest = data[whole:]

    def finish(self) -> None:
        """Add the checksum of the last block."""
        if self._rest:
            self.checksums.append(zlib.crc32(self._rest))

    def chunks(self) -> Iterator[bytes]:
        """The section's bytes."""
        self._file.seek(0)
        while chunk := self._file.read(1 << 20):
            yield chunk

    def close(self) -> None:
        self._file.close()
