"""GeoLite2's second table: the places that its rows name by number."""

import csv
from collections.abc import Iterator, Mapping

from asok_geo.errors import LayoutError, RowError
from asok_geo.layouts import Layout, recognise_header
from asok_geo.rows import Numbering, Values
from asok_geo.sources import Part


class Places:
    """A `Numbering` that adds what the Locations file says of the row's place."""

    def __init__(self, parts: tuple[Part, ...], records: Numbering) -> None:
        self._records = records
        self._places = {place: values for part in parts for place, values in read_places(part)}

    def number(self, values: Values) -> int:
        """The number of a record. Raises `ValueError`, also for a place that is in no Locations file."""
        place = values.get("geoname_id", "")
        if not place:
            return self._records.number(values)
        if place not in self._places:
            raise ValueError(
                f"the place {place[:30]!r} is in no Locations file; open the folder or zip that holds"
                " the one that ends in -Locations-en.csv, too"
            )
        return self._records.number({**values, **self._places[place]})


def place_layout(part: Part) -> Layout:
    """The columns of a Locations file. Raises `LayoutError`."""
    layout = recognise_header(part)
    if "geoname_id" not in layout.columns:
        raise LayoutError(str(part), layout.header, "no column geoname_id")
    return layout


def read_places(part: Part) -> Iterator[tuple[str, Mapping[str, str]]]:
    layout = place_layout(part)
    with part.open() as text:
        for number, cells in enumerate(csv.reader(text.lines, **layout.dialect), 1):
            if number <= layout.header or not cells:
                continue
            if len(cells) != len(layout.columns):
                raise RowError(str(part), number, f"{len(cells)} columns instead of {len(layout.columns)}")
            values = layout.values(cells)
            yield values.pop("geoname_id", ""), values
