"""What rows say: each different saying is stored once, as a record.

    the country's number (u16), lengths of the city and of the rest (u16), latitude and longitude (f64),
    the city, and the rest: a zero and the text of each other field, in the order of the head's `fields`

A record's number is where it begins, so that one place in memory holds all that a look-up reads. A missing
text is empty, a missing number NaN. The first records are no places but the reasons why there is none; their
countries, from 1, stand for that. Before them is nothing: no record has the number 0.

No record has country 0, and none crosses a block's end that could begin behind it: so a block that is not in
memory is known by the zeros in a record's place.
"""

import struct
from collections.abc import Callable
from typing import Any, Final

from asok_geo.addresses import PRIVATE, RESERVED, UNKNOWN
from asok_geo.index import IndexFile
from asok_geo.location import Fields, Origin, Said

RECORD: Final = struct.Struct("<HHHdd")
REASONS: Final = (UNKNOWN, PRIVATE, RESERVED)
# Not the number of a record: a row that has it, or more, is left to the look-up that takes its time.
INSIDE: Final = 1 << 31


class Records:
    """The records of an open index, by their number."""

    def __init__(self, index: IndexFile) -> None:
        self._records = index.section("records")
        self._view, self._bytes = self._records.view, self._records.memory
        self._countries: list[tuple[str | None, str | None, str | None]] = [
            (None, None, None),
            *((None, None, reason) for reason in REASONS),
            *((name, code, None) for code, name in index.head.countries),
        ]
        self._more = index.head.fields[1:]

    def said(self, number: int, origin: Origin) -> Said:
        """What most people ask for. Raises `IndexDamagedError`."""
        country, size, _, lat, lon = unpack(self._view, number)
        if not country:
            country, size, _, lat, lon = self._load(number)
        text = number + WIDTH
        city = self._bytes[text : text + size].decode() or None
        name, code, reason = self._countries[country]
        at = lat if lat == lat else None, lon if lon == lon else None
        return city, name, code, *at, reason, number, origin

    def more(self, number: int) -> Fields:
        """What else a record says; with 0, the same of no record. Only of what `said` was asked for."""
        if number <= LAST_REASON:
            return dict.fromkeys(self._more)
        _, size, rest, _, _ = unpack(self._view, number)
        start = number + WIDTH + size
        texts = self._bytes[start : start + rest].decode().split("\0")[1:]
        return {
            name: TYPES.get(name, str)(text) if text else None
            for name, text in zip(self._more, texts, strict=True)
        }

    def _load(self, number: int) -> tuple[int, int, int, float, float]:
        """Load a record's block, and the next ones if it is long. What is in its place then."""
        self._records.load(number, number + WIDTH)
        _, size, rest, _, _ = unpack(self._view, number)
        self._records.load(number, number + WIDTH + size + rest)
        return unpack(self._view, number)


unpack = RECORD.unpack_from
WIDTH: Final = RECORD.size
FIRST_COUNTRY: Final = 1 + len(REASONS)
NUMBERS: Final = {reason: place * WIDTH for place, reason in enumerate(REASONS, 1)}
LAST_REASON: Final = len(REASONS) * WIDTH

TYPES: dict[str, Callable[[str], Any]] = {
    "accuracy": int,
    "asn": int,
    "is_eu": "1".__eq__,
}
