"""What rows say: each different saying is stored once, as a record.

    the country's number (u16), lengths of the city and of the rest (u16), latitude and longitude (f64),
    the city, and the rest: a zero and the text of each other field, in the order of the head's `fields`

A record's number is where it begins, so that one place in memory holds all that a look-up reads. A missing
text is empty, a missing number NaN. The first records are no places but the reasons why there is none; their
countries, from 1, stand for that.

No record has country 0, and none crosses a block's end that could begin behind it: so a block that is not in
memory is known by the zeros in a record's place.
"""

import struct
from collections.abc import Callable
from typing import Any, Final

from asok_geo.addresses import PRIVATE, RESERVED, UNKNOWN
from asok_geo.index import IndexFile
from asok_geo.location import MORE, Fields

RECORD: Final = struct.Struct("<HHHdd")
# Few, so that they stay in the cache of the processor: to read a record anew costs less than to miss it.
KEPT: Final = 0xFFF
REASONS: Final = (UNKNOWN, PRIVATE, RESERVED)


class Records:
    """The fields of records. `kept` has those read twice lately, with their number, at its lowest bits."""

    def __init__(self, index: IndexFile) -> None:
        self.kept: list[tuple[int, Fields]] = [(-1, {})] * (KEPT + 1)
        self._records = index.section("records")
        self._view, self._bytes = self._records.view, self._records.memory
        self._asked = bytearray(KEPT + 1)
        self._countries: list[tuple[str | None, str | None, str | None]] = [
            (None, None, None),
            *((None, None, reason) for reason in REASONS),
            *((code, name, None) for code, name in index.head.countries),
        ]
        self._more = index.head.fields[1:]

    def fields(self, number: int) -> Fields:
        """A record's fields. Raises `IndexDamagedError`."""
        kept, fields = self.kept[number & KEPT]
        return fields if kept == number else self.read(number)

    def read(self, number: int) -> Fields:
        """A record's fields, kept if they were read lately. Raises `IndexDamagedError`."""
        country: int
        country, size = glance(self._view, number)
        if not country:
            country, size = self._load(number)
        code, name, reason = self._countries[country]
        text = number + WIDTH
        fields: Fields = {
            "city": self._bytes[text : text + size].decode() or None,
            "country": name,
            "country_code": code,
            "reason": reason,
            MORE: number,
        }
        slot, mark = number & KEPT, number >> 12 & 0xFF
        if self._asked[slot] == mark:
            self.kept[slot] = number, fields
        else:
            self._asked[slot] = mark
        return fields

    def more(self, number: int | None) -> Fields:
        """What else a record says; with None, the same of no record."""
        if number is None or number <= LAST_REASON:
            return dict.fromkeys(("lat", "lon", *self._more))
        _, size, rest, lat, lon = unpack(self._view, number)
        fields: Fields = {"lat": lat if lat == lat else None, "lon": lon if lon == lon else None}
        if rest:
            start = number + WIDTH + size
            texts = self._bytes[start : start + rest].decode().split("\0")[1:]
            for name, text in zip(self._more, texts, strict=True):
                fields[name] = TYPES.get(name, str)(text) if text else None
        return fields

    def _load(self, number: int) -> tuple[int, int]:
        """Load a record's block, and the next ones if it is long. What `glance` says of it then."""
        self._records.load(number, number + WIDTH)
        country, size, rest, *_ = unpack(self._view, number)
        self._records.load(number, number + WIDTH + size + rest)
        return country, size


unpack = RECORD.unpack_from
glance = struct.Struct("<HH").unpack_from
WIDTH: Final = RECORD.size
FIRST_COUNTRY: Final = 1 + len(REASONS)
LAST_REASON: Final = (len(REASONS) - 1) * WIDTH

TYPES: dict[str, Callable[[str], Any]] = {
    "accuracy": int,
    "asn": int,
    "is_eu": "1".__eq__,
}
