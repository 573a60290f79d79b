"""From an address of one family to its row.

The rows, gaps included, are sorted by their first address and cover everything, so that a row is known by
where it begins. An address is cut in two: the upper bits are its *cell*, the lower bits its *key*.

    keys      the key of each row's first address, in order
    records   one item more: records[i + 1] is what row i says; records[0] is not used
    cells     the cells in which a row begins, in order
    firsts    for each of them the number of the first such row, and at the end the number of rows

`find` needs no more: the last row of the cell that begins at or before the key, or the last row of an earlier
cell. The fast look-up goes by gates, and by pages of 256 items. A gate, or an item, is the record of all
addresses under it; or 0, if only `find` can tell; or less than 0, if there is more to say. `Table4` and
`Table6` tell what it is then.
"""

import mmap
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from typing import ClassVar, TypeAlias

from asok_geo.index import IndexFile
from asok_geo.records import INSIDE
from asok_geo.sections import Column, Section

GROUP = 8
PAGE = 1 << GROUP

Items: TypeAlias = Section | Column


class Table(ABC):
    """The rows of one family of an open index."""

    bits: ClassVar[int]
    shift: ClassVar[int]

    def __init__(self, index: IndexFile, family: str, keys: Items, records: Items) -> None:
        self.keys = keys
        self.records = records
        self._cells = index.section(f"{family}.cells")
        self._firsts = index.section(f"{family}.firsts")
        self._places = index.section(f"{family}.places")
        self._pages = index.section(f"{family}.pages")

    @abstractmethod
    def open(self, value: int) -> None:
        """Open the cell of an address to the fast look-up."""

    @abstractmethod
    def find(self, value: int) -> int:
        """The number of the row that covers an address, from 1."""

    def record(self, row: int) -> int:
        """What a row (numbered from 1) says: the number of a record."""
        self.records.load(row, row + 1)
        return self.records.view[row] & ~INSIDE

    def first(self, row: int) -> int:
        """The first address of a row (numbered from 1)."""
        self.keys.load(row - 1, row)
        cell = bisect_right(self._firsts.load_all(), row - 1, 0, self._cells.items) - 1
        return self._cells.load_all()[cell] << self.shift

    def bounds(self, row: int) -> tuple[int, int]:
        """The first and the last address of a row (numbered from 1)."""
        last = self.first(row + 1) if row < self.keys.items else 1 << self.bits
        return self.first(row), last - 1

    def _search(self, cell: int, key: int) -> int:
        """The last row that begins at or before a key of a cell."""
        return bisect_right(self.keys.view, key, *self._rows_of(cell))

    def _rows_of(self, cell: int, count: int = 1) -> tuple[int, int]:
        """The rows that begin in so many cells, as a slice; they and what they say are in memory now."""
        cells, firsts = self._cells.load_all(), self._firsts.load_all()
        place = bisect_left(cells, cell, 0, self._cells.items)
        start = firsts[place]
        end = firsts[bisect_left(cells, cell + count, place, self._cells.items)]
        self.keys.load(max(start - 1, 0), end)
        self.records.load(start, end + 1)
        return start, end


def own_memory(size: int) -> "memoryview[int]":
    """Zeros that cost nothing until they are written to, as items of 32 bits; each process has its own."""
    return memoryview(mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)).cast("i")


def shared_memory(size: int) -> "memoryview[int]":
    """The like, which workers that are forked share."""
    return memoryview(mmap.mmap(-1, size)).cast("i")
