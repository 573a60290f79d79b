"""The tables of an index while it is built."""

import sys
from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar

from asok_geo.addresses import SPECIAL4, SPECIAL6, UNKNOWN
from asok_geo.records import INSIDE, NUMBERS
from asok_geo.sections import Kind
from asok_geo.spool import Spool
from asok_geo.table import GROUP, PAGE
from asok_geo.table6 import plain

FULL = 1 << 16
# Fewer bits for the buckets of a leaf than its rows' number has: two bits are two to four rows in a bucket.
LEAF_BITS = 2
LOW64 = (1 << 64) - 1


class UnsortedError(Exception):
    """A row begins before the one ahead of it ends."""


def ranges(special: Sequence[tuple[str, str, str]]) -> list[tuple[int, int, str]]:
    return [(int(ip_address(first)), int(ip_address(last)), reason) for first, last, reason in special]


def adjoin(firsts: Sequence[bytes], lasts: Sequence[bytes]) -> bool:
    """Whether each row begins right behind the one before: all at once, as two numbers of all the addresses.
    A zero byte between these takes what the addition carries, so that none counts for its neighbour."""
    begins = int.from_bytes(b"\0".join(firsts[1:]), "big")
    ends = int.from_bytes(b"\0".join(lasts[:-1]), "big")
    ones = (bytes(len(firsts[0])) + b"\1") * (len(firsts) - 1)
    return begins == ends + int.from_bytes(ones, "big")


def numbers(kind: Kind, addresses: Sequence[bytes]) -> "array[int]":
    """Big-endian bytes as numbers of a kind."""
    items = array(kind, b"".join(addresses))
    if sys.byteorder == "little":
        items.byteswap()
    return items


def lowest(items: "array[int]", kind: Kind) -> "array[int]":
    """The lowest bits of numbers, as many as an item of the kind has."""
    parts = array(kind, items.tobytes())
    step = items.itemsize // parts.itemsize
    return parts[0 if sys.byteorder == "little" else step - 1 :: step]


class TableWriter(ABC):
    """Writes the sections of a `Table` from rows in order."""

    special: ClassVar[Sequence[tuple[int, int, str]]]
    bits: ClassVar[int]
    key_bits: ClassVar[int]
    number: ClassVar[Kind]
    low: ClassVar[Kind]
    kinds: ClassVar[dict[str, Kind]]

    def __init__(self, folder: Path) -> None:
        kinds: dict[str, Kind] = {"cells": "I", "firsts": "I", "places": "I", "pages": "i"}
        self.spools = {name: Spool(folder, kind) for name, kind in (kinds | self.kinds).items()}
        self.rows = 0
        self._next = self._end = 0
        self._written = 0
        self._record = 0
        self._keys = array(self.number)
        self._records = array("I")

    def add(self, first: int, last: int, record: int) -> None:
        """Append a row; record 0 is a gap like any other. Raises `UnsortedError` if it begins before the end
        of the one before."""
        if first < self._end:
            raise UnsortedError
        self._end = last + 1
        if record:
            if first != self._next:
                self._put_gap(first - 1)
            self._put(first, record)
            self._next = last + 1
            self.rows += 1

    def extend(self, firsts: Sequence[bytes], lasts: Sequence[bytes], records: Sequence[int]) -> None:
        """Append rows as `add` does, whose addresses are big-endian bytes."""
        if 0 in records or not adjoin(firsts, lasts):
            for first, last, record in zip(firsts, lasts, records, strict=True):
                self.add(int.from_bytes(first, "big"), int.from_bytes(last, "big"), record)
        else:
            self.add(int.from_bytes(firsts[0], "big"), int.from_bytes(lasts[0], "big"), records[0])
            self._put_all(firsts[1:], records[1:])
            self._next = self._end = int.from_bytes(lasts[-1], "big") + 1
            self.rows += len(records) - 1

    def finish(self) -> None:
        last = (1 << self.bits) - 1
        if self._next <= last:
            self._put_gap(last)
        self._flush(1 << 32)
        self._finish_pages()
        self.spools["firsts"].write(array("I", [self._written]))
        for spool in self.spools.values():
            spool.finish()

    @abstractmethod
    def _write_rows(self, keys: "array[int]", records: "array[int]") -> None:
        """Write the keys of rows, and what they say."""

    @abstractmethod
    def _write_pages(self, cell: int, keys: "array[int]", records: "array[int]") -> None:
        """Write what the fast look-up needs of a cell, given its rows; of the cells before, that have none,
        also."""

    @abstractmethod
    def _finish_pages(self) -> None:
        """Write what is left of the pages."""

    def _put_gap(self, last: int) -> None:
        """Rows up to an address of which nothing is known, by the reasons."""
        for begin, end, reason in self.special:
            if self._next <= end and begin <= last:
                if self._next < begin:
                    self._put(self._next, NUMBERS[UNKNOWN])
                self._put(max(self._next, begin), NUMBERS[reason])
                self._next = end + 1
        if self._next <= last:
            self._put(self._next, NUMBERS[UNKNOWN])

    def _put(self, first: int, record: int) -> None:
        self._keys.append(first)
        self._records.append(record)
        self._flush_full()

    @abstractmethod
    def _put_all(self, firsts: Sequence[bytes], records: Sequence[int]) -> None:
        """Put many, each first address as big-endian bytes."""

    def _put_keys(self, keys: "array[int]", records: Sequence[int]) -> None:
        self._keys.extend(keys)
        self._records.extend(records)
        self._flush_full()

    def _flush_full(self) -> None:
        if len(self._keys) >= FULL:
            self._flush(self._keys[-1] >> self.key_bits)

    def _flush(self, until: int) -> None:
        """Write the rows of all cells before `until`."""
        keys, records, bits = self._keys, self._records, self.key_bits
        if keys and keys[0] >> bits >= until:
            return
        lows = lowest(keys, self.low)
        cells, firsts = array("I"), array("I")
        place = 0
        while place < len(keys) and (cell := keys[place] >> bits) < until:
            behind = bisect_left(keys, (cell + 1) << bits, place)
            cells.append(cell)
            firsts.append(self._written)
            self._write_pages(cell, lows[place:behind], records[place:behind])
            self._record = records[behind - 1]
            self._written += behind - place
            place = behind
        self.spools["cells"].write(cells)
        self.spools["firsts"].write(firsts)
        self._write_rows(lows[:place], records[:place])
        del keys[:place], records[:place]


class TableWriter4(TableWriter):
    """Writes a `Table4`."""

    special = ranges(SPECIAL4)
    bits = 32
    key_bits = 16
    number = "I"
    low = "H"
    kinds: ClassVar[dict[str, Kind]] = {"keys": "H", "records": "I", "places": "i"}

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.spools["records"].write(array("I", [0]))
        self.spools["pages"].write(array("i", [0]))
        self._cell = 0

    def _put_all(self, firsts: Sequence[bytes], records: Sequence[int]) -> None:
        self._put_keys(numbers("I", firsts), records)

    def _write_rows(self, keys: "array[int]", records: "array[int]") -> None:
        self.spools["keys"].write(keys)
        self.spools["records"].write(records)

    def _write_pages(self, cell: int, keys: "array[int]", records: "array[int]") -> None:
        self._write_uniform(cell)
        page = list[int]()
        said, row = self._record, self._written
        for key, record in zip(keys, records, strict=True):
            if key >> 8 >= len(page):
                page += [said] * ((key >> 8) - len(page))
                if key & 0xFF:
                    page.append(-row)
            said = record
            row += 1
        page += [said] * (PAGE - len(page))
        self._add_page(page)
        self._cell = cell + 1

    def _finish_pages(self) -> None:
        self._write_uniform(FULL)

    def _write_uniform(self, until: int) -> None:
        """Write the cells in which no row begins."""
        self.spools["places"].write(array("i", [self._record]) * (until - self._cell))

    def _add_page(self, page: list[int]) -> None:
        if page[0] > 0 and page.count(page[0]) == PAGE:
            self.spools["places"].write(array("i", page[:1]))
        else:
            self.spools["places"].write(array("i", [-self.spools["pages"].items]))
            self.spools["pages"].write(array("i", page))


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
