"""The rows of IPv4 addresses."""

from typing import Any

from asok_geo.index import IndexFile
from asok_geo.table import PAGE, Table, own_memory, shared_memory

# A cell and a key are 16 bits. So many cells are opened at once.
NEIGHBOURS = 64


class Table4(Table):
    """16 bits of cell, 16 of key. `places` has for each cell the record of all its addresses, or where its
    page begins, as a negative number; none begins at 0.

    `gates` has what `places` has for the cells that were opened, and 0 for the others. If rows begin within
    a /24 its item is the first of them, as a negative number; `ends[cell]` is the row behind the cell's last,
    0 as long as this process did not open it. `gates` is shared with forked workers, `ends` is not: so a row
    is read only if the process itself has loaded it.
    """

    bits = 32
    shift = 16

    def __init__(self, index: IndexFile) -> None:
        super().__init__(index, "v4", index.section("v4.keys"), index.section("v4.records"))
        self.gates = shared_memory(4 << 16)
        self.pages = self._pages.view
        self.ends = own_memory(4 << 16)

    def find(self, value: int) -> int:
        return self._search(value >> 16, value & 0xFFFF)

    def first(self, row: int) -> int:
        return super().first(row) | self.keys.view[row - 1]

    def open(self, value: int) -> None:
        low = (value >> 16) // NEIGHBOURS * NEIGHBOURS
        if self.ends[value >> 16]:
            return
        places = self._places.load_all()
        for cell in range(low, low + NEIGHBOURS):
            _, end = self._rows_of(cell)
            if places[cell] < 0:
                self._pages.load(-places[cell], PAGE - places[cell])
            # The cell comes to be open in an instant, for readers in other threads: rows first.
            self.ends[cell] = end
            self.gates[cell] = places[cell]

    def find_all(self, np: Any, values: Any) -> Any:
        """The records of many addresses, by numpy; 0 for those that only `find` can tell."""
        gates = np.frombuffer(self.gates, np.int32)
        self._open_all(np, values[gates[values >> 16] == 0])
        found = gates[values >> 16]
        paged = np.flatnonzero(found < 0)
        found[paged] = np.frombuffer(self.pages, np.int32)[(values[paged] >> 8 & 0xFF) - found[paged]]
        inside = np.flatnonzero(found < 0)
        found[inside] = self._search_all(np, values[inside], -found[inside])
        return found

    def _search_all(self, np: Any, values: Any, low: Any) -> Any:
        """The records of addresses, from the first rows of their /24s, by stepping on all at once."""
        ends = np.frombuffer(self.ends, np.int32)
        self._open_all(np, values[ends[values >> 16] == 0])
        keys = np.frombuffer(self.keys.view, np.uint16)
        high = np.minimum(ends[values >> 16], low + PAGE)
        wanted = (values & 0xFFFF).astype(np.uint16)
        while len(at := np.flatnonzero(low < high)):
            middle = (low[at] + high[at]) >> 1
            right = keys[middle] <= wanted[at]
            low[at] = np.where(right, middle + 1, low[at])
            high[at] = np.where(right, high[at], middle)
        return np.frombuffer(self.records.view, np.uint32)[low]

    def _open_all(self, np: Any, values: Any) -> None:
        """Open the cells of addresses, each once."""
        for cell in np.unique(values >> 16).tolist():
            self.open(cell << 16)
