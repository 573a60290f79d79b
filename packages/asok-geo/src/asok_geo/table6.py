"""The rows of IPv6 addresses."""

from bisect import bisect_left

from asok_geo.addresses import MAPPED, NAT64
from asok_geo.index import IndexFile
from asok_geo.records import INSIDE
from asok_geo.sections import Column
from asok_geo.table import GROUP, PAGE, Table, own_memory

SHIFT = 96
LOW64 = (1 << 64) - 1

# The /24s with addresses that stand for an IPv4 address; they stay closed, for no row says anything of those.
CLOSED = frozenset(
    {MAPPED >> SHIFT + GROUP, NAT64 >> SHIFT + GROUP, *range(0x2002 << GROUP, 0x2003 << GROUP)}
)


class Table6(Table):
    """32 bits of cell, 32 of key; what begins inside a /64 has the rest of its first address apart.

    `rows` holds the records and the keys by turns, so that a key and what it stands for are read together.
    The rests are in `rests`, found by the row's number (from 1) in `rest_rows`. What such a row says is
    marked INSIDE: no record has that number, so that the fast look-up leaves it to `find`.

    A group is 256 cells. `groups` are those in which a row begins, in order; their pages begin at `places`,
    which also says where the last one ends; none begins at 0. Behind each page are the leaves of its cells.
    `gates` has an item for each group that there can be: the place of its page, as a negative number, or the
    record of the whole group; 0 as long as this process did not open it. An item of a page that is less than
    0 is the complement of a leaf's place. A leaf is how far a key is shifted to the right to have its bucket,
    the first row of each bucket, and the row behind the last.
    """

    bits = 128
    shift = SHIFT

    def __init__(self, index: IndexFile) -> None:
        rows = index.section("v6.rows")
        super().__init__(index, "v6", Column(rows, 1), Column(rows, 0))
        self.gates = own_memory(4 << (self.bits - SHIFT - GROUP))
        self.pages = self._pages.view
        self._groups = index.section("v6.groups")
        self._rest_rows = index.section("v6.rest_rows")
        self._rests = index.section("v6.rests")

    def find(self, value: int) -> int:
        row = self._search(value >> SHIFT, value >> 64 & 0xFFFFFFFF)
        # From the last row that begins in or before the address's /64 to the one that covers the address.
        while row > 1 and self.first(row) > value:
            row -= 1
        return row

    def first(self, row: int) -> int:
        return super().first(row) | self.keys.view[row - 1] << 64 | self._rest(row)

    def open(self, value: int) -> None:
        group = value >> SHIFT + GROUP
        if group in CLOSED:
            return
        groups = self._groups.load_all()
        number = bisect_left(groups, group, 0, self._groups.items)
        if number < self._groups.items and groups[number] == group:
            page, behind = self._places.load_all()[number : number + 2]
            self._pages.load(page, behind)
            self._rows_of(group * PAGE, PAGE)
            self.gates[group] = -page
        else:
            self.gates[group] = plain(self.records.view[self.find(value)])

    def _rest(self, row: int) -> int:
        rows = self._rest_rows.load_all()
        place = bisect_left(rows, row, 0, self._rest_rows.items)
        if place == self._rest_rows.items or rows[place] != row:
            return 0
        return self._rests.load_all()[place]


def plain(record: int) -> int:
    """A record as an item of a page: 0 if it is marked INSIDE."""
    return 0 if record >= INSIDE else record
