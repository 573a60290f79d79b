"""What rows say: each different saying is stored once, as a record.

    records   where its text begins (u32), the length of the city (u16) and of the rest (u16), the country's
    number (u16),
              latitude and longitude (f64)
    text      the city, then the other fields in the order of the head's `fields`, separated by zeros

A missing text is empty, a missing number NaN, a missing country the first one. The first records are no
places but the reasons why there is none.
"""

import struct
from collections.abc import Callable
from typing import Any, Final

from asok_geo.addresses import PRIVATE, RESERVED, UNKNOWN
from asok_geo.index import IndexFile
from asok_geo.location import MORE, Fields

RECORD: Final = struct.Struct("<IHHHdd")
# Few, so that they stay in the cache of the processor: to read a record anew costs less than to miss it.
KEPT: Final = 0x3FF
GROUP: Final = 9
REASONS: Final = (UNKNOWN, PRIVATE, RESERVED)


class Records:
    """The fields of records. `kept` has those read lately, with their number, at the number's lowest bits."""

    def __init__(self, index: IndexFile) -> None:
        self.kept: list[tuple[int, Fields]] = [(-1, {})] * (KEPT + 1)
        self._records = index.section("records")
        self._text = index.section("text")
        self._bytes = self._text.memory
        self._count = self._records.items // RECORD.size
        self._loaded = bytearray((self._count >> GROUP) + 1)
        self._countries: list[list[str | None]] = index.head.countries
        self._more = index.head.fields[1:]

    def fields(self, number: int) -> Fields:
        """A record's fields. Raises `IndexDamagedError`."""
        kept, fields = self.kept[number & KEPT]
        return fields if kept == number else self.read(number)

    def read(self, number: int) -> Fields:
        """A record's fields, kept for the next look-up. Raises `IndexDamagedError`."""
        if not self._loaded[number >> GROUP]:
            self._load(number >> GROUP)
        country: int
        offset, size, _, country, lat, lon = unpack(self._records.view, number * WIDTH)
        code, name = self._countries[country]
        fields: Fields = {
            "city": self._bytes[offset : offset + size].decode() or None,
            "country": name,
            "country_code": code,
            "lat": lat if lat == lat else None,
            "lon": lon if lon == lon else None,
            "reason": None if number > LAST_REASON else REASONS[number],
            MORE: number,
        }
        self.kept[number & KEPT] = number, fields
        return fields

    def more(self, number: int | None) -> Fields:
        """What else a record says; with None, the same of no record."""
        if number is None or number <= LAST_REASON:
            return dict.fromkeys(self._more)
        offset, size, rest, *_ = unpack(self._records.view, number * WIDTH)
        texts = self._bytes[offset + size : offset + size + rest].decode().split("\0")[1:]
        return {
            name: TYPES.get(name, str)(text) if text else None
            for name, text in zip(self._more, texts, strict=True)
        }

    def _load(self, group: int) -> None:
        first, last = group << GROUP, min(group + 1 << GROUP, self._count)
        self._records.load(first * WIDTH, last * WIDTH)
        start = unpack(self._records.view, first * WIDTH)[0]
        offset, size, rest, *_ = unpack(self._records.view, (last - 1) * WIDTH)
        self._text.load(start, offset + size + rest)
        self._loaded[group] = 1


unpack = RECORD.unpack_from
WIDTH: Final = RECORD.size
LAST_REASON: Final = len(REASONS) - 1

TYPES: dict[str, Callable[[str], Any]] = {
    "accuracy": int,
    "asn": int,
    "is_eu": "1".__eq__,
}
