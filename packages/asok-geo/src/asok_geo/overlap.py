"""Rows in any order, overlapping or not, made into rows in order of which each address has one.

Where rows overlap the most specific, that is the smallest, wins; of two that are equally small the later one.
The rows are sorted in pieces that fit into memory, merged, and swept once.
"""

import heapq
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from struct import Struct
from typing import IO, NamedTuple

from asok_geo.spool import spooling

# First and last address (128 bits each), number in the file, record; big-endian, so that bytes sort as the
# numbers do.
PACKED = Struct(">16s16sII")
PIECE = 200_000


class Row(NamedTuple):
    first: int
    last: int
    order: int
    record: int


# A row behind its size and its number from the end: the most specific is the least.
Ranked = tuple[int, int, Row]
Add = Callable[[int, int, int], None]


class Sweep:
    """Takes rows in any order, then gives them in order, without overlaps."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[bytes] = []
        self._pieces: list[IO[bytes]] = []
        self._count = 0
        self.rows = 0

    def add(self, first: int, last: int, record: int) -> None:
        self.extend([first.to_bytes(16, "big")], [last.to_bytes(16, "big")], [record])

    def extend(self, firsts: Sequence[bytes], lasts: Sequence[bytes], records: Sequence[int]) -> None:
        """Take rows whose addresses are big-endian bytes."""
        for first, last, record in zip(firsts, lasts, records, strict=True):
            self._count += 1
            row = PACKED.pack(first.rjust(16, b"\0"), last.rjust(16, b"\0"), self._count, record)
            self._rows.append(row)
            self.rows += record > 0
        if len(self._rows) >= PIECE:
            self._spill()

    def drain(self, add: Add) -> None:
        """Give the rows to `add`, in order."""
        self._spill()
        waiting: list[Ranked] = []
        place = 0
        for row in map(unpack, heapq.merge(*map(packed_rows, self._pieces))):
            ranked = (row.last - row.first, -row.order, row)
            place = give_ended(waiting, place, row.first, add)
            # A less specific row waits behind the one that it begins in, and does not cut it in two.
            if waiting and ranked < waiting[0]:
                place = give_begun(waiting[0][2], place, row.first, add)
            heapq.heappush(waiting, ranked)
        give_ended(waiting, place, 1 << 128, add)

    def close(self) -> None:
        for piece in self._pieces:
            piece.close()

    def _spill(self) -> None:
        self._rows.sort()
        with spooling():
            piece: IO[bytes] = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
            self._pieces.append(piece)
            piece.write(b"".join(self._rows))
            piece.flush()
        self._rows.clear()


def give_ended(waiting: list[Ranked], place: int, until: int, add: Add) -> int:
    """Give what the waiting rows that end before `until` say from `place` on, and say how far that went."""
    while waiting and waiting[0][2].last < until:
        row = heapq.heappop(waiting)[2]
        if row.last >= place:
            add(max(place, row.first), row.last, row.record)
            place = row.last + 1
    return place


def give_begun(row: Row, place: int, until: int, add: Add) -> int:
    """Give what a row says from `place` up to `until`."""
    if max(place, row.first) < until:
        add(max(place, row.first), until - 1, row.record)
    return until


def packed_rows(piece: IO[bytes]) -> Iterator[bytes]:
    piece.seek(0)
    while chunk := piece.read(PACKED.size * 1024):
        for start in range(0, len(chunk), PACKED.size):
            yield chunk[start : start + PACKED.size]


def unpack(row: bytes) -> Row:
    first, last, order, record = PACKED.unpack(row)
    return Row(int.from_bytes(first, "big"), int.from_bytes(last, "big"), order, record)
