"""The tables of an index while it is built."""

import sys
from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar

from asok_geo.addresses import UNKNOWN
from asok_geo.records import NUMBERS
from asok_geo.sections import Kind
from asok_geo.spool import Spool

# So many rows are written at a time.
FULL = 1 << 16


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
