"""What rows say: each different saying is stored once, as a record.

    the country's number and the length of the city (u16), latitude and longitude (f64), the city, and the
    rest: a zero and the text of each other field, in the order of the head's `fields`, up to the last that
    has one

`ends[number]` is where a record ends and the next one begins. A missing text is empty, a missing number NaN.
The first records are no places but the reasons why there is none; their countries, from 1, stand for that.
Before them is nothing: no record has the number 0.
"""

import struct
from collections.abc import Callable
from itertools import zip_longest
from typing import Any, Final

from asok_geo.addresses import PRIVATE, RESERVED, UNKNOWN
from asok_geo.index import IndexFile
from asok_geo.location import Fields, Origin, Said

RECORD: Final = struct.Struct("<HHdd")
REASONS: Final = (UNKNOWN, PRIVATE, RESERVED)
# Not the number of a record: a row that has it, or more, is left to the look-up that takes its time.
INSIDE: Final = 1 << 31


class Records:
    """The records of an open index, by their number."""

    def __init__(self, index: IndexFile) -> None:
        self._records = index.section("records")
        self._bytes = self._records.memory
        self._ends = index.section("ends")
        self._countries: list[tuple[str | None, str | None, str | None]] = [
            (None, None, None),
            *((None, None, reason) for reason in REASONS),
            *((name, code, None) for code, name in index.head.countries),
        ]
        self._more = index.head.fields[1:]

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return self._ends.items

    def said(self, number: int, origin: Origin) -> Said:
        """What most people ask for. Raises `IndexDamagedError`."""
        start, end = self._place(number)
        self._records.load(start, end)
        country, size, lat, lon = unpack(self._bytes, start)
        text = start + WIDTH
        city = self._bytes[text : text + size].decode() or None
        name, code, reason = self._countries[country]
        # What is not a number is not equal to itself.
        return city, name, code, lat if lat == lat else None, lon if lon == lon else None, reason, origin

    def more(self, number: int) -> Fields:
        """What else a record says; with 0, the same of no record. Only of what `said` was asked for."""
        if number <= LAST_REASON:
            return dict.fromkeys(self._more)
        start, end = self._place(number)
        _, size, _, _ = unpack(self._bytes, start)
        texts = self._bytes[start + WIDTH + size : end].decode().split("\0")[1:]
        return {
            name: TYPES.get(name, str)(text) if text else None
            for name, text in zip_longest(self._more, texts, fillvalue="")
        }

    def _place(self, number: int) -> tuple[int, int]:
        """Where a record begins and ends."""
        self._ends.load(number - 1, number + 1)
        return self._ends.view[number - 1], self._ends.view[number]


unpack = RECORD.unpack_from
WIDTH: Final = RECORD.size
FIRST_COUNTRY: Final = 1 + len(REASONS)
NUMBERS: Final = {reason: number for number, reason in enumerate(REASONS, 1)}
LAST_REASON: Final = len(REASONS)

TYPES: dict[str, Callable[[str], Any]] = {
    "accuracy": int,
    "asn": int,
    "is_eu": "1".__eq__,
}
