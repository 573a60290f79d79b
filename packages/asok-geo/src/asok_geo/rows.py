"""From lines to rows.

A row's addresses are read for every row, what it says only where it was not said before: the text behind the
addresses is the key under which the number of a record is remembered.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from socket import AF_INET, AF_INET6, inet_pton
from typing import NamedTuple, Protocol

from asok_geo.addresses import LOW32, MAPPED
from asok_geo.errors import RowError
from asok_geo.layouts import Layout
from asok_geo.sources import Part

CHUNK = 1 << 19

Values = Mapping[str, str]
Add = Callable[[int, int, int], None]


class Sinks(NamedTuple):
    """Where the rows of the two families go."""

    v4: Add
    v6: Add


class Numbering(Protocol):
    def number(self, values: Values) -> int:
        """The number of a record with these values, 0 if they say nothing. Raises `ValueError`."""
        ...


@dataclass
class Skipped:
    """The bad rows that were left out: how many, and the first messages."""

    count: int = 0
    messages: list[str] = field(default_factory=list[str])

    def add(self, error: RowError) -> None:
        self.count += 1
        if len(self.messages) < 100:
            self.messages.append(str(error))


class RowReader:
    """Reads one file. Bad rows raise `RowError`, or are counted in `skipped` if there is one."""

    def __init__(
        self, part: Part, layout: Layout, records: Numbering, sinks: Sinks, skipped: Skipped | None
    ) -> None:
        self._part = part
        self._layout = layout
        self._records = records
        self._sinks = sinks
        self._skipped = skipped
        self._known: dict[str, int] = {}

    def read(self, tick: Callable[[int, int], None]) -> None:
        """Read all rows; `tick` is told after each chunk its number of lines, and how many bytes are done."""
        layout = self._layout
        plain = layout.order is None and not layout.cidr
        with self._part.open() as text:
            before = 0
            for _ in range(layout.header):
                text.lines.readline()
                before += 1
            while lines := text.lines.readlines(CHUNK):
                if plain:
                    self._read_plain(lines, before)
                else:
                    self._read_any(lines, before)
                before += len(lines)
                tick(len(lines), text.done())

    def _read_plain(self, lines: list[str], before: int) -> None:
        """Lines that begin with two addresses, the quick way; `_read_line` takes what does not fit."""
        known, (v4, v6) = self._known, self._sinks
        quoted = lines[0].startswith('"')
        separator = f'"{self._layout.delimiter}"' if quoted else self._layout.delimiter
        for number, line in enumerate(lines, before + 1):
            try:
                first, last, tail = line.split(separator, 2)
                if quoted:
                    first, tail = first[1:], '"' + tail
                record = known.get(tail)
                if record is None:
                    record = known[tail] = self._learn(tail)
                if ":" in first:
                    low, high = ipv6(first), ipv6(last)
                    if low <= high and low >> 32 != MAPPED >> 32:
                        v6(low, high, record)
                        continue
                elif "." in first:
                    low, high = ipv4(first), ipv4(last)
                    if low <= high:
                        v4(low, high, record)
                        continue
                self._read_line(number, line)
            except (ValueError, OSError, csv.Error):
                self._read_line(number, line)

    def _read_any(self, lines: list[str], before: int) -> None:
        for number, line in enumerate(lines, before + 1):
            self._read_line(number, line)

    def _read_line(self, number: int, line: str) -> None:
        if not line.strip() or line.startswith("#"):
            return
        try:
            cells = self._cells(line)
            width = self._layout.width
            low, high, version = network(cells[0]) if width == 1 else span(cells[0], cells[1])
            rest = cells[width:]
            key = "\0".join(rest)
            record = self._known.get(key)
            if record is None:
                record = self._known[key] = self._records.number(self._values(rest))
        except (ValueError, OSError, csv.Error) as error:
            self._bad(number, error)
        else:
            (self._sinks.v4 if version == 4 else self._sinks.v6)(low, high, record)

    def _learn(self, tail: str) -> int:
        cells = next(csv.reader([tail], **self._layout.dialect))
        if len(cells) != len(self._layout.columns):
            raise ValueError
        return self._records.number(self._values(cells))

    def _cells(self, line: str) -> list[str]:
        cells = next(csv.reader([line], **self._layout.dialect))
        expected = self._layout.width + len(self._layout.columns)
        if len(cells) != expected:
            raise ValueError(f"{len(cells)} columns instead of {expected}")
        return [cells[place] for place in self._layout.order] if self._layout.order else cells

    def _values(self, cells: list[str]) -> Values:
        return {column: cell for column, cell in zip(self._layout.columns, cells, strict=True) if column}

    def _bad(self, number: int, error: Exception) -> None:
        text = "is no UTF-8" if isinstance(error, UnicodeError) else str(error)
        problem = RowError(str(self._part), number, text.encode("utf-8", "backslashreplace").decode())
        if self._skipped is None:
            raise problem from error
        self._skipped.add(problem)


def ipv4(text: str) -> int:
    return int.from_bytes(inet_pton(AF_INET, text), "big")


def ipv6(text: str) -> int:
    return int.from_bytes(inet_pton(AF_INET6, text), "big")


def span(first: str, last: str) -> tuple[int, int, int]:
    """A range's numbers and family. IPv4-mapped ranges, as in IP2Location's IPv6 files, are IPv4."""
    (low, v6), (high, high6) = address(first), address(last)
    v6 = v6 or (high6 and is_digits(last))
    if v6 != high6:
        raise ValueError(f"{first} and {last} are not of one family")
    if high < low:
        raise ValueError(f"the range {first} to {last} is inverted")
    if v6 and low >> 32 == high >> 32 == MAPPED >> 32:
        return low & LOW32, high & LOW32, 4
    return low, high, 6 if v6 else 4


def network(text: str) -> tuple[int, int, int]:
    """The numbers and the family of a network like 192.0.2.0/24."""
    base, slash, length = text.strip().partition("/")
    low, v6 = address(base)
    bits = 128 if v6 else 32
    if not slash or not is_digits(length) or int(length) > bits:
        raise ValueError(f"{text[:80]!r} is no network")
    size = 1 << (bits - int(length))
    if low & (size - 1):
        raise ValueError(f"{text[:80]!r} has bits set behind its prefix")
    return low, low + size - 1, 6 if v6 else 4


def address(text: str) -> tuple[int, bool]:
    """An address's number and whether it is IPv6. Raises `ValueError`."""
    text = text.strip()
    if is_digits(text):
        number = int(text)
        if number >> 128:
            raise ValueError(f"{text} is beyond all addresses")
        return number, number > LOW32
    try:
        return (ipv6(text), True) if ":" in text else (ipv4(text), False)
    except (OSError, ValueError):
        raise ValueError(f"{text[:80]!r} is no address") from None


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 40
