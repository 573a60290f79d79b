"""From an address of one family to its row.

The rows, gaps included, are sorted by their first address and cover everything, so that a row is known by
where it begins. An address is cut in two: the upper bits are its *cell*, the lower bits its *key*.

    keys      the key of each row's first address, in order
    records   one item more: records[i + 1] is what row i says; records[0] is not used
    cells     the cells in which a row begins, in order
    firsts    for each of them the number of the first such row, and at the end the number of rows

A look-up is `records[bisect_right(keys, key, starts[cell], ends[cell])]`: the last row of the cell that
begins at or before the key, or the last row of an earlier cell. `starts` and `ends` are this process's own,
and zero until `open` has brought a cell's rows into memory.

Most cells have a page besides, which spares the look-up most of the search. `gates[cell]` is where it begins
in `pages`, taken from `places` at the cell's place in `paged`. A page of IPv4 is what each /24 of the cell
says, or INSIDE where a row begins within it; 0 is a page that is INSIDE all over. A page of IPv6 is the
number of the first row of each /30, and one number more; 0 is no page.

IPv4: 16 bits of cell, 16 of key. IPv6: 22 bits of cell, a key of 64 bits (the cell's are in it again); the
few rows that begin inside a /64 have the rest of their first address in `rests`, found by their number in
`rest_rows`. What they say is marked INSIDE: no such record exists, so that the fast look-up leaves them to
`find`.
"""

import mmap
from array import array
from bisect import bisect_left, bisect_right
from typing import Any

from asok_geo.addresses import MAPPED, NAT64
from asok_geo.index import IndexFile

V4_SHIFT = 16
V6_SHIFT = 106
INSIDE = 1 << 31
PAGE = 256

# Cells with addresses that stand for an IPv4 address; they stay closed, for no row says anything of those.
CLOSED = frozenset({MAPPED >> V6_SHIFT, NAT64 >> V6_SHIFT, *range(0x2002 << 6, 0x2003 << 6)})


class Table:
    """The rows of one family of an open index."""

    def __init__(self, index: IndexFile, family: str) -> None:
        v6 = family == "v6"
        self._shift, self._group = (V6_SHIFT, 1) if v6 else (V4_SHIFT, 64)
        bits = (128 if v6 else 32) - self._shift
        self.keys = index.section(f"{family}.keys")
        self.records = index.section(f"{family}.records")
        self.starts, self.ends = private_memory(4 << bits), private_memory(4 << bits)
        self.gates = private_memory(4 << bits)
        self.pages = index.section(f"{family}.pages")
        if not v6:
            self.pages.view[:PAGE] = memoryview(array("I", [INSIDE] * PAGE))
        self._paged = index.section(f"{family}.paged")
        self._places = index.section(f"{family}.places")
        self._cells = index.section(f"{family}.cells")
        self._firsts = index.section(f"{family}.firsts")
        self._rest_rows = index.section("v6.rest_rows") if v6 else None
        self._rests = index.section("v6.rests") if v6 else None
        self._closed = CLOSED if v6 else frozenset[int]()

    def find(self, value: int) -> int:
        """The number of the row that covers an address, from 1."""
        start, end = self._rows_of(value >> self._shift)
        key = value >> 64 if self._rests else value & 0xFFFF
        row = bisect_right(self.keys.view, key, start, end)
        return self._step_back(row, value) if self._rests else row

    def find_all(self, np: Any, values: Any) -> Any:
        """The records of many IPv4 addresses, by numpy."""
        cells = values >> V4_SHIFT
        ends = np.frombuffer(self.ends, np.uint32)
        for cell in np.unique(cells[ends[cells] == 0]).tolist():
            self.open(cell << V4_SHIFT)
        gates = np.frombuffer(self.gates, np.uint32)
        found = np.frombuffer(self.pages.view, np.uint32)[gates[cells] + (values >> 8 & 0xFF)]
        inside = np.flatnonzero(found == INSIDE)
        found[inside] = self._search(np, cells[inside], values[inside] & 0xFFFF)
        return found

    def _search(self, np: Any, cells: Any, wanted: Any) -> Any:
        """The records of many keys in cells that are open, by halving the rows of all at once."""
        low = np.frombuffer(self.starts, np.uint32)[cells].astype(np.int64)
        high = np.frombuffer(self.ends, np.uint32)[cells].astype(np.int64)
        keys = np.frombuffer(self.keys.view, np.uint16)
        while (open_ := low < high).any():
            middle = (low + high) >> 1
            right = open_ & (keys[np.minimum(middle, len(keys) - 1)] <= wanted)
            low = np.where(right, middle + 1, low)
            high = np.where(open_ & ~right, middle, high)
        return np.frombuffer(self.records.view, np.uint32)[low]

    def record(self, row: int) -> int:
        """What a row (numbered from 1) says: the number of a record."""
        self.records.load(row, row + 1)
        return self.records.view[row] & ~INSIDE

    def first(self, row: int) -> int:
        """The first address of a row (numbered from 1)."""
        self.keys.load(row - 1, row)
        key = self.keys.view[row - 1]
        if self._rests:
            return key << 64 | self._rest(row)
        cell = bisect_right(self._firsts.load_all(), row - 1, 0, self._cells.items) - 1
        return self._cells.load_all()[cell] << V4_SHIFT | key

    def bounds(self, row: int) -> tuple[int, int]:
        """The first and the last address of a row (numbered from 1)."""
        last = self.first(row + 1) if row < self.keys.items else 1 << (128 if self._rests else 32)
        return self.first(row), last - 1

    def open(self, value: int) -> None:
        """Open the cell of an address, and its neighbours, to look-ups by `starts` and `ends`."""
        group = (value >> self._shift) // self._group
        if self.ends[value >> self._shift] or value >> self._shift in self._closed:
            return
        low, high = group * self._group, (group + 1) * self._group
        cells, firsts = self._cells.load_all(), self._firsts.load_all()
        place = bisect_left(cells, low, 0, self._cells.items)
        behind = bisect_left(cells, high, place, self._cells.items)
        self._load(firsts[place], firsts[behind])
        for cell in range(low, high):
            # The end last, for readers in other threads: a cell is open when its end is not zero.
            self.starts[cell] = firsts[place]
            place += place < behind and cells[place] == cell
            self.ends[cell] = firsts[place]
        self._open_pages(low, high)

    def _open_pages(self, low: int, high: int) -> None:
        cells, places = self._paged.load_all(), self._places.load_all()
        first = bisect_left(cells, low, 0, self._paged.items)
        for each in range(first, bisect_left(cells, high, first, self._paged.items)):
            self.pages.load(places[each], min(places[each] + PAGE + 1, self.pages.items))
            self.gates[cells[each]] = places[each]

    def _rows_of(self, cell: int) -> tuple[int, int]:
        """The rows that begin in a cell, as a slice; they and what they say are in memory now."""
        cells, firsts = self._cells.load_all(), self._firsts.load_all()
        place = bisect_left(cells, cell, 0, self._cells.items)
        start = firsts[place]
        end = firsts[place + 1] if place < self._cells.items and cells[place] == cell else start
        self._load(start, end)
        return start, end

    def _load(self, start: int, end: int) -> None:
        self.keys.load(max(start - 1, 0), end)
        self.records.load(start, end + 1)

    def _step_back(self, row: int, value: int) -> int:
        """From the last row that begins in or before the address's /64 to the one that covers the address."""
        while self.keys.view[row - 1] == value >> 64 and self._rest(row) > value & (1 << 64) - 1:
            row -= 1
            self.keys.load(row - 1, row)
        return row

    def _rest(self, row: int) -> int:
        assert self._rests
        assert self._rest_rows
        rows = self._rest_rows.load_all()
        place = bisect_left(rows, row, 0, self._rest_rows.items)
        if place == self._rest_rows.items or rows[place] != row:
            return 0
        return self._rests.load_all()[place]


def private_memory(size: int) -> "memoryview[int]":
    """Zeros that cost nothing until they are written to, as items of 32 bits."""
    return memoryview(mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)).cast("I")
