"""What rows say: each different saying is stored once, as a record.

    records   24 bytes each: where its text begins (u32), how long it is (u16), its country (u16), latitude, longitude (f64)
    text      the text fields of a record, in the order of the head's `fields`, separated by zeros

Record 0 is the gap. A missing text is empty, a missing number NaN, a missing country the first one.
"""

import struct
from collections.abc import Callable
from typing import Any, Final

from asok_geo.addresses import Network
from asok_geo.index import IndexFile
from asok_geo.location import Fields

RECORD: Final = struct.Struct("<IHHdd")
CACHED: Final = 16_384


class Records(dict[int, Fields | None]):
    """Records that were read, by their number; a bounded number is kept."""

    def __init__(self, index: IndexFile) -> None:
        super().__init__()
        self._records = index.section("records")
        self._text = index.section("text")
        self._countries = index.head.countries
        self._names = index.head.fields
        self._numbers = [(name, NUMBERS[name]) for name in self._names if name in NUMBERS]

    def read(self, number: int) -> Fields:
        """A record's fields, kept for the next look-up."""
        start = number * RECORD.size
        self._records.load(start, start + RECORD.size)
        offset, size, country, lat, lon = RECORD.unpack_from(self._records.view, start)
        self._text.load(offset, offset + size)
        texts = str(self._text.view[offset : offset + size], "utf-8").split("\0")
        code, name = self._countries[country]
        fields: Fields = {
            "city": None,
            "country": name,
            "country_code": code,
            "lat": lat if lat == lat else None,
            "lon": lon if lon == lon else None,
        }
        for key, text in zip(self._names, texts, strict=True):
            fields[key] = text or None
        for key, convert in self._numbers:
            fields[key] = convert(fields[key]) if fields[key] else None
        fields["reason"] = None
        if len(self) >= CACHED:
            self.clear()
        self[number] = fields
        return fields


NUMBERS: dict[str, Callable[[str], Any]] = {
    "accuracy": int,
    "asn": int,
    "is_eu": "1".__eq__,
}
