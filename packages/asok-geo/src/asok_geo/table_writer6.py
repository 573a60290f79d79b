"""The table of IPv6 addresses while it is built."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from asok_geo.addresses import SPECIAL6
from asok_geo.records import INSIDE
from asok_geo.sections import Kind
from asok_geo.table import GROUP, PAGE
from asok_geo.table6 import plain
from asok_geo.table_writer import TableWriter, numbers, ranges

# Fewer bits for the buckets of a leaf than its rows' number has: two bits are two to four rows in a bucket.
LEAF_BITS = 2
LOW64 = (1 << 64) - 1


class TableWriter6(TableWriter):
    """Writes a `Table6`."""

    special = ranges(SPECIAL6)
    bits = 128
    key_bits = 32
    number = "Q"
    low = "I"
    kinds: ClassVar[dict[str, Kind]] = {"rows": "I", "groups": "I", "rest_rows": "I", "rests": "Q"}

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._group = -1
        self._page = array("i")
        self._leaves = array("i")
        self.spools["rows"].write(array("I", [0]))
        self.spools["pages"].write(array("i", [0]))
        self.spools["places"].write(array("I", [1]))

    def _put(self, first: int, record: int) -> None:
        if first & LOW64:
            self.spools["rest_rows"].write(array("I", [self._written + len(self._keys) + 1]))
            self.spools["rests"].write(array("Q", [first & LOW64]))
            record |= INSIDE
        super()._put(first >> 64, record)

    def _put_all(self, firsts: Sequence[bytes], records: Sequence[int]) -> None:
        halves = numbers("Q", firsts)
        if any(halves[1::2]):
            for first, record in zip(firsts, records, strict=True):
                self._put(int.from_bytes(first, "big"), record)
        else:
            self._put_keys(halves[::2], records)

    def _write_rows(self, keys: "array[int]", records: "array[int]") -> None:
        rows = array("I", bytes(8 * len(keys)))
        rows[0::2], rows[1::2] = keys, records
        self.spools["rows"].write(rows)

    def _write_pages(self, cell: int, keys: "array[int]", records: "array[int]") -> None:
        if cell >> GROUP != self._group:
            self._finish_pages()
            self._group = cell >> GROUP
        self._fill_page(cell % PAGE)
        if len(keys) == 1 and not keys[0]:
            self._page.append(plain(records[0]))
        else:
            self._page.append(~self._add_leaf(keys))

    def _add_leaf(self, keys: "array[int]") -> int:
        """Where the leaf begins: with about as many buckets as a quarter of the rows."""
        bits = max(len(keys).bit_length() - LEAF_BITS, 0)
        shift = self.key_bits - bits
        buckets = [self._written + bisect_left(keys, part << shift) for part in range((1 << bits) + 1)]
        place = self.spools["pages"].items + PAGE + len(self._leaves)
        self._leaves.extend([shift, *buckets])
        return place

    def _finish_pages(self) -> None:
        if self._page:
            self._fill_page(PAGE)
            self.spools["groups"].write(array("I", [self._group]))
            self.spools["pages"].write(self._page + self._leaves)
            self.spools["places"].write(array("I", [self.spools["pages"].items]))
            self._page, self._leaves = array("i"), array("i")

    def _fill_page(self, until: int) -> None:
        """Add the cells in which no row begins."""
        self._page.extend([plain(self._record)] * (until - len(self._page)))
