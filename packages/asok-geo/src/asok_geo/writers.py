"""The index while it is built: the rows of a family as its table, sayings as records."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from asok_geo.addresses import SPECIAL4, SPECIAL6
from asok_geo.countries import NAMES, code_of, name_of
from asok_geo.layouts import EMPTY
from asok_geo.records import FIRST_COUNTRY, REASONS, RECORD
from asok_geo.sections import BLOCK, Kind
from asok_geo.spool import Spool
from asok_geo.table import INSIDE, PAGE, V4_SHIFT, V6_SHIFT

FULL = 1 << 16
# A cell in which so many rows begin has a page.
DENSE4 = 4
DENSE6 = 16
LOW64 = (1 << 64) - 1


class UnsortedError(Exception):
    """A row begins before the one ahead of it ends."""


class TableWriter:
    """Writes the sections of a `Table` from rows in order."""

    def __init__(self, folder: Path, v6: bool) -> None:
        kinds: dict[str, Kind] = {"cells": "I", "firsts": "I", "keys": "Q" if v6 else "H", "records": "I"}
        kinds |= {"paged": "I", "places": "I", "pages": "I"}
        if v6:
            kinds |= {"rest_rows": "I", "rests": "Q"}
        self.spools = {name: Spool(folder, kind) for name, kind in kinds.items()}
        self.spools["records"].write(array("I", [0]))
        self._pages = 0
        self._uniform: dict[int, int] = {}
        self._open_cell = 0
        self._add_page([0 if v6 else INSIDE] * PAGE)
        self.rows = 0
        self._v6 = v6
        self._next = self._end = 0
        self._last = (1 << (128 if v6 else 32)) - 1
        self._shift = V6_SHIFT - 64 if v6 else V4_SHIFT
        self._written = 0
        self._record = 0
        self._keys = array("Q" if v6 else "I")
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

    def finish(self) -> None:
        if self._next <= self._last:
            self._put_gap(self._last)
        self._flush(1 << 32)
        if not self._v6:
            self._write_uniform(1 << 16)
        self.spools["firsts"].write(array("I", [self._written]))
        for spool in self.spools.values():
            spool.finish()

    def _put_gap(self, last: int) -> None:
        """Rows up to an address of which nothing is known, by the reasons."""
        for begin, end, number in SPECIAL[self._v6]:
            if self._next <= end and begin <= last:
                if self._next < begin:
                    self._put(self._next, 0)
                self._put(max(self._next, begin), number)
                self._next = end + 1
        if self._next <= last:
            self._put(self._next, 0)

    def _put(self, first: int, record: int) -> None:
        if self._v6:
            if first & LOW64:
                self.spools["rest_rows"].write(array("I", [self._written + len(self._keys) + 1]))
                self.spools["rests"].write(array("Q", [first & LOW64]))
                record |= INSIDE
            first >>= 64
        self._keys.append(first)
        self._records.append(record)
        if len(self._keys) >= FULL:
            self._flush(self._keys[-1] >> self._shift)

    def _flush(self, until: int) -> None:
        """Write the rows of all cells before `until`."""
        keys, records = self._keys, self._records
        cells, firsts = array("I"), array("I")
        place = 0
        while place < len(keys) and (cell := keys[place] >> self._shift) < until:
            cells.append(cell)
            firsts.append(self._written + place)
            behind = bisect_left(keys, (cell + 1) << self._shift, place)
            if self._v6:
                self._write_page6(cell, place, behind)
            else:
                self._write_pages4(cell, place, behind)
            self._record = records[behind - 1]
            place = behind
        self.spools["cells"].write(cells)
        self.spools["firsts"].write(firsts)
        self.spools["keys"].write(
            keys[:place] if self._v6 else array("H", [key & 0xFFFF for key in keys[:place]])
        )
        self.spools["records"].write(records[:place])
        self._written += place
        del keys[:place], records[:place]

    def _write_page6(self, cell: int, place: int, behind: int) -> None:
        """Where the rows of each /30 of a cell begin, and where the last of them end."""
        if behind - place < DENSE6:
            return
        keys = self._keys
        page = [bisect_left(keys, (cell << 8 | part) << 34, place, behind) for part in range(PAGE + 1)]
        self._page_of(cell, self._add_page([self._written + each for each in page]))

    def _write_pages4(self, cell: int, place: int, behind: int) -> None:
        """What each /24 of a cell says; also of the cells before that have no row."""
        self._write_uniform(cell)
        self._open_cell = cell + 1
        if behind - place < DENSE4:
            return
        page = [self._record] * PAGE
        starts = [key & 0xFFFF for key in self._keys[place:behind]]
        for start, end, record in zip(starts, [*starts[1:], FULL], self._records[place:behind], strict=True):
            first, last = (start + 0xFF) >> 8, end >> 8
            page[first:last] = [record] * (last - first)
            if start & 0xFF:
                page[start >> 8] = INSIDE
        self._page_of(cell, self._add_page(page))

    def _write_uniform(self, until: int) -> None:
        """Give the cells in which no row begins one page for each thing that they say."""
        count = until - self._open_cell
        if count > 0:
            if self._record not in self._uniform:
                self._uniform[self._record] = self._add_page([self._record] * PAGE)
            self.spools["paged"].write(array("I", range(self._open_cell, until)))
            self.spools["places"].write(array("I", [self._uniform[self._record]]) * count)

    def _page_of(self, cell: int, place: int) -> None:
        self.spools["paged"].write(array("I", [cell]))
        self.spools["places"].write(array("I", [place]))

    def _add_page(self, page: list[int]) -> int:
        """Where the page begins."""
        self.spools["pages"].write(array("I", page))
        self._pages += len(page)
        return self._pages - len(page)


class RecordWriter:
    """Numbers what rows say, and writes it once."""

    def __init__(self, folder: Path, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self.countries: dict[tuple[str | None, str | None], int] = {}
        self.spools = {"records": Spool(folder, "B")}
        self.count = 0
        self._records = bytearray(
            b"".join(RECORD.pack(country, 0, 0, math.nan, math.nan) for country in range(1, FIRST_COUNTRY))
        )

    def number(self, values: Mapping[str, str]) -> int:
        """The number of a new record, 0 if it says nothing. Raises `ValueError` for a bad value."""
        if values.get("asn") in UNROUTED:
            values = {**values, "organisation": ""}
        code, name = country_of(values)
        lat, lon = coordinate(values, "lat", 90), coordinate(values, "lon", 180)
        texts = [value(values, field) for field in self.fields]
        if code is None and name is None and not any(texts) and (math.isnan(lat) or lat == lon == 0):
            return 0
        city, rest = texts[0].encode(), "".join(f"\0{text}" for text in texts[1:]).encode()
        if max(len(city), len(rest)) > 0xFFFF:
            raise ValueError("a value is too long")
        country = self.countries.setdefault((code, name), FIRST_COUNTRY + len(self.countries))
        if country > 0xFFFF:
            raise ValueError("too many different countries")
        record = RECORD.pack(country, len(city), len(rest), lat, lon) + city + rest
        number = self.spools["records"].items + len(self._records)
        if -number % BLOCK < len(record):
            self._records += bytes(-number % BLOCK)
            number += -number % BLOCK
        if number >= INSIDE:
            raise ValueError("too many different values")
        self._records += record
        self.count += 1
        if len(self._records) > FULL:
            self._flush()
        return number

    def finish(self) -> None:
        self._flush()
        self.spools["records"].finish()

    def _flush(self) -> None:
        self.spools["records"].write(bytes(self._records))
        self._records.clear()


def country_of(values: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Code and English name, each from the other where the file has only one."""
    code, name = value(values, "country_code").upper(), value(values, "country")
    if name in NAMES or (len(name) == 2 and name.isupper()):
        code, name = code or name, ""
    if code in {"ZZ", "XX"}:
        code = ""
    return code or code_of(name) or None, name or name_of(code) or None


def value(values: Mapping[str, str], field: str) -> str:
    """A value without what stands for none. Raises `ValueError` if it is no UTF-8, or not of its kind."""
    text = values.get(field, "").strip()
    if text in EMPTY:
        return ""
    text.encode()
    if "\0" in text:
        raise ValueError(f"the {field} holds a zero byte")
    return NORMAL[field](text) if field in NORMAL else text


def coordinate(values: Mapping[str, str], field: str, limit: int) -> float:
    text = value(values, field)
    if not text:
        return math.nan
    number = float(text)
    if "_" in text or not abs(number) <= limit:
        raise ValueError(f"the {field} {text!r} is outside -{limit}..{limit}")
    return number


def whole(text: str) -> str:
    """A number of digits, without what stands before it in `AS64496`."""
    digits = text.upper().removeprefix("AS")
    if not digits.isdecimal() or not digits.isascii():
        raise ValueError(f"{text[:50]!r} is no number")
    return str(int(digits)) if int(digits) else ""


def truth(text: str) -> str:
    if text.lower() not in {"0", "1", "true", "false"}:
        raise ValueError(f"{text[:50]!r} is neither 0 nor 1")
    return "1" if text.lower() in {"1", "true"} else "0"


# RFC 7607: AS 0 is nobody's; beside it files write "Not routed".
UNROUTED = {"0", "AS0"}

NORMAL = {"asn": whole, "accuracy": whole, "is_eu": truth}

SPECIAL = {
    v6: [
        (int(ip_address(first)), int(ip_address(last)), REASONS.index(reason) * RECORD.size)
        for first, last, reason in special
    ]
    for v6, special in ((False, SPECIAL4), (True, SPECIAL6))
}
