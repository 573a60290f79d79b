"""Which columns a file has, told from its first lines.

A header names them. Without one the number of columns and what is in them must fit exactly one of the
layouts below; several that fit are an error, for a guess would give wrong places.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypedDict

from asok_geo.addresses import parse
from asok_geo.countries import NAMES, code_of
from asok_geo.errors import LayoutError
from asok_geo.sources import Part
from asok_geo.spans import is_digits

SAMPLE = 500
QUOTED = re.compile(r'"((?:[^"]|"")*)"')


class Dialect(TypedDict):
    """What `csv.reader` wants to know."""

    delimiter: str
    quoting: Literal[0, 3]
    strict: bool
    skipinitialspace: bool


@dataclass(frozen=True)
class Layout:
    """How to read a file.

    `columns` names each column behind the addresses (None: not used); `order` gives the columns in another
    order, where the addresses are not in front; `cidr` says that one column holds a network instead of two a
    first and a last address.
    """

    name: str
    columns: tuple[str | None, ...]
    delimiter: str = ","
    cidr: bool = False
    header: int = 0
    order: tuple[int, ...] | None = None

    @property
    def width(self) -> int:
        """How many columns stand in front of `columns`."""
        return 1 if self.cidr else 2

    @property
    def fields(self) -> tuple[str, ...]:
        """The text fields of a record, `city` first."""
        return ("city", *(name for name in self.columns if name and name not in NO_TEXT))

    @property
    def dialect(self) -> Dialect:
        """How the `csv` module reads a line."""
        return {
            "delimiter": self.delimiter,
            "quoting": csv.QUOTE_NONE if self.delimiter == "\t" else csv.QUOTE_MINIMAL,
            "strict": True,
            "skipinitialspace": True,
        }

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of lines. Raises `csv.Error`."""
        rows = csv.reader(lines, **self.dialect)
        # Between tabs quotes are mostly meant as such; what is quoted whole is so because of a comma in it.
        return ([*map(unquoted, cells)] for cells in rows) if self.delimiter == "\t" else rows

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """What the cells of a row say, by column, without what stands for none."""
        return {
            column: text
            for column, cell in zip(self.columns, cells, strict=True)
            if column and (text := cell.strip()) not in (NO_CITY if column == "city" else EMPTY)
        }


def recognise(part: Part) -> Layout:
    """The layout of a file. Raises `LayoutError`."""
    with part.open() as text:
        lines = [
            (number, line.rstrip("\r\n"))
            for number, line in enumerate(islice(text.lines, SAMPLE), 1)
            if line.strip() and not line.startswith("#")
        ]
    if not lines:
        raise LayoutError(str(part), None, "holds no rows")
    number, first = lines[0]
    if "\0" in first[:4]:
        raise LayoutError(str(part), number, "is no text in UTF-8; in UTF-16, perhaps: save it as UTF-8")
    delimiter = max("\t,;|", key=lambda each: (first.count(each), each == ","))
    rows = [row for _, line in lines if (row := split(line, delimiter))]
    if not rows:
        raise LayoutError(str(part), number, "is no row of a table")
    # A first line that cannot be split is a damaged row, or no row at all; it is no header.
    head = split(first, delimiter)
    if any(is_address(cell) or is_network(cell) for cell in (head or rows[0])[:2]):
        return unnamed(str(part), number, delimiter, rows)
    if not head:
        raise LayoutError(str(part), number, "is no row of a table")
    return named(str(part), number, delimiter, head)


def recognise_header(part: Part) -> Layout:
    """The columns of a file that a header names, and that needs no addresses. Raises `LayoutError`."""
    with part.open() as text:
        line = text.lines.readline().rstrip("\r\n")
    names = names_of(str(part), 1, split(line, ","))
    return Layout("header", tuple(names), header=1)


def named(path: str, line: int, delimiter: str, header: list[str]) -> Layout:
    """The layout that a header tells."""
    names = names_of(path, line, header)
    if "network" in names:
        front = [names.index("network")]
    elif "first" in names and "last" in names:
        front = [names.index("first"), names.index("last")]
    else:
        raise LayoutError(path, line, f"no column for the addresses among {', '.join(header)[:200]!r}")
    rest = [place for place in range(len(names)) if place not in front]
    order = (*front, *rest)
    columns = tuple(None if names[place] in ADDRESSES else names[place] for place in rest)
    if not any(columns):
        raise LayoutError(path, line, "no column says anything of an address that is known here")
    in_order = order == tuple(range(len(names)))
    return Layout("header", columns, delimiter, len(front) == 1, line, None if in_order else order)


def names_of(path: str, line: int, header: list[str]) -> list[str | None]:
    """What the columns of a header are called here, None for those that are not known."""
    plain = [re.sub("[^a-z0-9]", "", cell.lower()) for cell in header]
    if "country" in plain and "countryname" in plain:
        plain[plain.index("country")] = "countrycode"
    names = [HEADER.get(cell) for cell in plain]
    for name in names:
        if name and names.count(name) > 1:
            raise LayoutError(path, line, f"more than one column could be the {name}")
    return names


def unnamed(path: str, line: int, delimiter: str, rows: list[list[str]]) -> Layout:
    """The layout that the values tell. Rows without addresses are damaged, the first one too, and tell
    nothing."""
    rows = [row for row in rows if begins_with_range(row)]
    if not rows:
        raise LayoutError(path, line, "begins with neither two addresses nor a network")
    cidr = is_network(rows[0][0])
    width = 1 if cidr else 2
    count = Counter(map(len, rows)).most_common(1)[0][0] - width
    if count <= 0:
        raise LayoutError(path, line, "holds addresses and nothing else")
    samples = [row[width:] for row in rows if len(row) == width + count]
    fitting = {
        name: columns
        for name, columns in LAYOUTS.items()
        if len(columns) == count
        and all(fits(column, [row[place] for row in samples]) for place, column in enumerate(columns))
        and says_countries(columns, samples)
    }
    if not fitting:
        raise LayoutError(
            path, line, f"no known layout has {count + width} columns like these; add a header line"
        )
    if len(set(fitting.values())) > 1:
        raise LayoutError(path, line, f"the columns could be {' or '.join(fitting)}; add a header line")
    name, columns = next(iter(fitting.items()))
    if takes_countries_for_cities(columns, samples):
        raise LayoutError(path, line, "every city is a country, and no country is one; add a header line")
    return Layout(name, tuple(None if column == "cidr" else column for column in columns), delimiter, cidr)


def begins_with_range(row: list[str]) -> bool:
    return is_network(row[0]) or (len(row) > 1 and is_address(row[0]) and is_address(row[1]))


def fits(column: str, values: list[str]) -> bool:
    test = TESTS.get(column, is_text)
    known = [value for value in values if value not in EMPTY]
    if column == "postcode":
        return all(map(is_postcode, known))
    return all(map(test, known)) and not (column == "organisation" and known and all(map(is_postcode, known)))


def says_countries(columns: tuple[str, ...], rows: list[list[str]]) -> bool:
    """Whether most of what a layout takes for countries are some: those of the codes beside them. Another
    table's column may be a city, and a continent's code a country's. Behind a city, as in the six columns,
    countries may have any names."""
    names = known_in("country", columns, rows)
    if columns[0] == "city" or not names:
        return True
    if "country_code" not in columns:
        return sum(map(is_country, names)) * 2 >= len(names)
    places = columns.index("country_code"), columns.index("country")
    pairs = [(code_of(row[places[0]]) or row[places[0]], row[places[1]]) for row in rows]
    known = [(code, name) for code, name in pairs if code not in EMPTY and name not in EMPTY]
    return sum(code_of(name) == code for code, name in known) * 2 >= len(known)


def takes_countries_for_cities(columns: tuple[str, ...], rows: list[list[str]]) -> bool:
    """Whether a layout has the two in the wrong order."""
    cities, countries = known_in("city", columns, rows), known_in("country", columns, rows)
    return bool(cities and countries) and all(map(is_country, cities)) and not any(map(is_country, countries))


def known_in(column: str, columns: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    places = [place for place, name in enumerate(columns) if name == column]
    return [row[place] for place in places for row in rows if row[place] not in EMPTY]


def split(line: str, delimiter: str) -> list[str]:
    try:
        rows = csv.reader([line], delimiter=delimiter, strict=delimiter != "\t", skipinitialspace=True)
        return [cell.strip() for cell in next(rows, list[str]())]
    except csv.Error:
        return []


def unquoted(cell: str) -> str:
    """A cell without the quotes around it."""
    quoted = QUOTED.fullmatch(cell) if cell.startswith('"') else None
    return quoted[1].replace('""', '"') if quoted else cell


def is_address(text: str) -> bool:
    return parse(int(text) if is_digits(text) else text) is not None


def is_network(text: str) -> bool:
    address, slash, length = text.partition("/")
    return bool(slash) and length.isdecimal() and is_address(address) and not address.isdecimal()


def is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d{1,9}(\.\d+)?([eE][+-]?\d{1,2})?", text, re.ASCII) is not None


def is_text(text: str) -> bool:
    return not re.fullmatch(r"[+-]?\d+\.\d+", text, re.ASCII)


def is_code(text: str) -> bool:
    return text in NAMES or text in OTHER_CODES


def is_country(text: str) -> bool:
    return is_code(text.upper()) or code_of(text) is not None


def is_postcode(text: str) -> bool:
    return re.fullmatch(r"(?=.*\d)[\w -]{1,10}|[A-Z][A-Z ]{1,5}", text) is not None


def is_zone(text: str) -> bool:
    return re.fullmatch(r"[+-]\d{1,2}:\d\d|[A-Z]\w+(/[\w+-]+)+|UTC|GMT", text, re.ASCII) is not None


TESTS: dict[str, Callable[[str], bool]] = {
    "asn": re.compile(r"(AS)?\d{1,10}", re.IGNORECASE | re.ASCII).fullmatch,  # type: ignore[dict-item]
    "cidr": is_network,
    "continent_code": {"AF", "AN", "AS", "EU", "NA", "OC", "SA", "ZZ"}.__contains__,
    "country_code": is_code,
    "lat": is_number,
    "lon": is_number,
    "timezone": is_zone,
}

# What stands for nothing. There is a town that is called None, near Turin.
NO_CITY = {"", "-", "NULL", "\\N"}
EMPTY = {*NO_CITY, "None"}
# Codes that files use and ISO 3166-1 does not assign: unknown, Europe, Asia/Pacific, anonymous.
OTHER_CODES = {"ZZ", "XX", "EU", "AP", "A1", "A2", "O1", "T1", "AN", "UK", "FX"}

DB3 = ("country_code", "country", "region", "city")
DB5 = (*DB3, "lat", "lon")
LAYOUTS: dict[str, tuple[str, ...]] = {
    "first, last, city, country, lat, lon": ("city", "country", "lat", "lon"),
    "country": ("country",),
    "ASN number": ("asn",),
    "DB-IP or ip-location-db ASN": ("asn", "organisation"),
    "DB-IP city": ("continent_code", "country_code", "region", "city", "lat", "lon"),
    "ip-location-db city": (
        "country_code", "region", "district", "city", "postcode", "lat", "lon", "timezone",
    ),
    "iptoasn": ("asn", "country_code", "organisation"),
    "IP2Location DB1": ("country_code", "country"),
    "IP2Location DB2": ("country_code", "country", "organisation"),
    "IP2Location DB3": DB3,
    "IP2Location DB4": (*DB3, "organisation"),
    "IP2Location DB5": DB5,
    "IP2Location DB6": (*DB5, "organisation"),
    "IP2Location DB7": (*DB3, "organisation", "domain"),
    "IP2Location DB8": (*DB5, "organisation", "domain"),
    "IP2Location DB9": (*DB5, "postcode"),
    "IP2Location DB10": (*DB5, "postcode", "organisation", "domain"),
    "IP2Location DB11": (*DB5, "postcode", "timezone"),
    "IP2Location ASN": ("cidr", "asn", "organisation"),
}  # fmt: skip

ADDRESSES = {"first", "last", "network"}
# What a record holds in another form.
NO_TEXT = {"city", "country", "country_code", "lat", "lon", "geoname_id"}

SPELLINGS = {
    "first": "first start begin from ip_first ip_start ip_begin ip_from first_ip start_ip begin_ip from_ip "
    "first_address start_address range_start ip_range_start network_start network_start_ip "
    "network_start_integer",
    "last": "last end to ip_last ip_end ip_to last_ip end_ip to_ip last_address end_address range_end "
    "ip_range_end network_end network_last_ip network_last_integer",
    "network": "network cidr prefix ip_range range subnet",
    "city": "city city_name town",
    "country": "country country_name",
    "country_code": "country_code country_iso_code iso_code country_iso cc country_code2 iso "
    "iso_country_code",
    "continent_code": "continent_code",
    "region": "region region_name state state1 stateprov subdivision_1_name province",
    "region_code": "region_code subdivision_1_iso_code",
    "district": "district state2 county subdivision_2_name",
    "postcode": "postcode postal_code postal zip zip_code",
    "lat": "lat latitude",
    "lon": "lon lng long longitude",
    "timezone": "timezone time_zone tz",
    "accuracy": "accuracy accuracy_radius",
    "is_eu": "is_eu is_in_european_union eu",
    "asn": "asn as_number autonomous_system_number",
    "organisation": "organisation organization org as_name as_organization as_organisation as_org isp "
    "autonomous_system_organization as_description",
    "domain": "domain as_domain",
    "geoname_id": "geoname_id",
}
HEADER = {each.replace("_", ""): name for name, spellings in SPELLINGS.items() for each in spellings.split()}
