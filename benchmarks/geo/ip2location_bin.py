"""An IP2Location DB5 .BIN of the IPv4 rows of city.csv, for IP2Location's reader has none of its own.

A head of 64 bytes; the strings in Latin-1, each behind its length; for each /16 the first and last row that
a search has to look at; and the rows: the first address, where the country, region and city are, latitude and
longitude as f32. A row ends where the next begins. Places of tables count from 1, those of strings from 0.
"""

import csv
import struct
from array import array
from collections.abc import Iterator
from ipaddress import IPv4Address
from pathlib import Path

from asok_geo.countries import name_of

ROW = struct.Struct("<IIIIff")
HEAD = struct.Struct("<BBBBBIIIIIIBBB")
STRINGS = 64
END = (1 << 32) - 1


def write_bin(city: Path, target: Path) -> None:
    strings = Strings()
    rows, firsts = bytearray(), array("I")
    for first, code, region, name, lat, lon in filled(city):
        places = strings.country(code), strings.place(region), strings.place(name)
        rows += ROW.pack(first, *places, lat, lon)
        firsts.append(first)
    rows += ROW.pack(END, 0, 0, 0, 0, 0)
    index = STRINGS + len(strings.data)
    base = index + (8 << 16)
    head = HEAD.pack(5, 6, 26, 1, 1, len(firsts), base + 1, 0, 0, index + 1, 0, 1, 0, 0)
    with target.open("wb") as file:
        file.write(head.ljust(STRINGS, b"\0") + strings.data)
        file.write(array("I", spans(firsts)).tobytes())
        file.write(rows)


class Strings:
    """Text, each once."""

    def __init__(self) -> None:
        self.data = bytearray()
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self._add(text, text)

    def country(self, code: str) -> int:
        """The code, and behind it the name."""
        return self._add(f"country {code}", code.ljust(2, "-"), name_of(code) or "-")

    def _add(self, key: str, *texts: str) -> int:
        if key not in self._places:
            self._places[key] = STRINGS + len(self.data)
            for text in texts:
                encoded = text.encode("latin-1", "replace")[:255]
                self.data += bytes([len(encoded)]) + encoded
        return self._places[key]


def filled(city: Path) -> Iterator[tuple[int, str, str, str, float, float]]:
    """The rows, and one that says nothing for each gap."""
    begun = 0
    with city.open(newline="") as file:
        for row in csv.reader(file):
            if ":" in row[0]:
                break
            first, last = int(IPv4Address(row[0])), int(IPv4Address(row[1]))
            if begun < first:
                yield begun, "-", "-", "-", 0.0, 0.0
            yield first, row[2], row[3], row[5], float(row[7]), float(row[8])
            begun = last + 1
    if begun < END:
        yield begun, "-", "-", "-", 0.0, 0.0


def spans(firsts: "array[int]") -> Iterator[int]:
    row = 0
    for cell in range(1 << 16):
        while row + 1 < len(firsts) and firsts[row + 1] <= cell << 16:
            row += 1
        last = row
        while last + 1 < len(firsts) and firsts[last + 1] < (cell + 1) << 16:
            last += 1
        yield from (row, last)
        row = last
