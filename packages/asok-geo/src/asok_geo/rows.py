"""From lines to rows.

Plain rows are read many at once, a column at a time. The addresses are read for every row, what it says only
where it was not said before: the text behind the addresses is the key under which the number of a record is
remembered.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import NamedTuple, Protocol

from asok_geo.errors import RowError
from asok_geo.layouts import Layout
from asok_geo.sources import Part
from asok_geo.spans import Spans, network, networks, span, spans

CHUNK = 1 << 16
# So many lines are tried at once where a line of the chunk is not plain.
FEW = 16

Values = Mapping[str, str]


class Sink(Protocol):
    """Takes rows: first and last address, and the number of a record."""

    def add(self, first: int, last: int, record: int) -> None: ...

    def extend(self, firsts: Sequence[bytes], lasts: Sequence[bytes], records: Sequence[int]) -> None:
        """Take rows whose addresses are big-endian bytes."""
        ...


class Sinks(NamedTuple):
    """Where the rows of the two families go."""

    v4: Sink
    v6: Sink


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
        plain = layout.order is None
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
        """Lines that begin with their addresses: all at once; else few at once, else each by itself."""
        try:
            ranges, records = self._columns(lines)
        except (ValueError, LookupError, OSError, csv.Error):
            if len(lines) == 1:
                self._read_line(before + 1, lines[0])
            else:
                size = FEW if len(lines) > FEW else 1
                for start in range(0, len(lines), size):
                    self._read_plain(lines[start : start + size], before + start)
        else:
            (self._sinks.v4 if len(ranges.firsts[0]) == 4 else self._sinks.v6).extend(*ranges, records)

    def _columns(self, lines: list[str]) -> tuple[Spans, list[int]]:
        """The ranges and the records of lines that are as plain as most are. Raises for others."""
        quoted = lines[0].startswith('"')
        separator = f'"{self._layout.delimiter}"' if quoted else self._layout.delimiter
        firsts, lasts, tails = list[str](), list[str](), list[str]()
        if self._layout.cidr:
            for line in lines:
                first, tail = line.split(separator, 1)
                firsts.append(first)
                tails.append(tail)
        else:
            for line in lines:
                first, last, tail = line.split(separator, 2)
                firsts.append(first)
                lasts.append(last)
                tails.append(tail)
        if quoted:
            firsts = [first[1:] if first.startswith('"') else "" for first in firsts]
            tails = [f'"{tail}' for tail in tails]
        return networks(firsts) if self._layout.cidr else spans(firsts, lasts), self._numbers(tails)

    def _numbers(self, tails: list[str]) -> list[int]:
        """The records of what lines say behind the addresses."""
        if fresh := list(dict.fromkeys(filterfalse(self._known.__contains__, tails))):
            self._learn(fresh)
        return list(map(self._known.__getitem__, tails))

    def _learn(self, tails: list[str]) -> None:
        """Number what was not said before."""
        rows = list(self._layout.rows(tails))
        # A quote that stays open takes the next line, too.
        if len(rows) != len(tails) or any(len(cells) != len(self._layout.columns) for cells in rows):
            raise ValueError
        for tail, cells in zip(tails, rows, strict=True):
            self._known[tail] = self._records.number(self._layout.values(cells))

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
                record = self._known[key] = self._records.number(self._layout.values(rest))
        except (ValueError, OSError, csv.Error) as error:
            report(self._part, number, error, self._skipped)
        else:
            (self._sinks.v4 if version == 4 else self._sinks.v6).add(low, high, record)

    def _cells(self, line: str) -> list[str]:
        cells = next(self._layout.rows([line]))
        expected = self._layout.width + len(self._layout.columns)
        if len(cells) != expected:
            raise ValueError(f"{len(cells)} columns instead of {expected}")
        return [cells[place] for place in self._layout.order] if self._layout.order else cells


def report(part: Part, number: int, error: Exception, skipped: Skipped | None) -> None:
    """Raise a `RowError` for a bad row, or count it."""
    text = "is no UTF-8" if isinstance(error, UnicodeError) else str(error)
    problem = RowError(str(part), number, text.encode("utf-8", "backslashreplace").decode())
    if skipped is None:
        raise problem from error
    skipped.add(problem)
