"""The index file: a head, then the sections it names. Every number is little-endian.

    magic       8 bytes     "ASOKGEO" and a zero
    version     u32         FORMAT; an index of another version is built anew
    head size   u32
    checksums   u32         how many there are
    crc         u32         CRC-32 of the head and the checksums
    head        JSON        the source's key, the fields, the countries, counts, and the place of each section
    checksums   u32 each    CRC-32 of each 16 KiB block of each section
    sections    arrays      v4 and v6: cells, firsts, places, pages; v4 also keys, records; v6 also rows,
                            groups, rest_rows, rests; records and their ends

`Table` explains the arrays of a family, `Records` the last two.
"""

import json
import os
import struct
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from asok_geo.errors import IndexDamagedError
from asok_geo.sections import BLOCK, SIZES, Handle, Kind, Section, native

MAGIC: Final = b"ASOKGEO\0"
FORMAT: Final = 11
PREFIX: Final = struct.Struct("<8sIIII")


@dataclass
class Head:
    """What an index says of itself."""

    key: list[list[str | int]]
    layout: str
    fields: list[str]
    countries: list[list[str | None]] = field(default_factory=list[list[str | None]])
    sections: dict[str, tuple[Kind, int, int, int]] = field(
        default_factory=dict[str, tuple[Kind, int, int, int]]
    )
    rows: dict[str, int] = field(default_factory=dict[str, int])
    records: int = 0
    skipped: list[str] = field(default_factory=list[str])
    skipped_count: int = 0
    built: float = 0.0
    size: int = 0


class IndexFile:
    """An index that was opened: its head, and its sections as memory. Raises `IndexDamagedError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = Handle(os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0)))
        status = os.fstat(self.handle.fd)
        self.identity = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
        self.head, checksums = read_head(self.handle, status.st_size)
        self._checksums = memoryview(native(checksums, "I")).cast("I")

    def section(self, name: str) -> Section:
        kind, offset, items, first = self.head.sections[name]
        blocks = -(-items * SIZES[kind] // BLOCK)
        return Section(self.handle, kind, offset, items, self._checksums[first : first + blocks])


def read_head(handle: Handle, size: int) -> tuple[Head, bytes]:
    magic, version, head_size, blocks, crc = PREFIX.unpack(handle.read(0, PREFIX.size))
    if magic != MAGIC or version != FORMAT:
        raise IndexDamagedError("not an index of this version")
    if PREFIX.size + head_size + 4 * blocks > size:
        raise IndexDamagedError("the index was cut short")
    rest = handle.read(PREFIX.size, head_size + 4 * blocks)
    if zlib.crc32(rest) != crc:
        raise IndexDamagedError("the head's checksum does not fit")
    head = Head(**json.loads(rest[:head_size]))
    if head.size != size:
        raise IndexDamagedError("the index was cut short")
    return head, rest[head_size:]


def head_bytes(head: Head, checksums: list[int]) -> bytes:
    """The file's beginning; `sections` and `size` count from its end and are moved behind it here."""
    moved: dict[str, Any] = asdict(head)
    length = start_of_body(moved, len(checksums))
    moved["sections"] = {
        name: (kind, offset + length, items, first)
        for name, (kind, offset, items, first) in head.sections.items()
    }
    moved["size"] = head.size + length
    packed = struct.pack(f"<{len(checksums)}I", *checksums)
    text = encode(moved).ljust(length - PREFIX.size - len(packed))
    crc = zlib.crc32(text + packed)
    return PREFIX.pack(MAGIC, FORMAT, len(text), len(checksums), crc) + text + packed


def start_of_body(head: dict[str, Any], blocks: int) -> int:
    """Where the first section may begin: behind a head whose numbers have grown, at a multiple of 4096."""
    return -(-(PREFIX.size + len(encode(head)) + 4 * blocks + 20 * len(head["sections"]) + 40) // 4096) * 4096


def encode(head: dict[str, Any]) -> bytes:
    # A file's name may hold bytes that are no UTF-8, which come as surrogates; `json.loads` takes them, too.
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
