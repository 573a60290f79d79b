"""The table of IPv4 addresses while it is built."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from asok_geo.addresses import SPECIAL4
from asok_geo.sections import Kind
from asok_geo.table import PAGE
from asok_geo.table_writer import TableWriter, numbers, ranges


class TableWriter4(TableWriter):
    """Writes a `Table4`."""

    special = ranges(SPECIAL4)
    bits = 32
    key_bits = 16
    number = "I"
    low = "H"
    kinds: ClassVar[dict[str, Kind]] = {"keys": "H", "records": "I", "places": "i"}

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.spools["records"].write(array("I", [0]))
        self.spools["pages"].write(array("i", [0]))
        self._cell = 0

    def _put_all(self, firsts: Sequence[bytes], records: Sequence[int]) -> None:
        self._put_keys(numbers("I", firsts), records)

    def _write_rows(self, keys: "array[int]", records: "array[int]") -> None:
        self.spools["keys"].write(keys)
        self.spools["records"].write(records)

    def _write_pages(self, cell: int, keys: "array[int]", records: "array[int]") -> None:
        self._write_uniform(cell)
        page = list[int]()
        said, row = self._record, self._written
        for key, record in zip(keys, records, strict=True):
            if key >> 8 >= len(page):
                page += [said] * ((key >> 8) - len(page))
                if key & 0xFF:
                    page.append(-row)
            said = record
            row += 1
        page += [said] * (PAGE - len(page))
        self._add_page(page)
        self._cell = cell + 1

    def _finish_pages(self) -> None:
        self._write_uniform(1 << self.bits - self.key_bits)

    def _write_uniform(self, until: int) -> None:
        """Write the cells in which no row begins."""
        self.spools["places"].write(array("i", [self._record]) * (until - self._cell))

    def _add_page(self, page: list[int]) -> None:
        if page[0] > 0 and page.count(page[0]) == PAGE:
            self.spools["places"].write(array("i", page[:1]))
        else:
            self.spools["places"].write(array("i", [-self.spools["pages"].items]))
            self.spools["pages"].write(array("i", page))
