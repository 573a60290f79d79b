"""GeoLite2's second table: the places that its rows name by number."""

import csv
from collections.abc import Iterator

from asok_geo.errors import LayoutError
from asok_geo.layouts import Layout, recognise_header
from asok_geo.record_writer import check
from asok_geo.rows import Numbering, Skipped, Values, report
from asok_geo.sources import Part


class Places:
    """A `Numbering` that adds what the Locations file says of the row's place."""

    def __init__(self, parts: tuple[Part, ...], records: Numbering, skipped: Skipped | None) -> None:
        self._records = records
        self._places = {place: values for part in parts for place, values in read_places(part, skipped)}

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


def read_places(part: Part, skipped: Skipped | None) -> Iterator[tuple[str, Values]]:
    """The places by their numbers. Bad rows raise `RowError`, or are counted in `skipped` if there is one."""
    layout = place_layout(part)
    with part.open() as text:
        rows = csv.reader(text.lines, **layout.dialect)
        next(rows)
        while True:
            try:
                if cells := next(rows):
                    yield place_of(cells, layout)
            except StopIteration:
                return
            except (ValueError, csv.Error) as error:
                report(part, rows.line_num, error, skipped)


def place_of(cells: list[str], layout: Layout) -> tuple[str, Values]:
    """A place's number and what is said of it. Raises `ValueError`."""
    if len(cells) != len(layout.columns):
        raise ValueError(f"{len(cells)} columns instead of {len(layout.columns)}")
    values = layout.values(cells)
    check(values)
    return values.pop("geoname_id", ""), values
