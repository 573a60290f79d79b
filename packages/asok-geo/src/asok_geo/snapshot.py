"""One index, opened for look-ups. It never changes; a new file is a new snapshot."""

from collections.abc import Callable

from asok_geo import addresses
from asok_geo.addresses import MALFORMED, Address, Network, Number
from asok_geo.errors import GeoError, IndexDamagedError
from asok_geo.index import IndexFile
from asok_geo.location import Fields, Location, Said, located
from asok_geo.records import LAST_REASON, Records
from asok_geo.table import Table
from asok_geo.table4 import Table4
from asok_geo.table6 import Table6

Reopen = Callable[[IndexFile], IndexFile]


class Snapshot:
    """The tables and records of an index, and the look-up that takes its time; `Results` has the fast one.

    `reopen` opens the index anew that was found damaged.
    """

    def __init__(self, index: IndexFile, reopen: Reopen) -> None:
        self.index = index
        self._reopen = reopen
        self._mended: Snapshot | None = None
        self._lost = ""
        self.v4 = Table4(index)
        self.v6 = Table6(index)
        self.records = Records(index)

    def locate(self, ip: Address) -> Location:
        """The location of an address in any form. Raises `IndexDamagedError`."""
        number = addresses.parse(ip)
        if number is None:
            return located((None, None, None, None, None, MALFORMED, self), 0, ip)
        target = unwrapped(number)
        table = self._table(target)
        record = table.record(table.find(target.value))
        if target == number:
            table.open(target.value)
        return located(self.said(record), record, ip)

    def said(self, record: int) -> Said:
        """What a record says. Raises `IndexDamagedError`."""
        return self.records.said(record, self)

    def network(self, ip: Address) -> Network | None:
        """The largest network around an address that its row covers; `None` for a miss.

        Locations ask for it whenever they are read, so that an index which was damaged meanwhile is opened
        anew. Raises `IndexDamagedError` if the file it was built from is gone, or another one by then.
        """
        try:
            return self._network(ip)
        except IndexDamagedError as error:
            return self._anew(error).network(ip)

    def _anew(self, damage: IndexDamagedError) -> "Snapshot":
        """The same, of an index that is whole; what cannot be had is tried for once."""
        if self._lost:
            raise IndexDamagedError(self._lost) from damage
        if self._mended is None:
            try:
                self._mended = Snapshot(self._whole_index(), self._reopen)
            except GeoError as error:
                self._lost = f"{damage}; it cannot be had anew: {error}"
                raise IndexDamagedError(self._lost) from error
        return self._mended

    def _whole_index(self) -> IndexFile:
        index = self._reopen(self.index)
        if index.head.key != self.index.head.key:
            raise IndexDamagedError("the file it was built from is another one by now")
        return index

    def _network(self, ip: Address) -> Network | None:
        number = addresses.parse(ip)
        if number is None:
            return None
        target = unwrapped(number)
        table = self._table(target)
        row = table.find(target.value)
        if table.record(row) <= LAST_REASON:
            return None
        return addresses.network_around(target.value, *table.bounds(row), target.v6)

    def more(self, number: int) -> Fields:
        """What else a record says."""
        return self.records.more(number)

    def _table(self, target: Number) -> Table:
        return self.v6 if target.v6 else self.v4


def unwrapped(number: Number) -> Number:
    """The IPv4 address that an IPv6 address stands for, or the address itself."""
    inner = addresses.embedded(number.value) if number.v6 else None
    return number if inner is None else Number(inner, v6=False)
