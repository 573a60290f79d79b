"""Memory that fills itself from a checked file.

A mapped file kills the process that reads it once somebody cuts the file short (SIGBUS), and shows bytes that
nobody checked. So a section maps anonymous memory of the file's layout instead, and copies a block into it
when it is first needed, after its CRC-32 was found right. Memory that is not needed is never touched; forked
workers share what is filled.
"""

import mmap
import os
import sys
import zlib
from array import array
from typing import Final, Literal

from asok_geo.errors import IndexDamagedError

BLOCK: Final = 1 << 14
Kind = Literal["B", "H", "I", "Q", "i"]
SIZES: Final[dict[str, int]] = {"B": 1, "H": 2, "I": 4, "Q": 8, "i": 4}


class Handle:
    """An open file that is closed when nobody uses it any more."""

    __slots__ = ("fd",)

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def __del__(self) -> None:
        os.close(self.fd)

    def read(self, offset: int, size: int) -> bytes:
        """Exactly `size` bytes. Raises `IndexDamagedError` if there are fewer, or none can be read."""
        try:
            data = os.pread(self.fd, size, offset)
        except OSError as error:
            raise IndexDamagedError(f"the index cannot be read: {error}") from error
        if len(data) != size:
            raise IndexDamagedError("the index was cut short")
        return data


class Section:
    """One array of the index: little-endian items of one format in the file, native ones in `view`.

    `view`, and the bytes in `memory`, are zeros where `load` was not called yet.
    """

    __slots__ = (
        "_checksums", "_handle", "_loaded", "_offset", "items", "kind", "memory", "size", "view",
    )  # fmt: skip

    def __init__(self, handle: Handle, kind: Kind, offset: int, items: int, checksums: memoryview) -> None:
        self.kind: Kind = kind
        self.items = items
        self.size = SIZES[kind]
        self._handle = handle
        self._offset = offset
        self._checksums = checksums
        self._loaded = bytearray(len(checksums))
        self.memory = mmap.mmap(-1, max(items, 1) * self.size)
        self.view: memoryview[int] = memoryview(self.memory).cast(kind)

    def load(self, first: int, last: int) -> None:
        """Make `view[first:last]` valid. Raises `IndexDamagedError`."""
        for block in range(first * self.size // BLOCK, -(-last * self.size // BLOCK)):
            if not self._loaded[block]:
                self._load_block(block)

    def load_all(self) -> memoryview:
        """The whole section's `view`, valid."""
        self.load(0, self.items)
        return self.view

    def _load_block(self, block: int) -> None:
        data = self._checked(block)
        self.memory[block * BLOCK : block * BLOCK + len(data)] = data
        self._loaded[block] = 1

    def _checked(self, block: int) -> bytes:
        start = block * BLOCK
        data = self._handle.read(self._offset + start, min(BLOCK, self.items * self.size - start))
        if zlib.crc32(data) != self._checksums[block]:
            raise IndexDamagedError("a checksum of the index does not fit")
        return native(data, self.kind)


class Column:
    """Every second item of a section, from the first or the second on; used as a section is."""

    __slots__ = ("_first", "_section", "items", "view")

    def __init__(self, section: Section, first: int) -> None:
        self._section = section
        self._first = first
        self.view: memoryview[int] = section.view[first : section.items : 2]
        self.items = len(self.view)

    def load(self, first: int, last: int) -> None:
        """Make `view[first:last]` valid. Raises `IndexDamagedError`."""
        self._section.load(self._first + 2 * first, self._first + 2 * last - 1)


def native(data: bytes, kind: str) -> bytes:
    """Little-endian items as this machine has them, and back."""
    if sys.byteorder == "little" or kind == "B":
        return data
    items = array(kind, data)
    items.byteswap()
    return items.tobytes()


def checksums(data: bytes) -> list[int]:
    """The checksum of each block of a section's bytes."""
    return [zlib.crc32(data[start : start + BLOCK]) for start in range(0, len(data), BLOCK)]
