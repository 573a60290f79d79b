"""What rows say while the index is built: each different saying as one record."""

import math
from array import array
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from asok_geo.countries import NAMES, code_of, name_of
from asok_geo.records import FIRST_COUNTRY, INSIDE, RECORD
from asok_geo.spool import Spool

BUFFER = 1 << 16

Country = tuple[str | None, str | None]
NO_COUNTRY: Country = (None, None)


class RecordWriter:
    """Numbers what rows say, and writes it once."""

    def __init__(self, folder: Path, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self.countries: dict[Country, int] = {}
        self.spools = {"records": Spool(folder, "B"), "ends": Spool(folder, "I")}
        self.count = 0
        self._normal = [(place, NORMAL[field]) for place, field in enumerate(fields) if field in NORMAL]
        self._country_of = lru_cache(1024)(country_of)
        self._records = bytearray()
        self._ends = array("I", [0])
        self._end = 0
        for country in range(1, FIRST_COUNTRY):
            self._add(RECORD.pack(country, 0, math.nan, math.nan))

    def number(self, values: Mapping[str, str]) -> int:
        """The number of a new record, 0 if it says nothing. Raises `ValueError` for a bad value."""
        check(values)
        # RFC 7607: AS 0 is nobody's; beside it files write "Not routed".
        if "asn" in values and not as_number(values["asn"]):
            values = {**values, "organisation": ""}
        pair = self._country_of(values.get("country_code", ""), values.get("country", ""))
        lat, lon = coordinate(values, "lat", 90), coordinate(values, "lon", 180)
        texts = [values.get(field, "") for field in self.fields]
        for place, normal in self._normal:
            if texts[place]:
                texts[place] = normal(texts[place])
        if pair == NO_COUNTRY and not any(texts) and (math.isnan(lat) or lat == lon == 0):
            return 0
        text, size = "\0".join(texts).rstrip("\0").encode(), len(texts[0].encode())
        if max(size, len(text) - size) > 0xFFFF:
            raise ValueError("a value is too long")
        country = self.countries.setdefault(pair, FIRST_COUNTRY + len(self.countries))
        if country > 0xFFFF:
            raise ValueError("too many different countries")
        self.count += 1
        return self._add(RECORD.pack(country, size, lat, lon) + text)

    def finish(self) -> None:
        self._flush()
        for spool in self.spools.values():
            spool.finish()

    def _add(self, record: bytes) -> int:
        """The number of a record that is added."""
        number = self.spools["ends"].items + len(self._ends)
        self._end += len(record)
        if self._end >= INSIDE:
            raise ValueError("too many different values")
        self._records += record
        self._ends.append(self._end)
        if len(self._records) > BUFFER:
            self._flush()
        return number

    def _flush(self) -> None:
        self.spools["records"].write(bytes(self._records))
        self.spools["ends"].write(self._ends)
        self._records.clear()
        del self._ends[:]


def check(values: Mapping[str, str]) -> None:
    """Raises `ValueError` for what is no UTF-8, or holds a zero byte."""
    whole = "".join(values.values())
    whole.encode()
    if "\0" in whole:
        field = next(field for field, text in values.items() if "\0" in text)
        raise ValueError(f"the {field} holds a zero byte")


def country_of(code: str, name: str) -> Country:
    """Code and English name, each from the other where the file has only one."""
    code = code.upper()
    if len(name) == 2 and (name.isupper() or name.upper() in NAMES):
        code, name = code or name.upper(), ""
    code = assigned(code)
    if code not in NAMES:
        code = code_of(code) or code  # UK
    return code or code_of(name) or None, name or name_of(code) or None


def coordinate(values: Mapping[str, str], field: str, limit: int) -> float:
    text = values.get(field)
    if not text:
        return math.nan
    try:
        number = float(text.replace("_", "?"))
    except ValueError:
        raise ValueError(f"the {field} {text[:50]!r} is no number") from None
    if not abs(number) <= limit:
        raise ValueError(f"the {field} {text!r} is outside -{limit}..{limit}")
    return number


def assigned(code: str) -> str:
    """A code, without those that files have for nowhere."""
    return "" if code in {"ZZ", "XX"} else code


def as_number(text: str) -> str:
    """The number of an autonomous system, without what stands before it in `AS64496`; none for AS 0."""
    number = whole(text.upper().removeprefix("AS"))
    if len(number) > 10 or int(number or 0) >> 32:
        raise ValueError(f"{text[:50]!r} is beyond all AS numbers")
    return number


def whole(text: str) -> str:
    """A number of digits, without leading zeros."""
    if not text.isdecimal() or not text.isascii():
        raise ValueError(f"{text[:50]!r} is no number")
    return text.lstrip("0")


def truth(text: str) -> str:
    if text.lower() not in {"0", "1", "true", "false"}:
        raise ValueError(f"{text[:50]!r} is neither 0 nor 1")
    return "1" if text.lower() in {"1", "true"} else "0"


NORMAL = {"asn": as_number, "accuracy": whole, "continent_code": assigned, "is_eu": truth}
