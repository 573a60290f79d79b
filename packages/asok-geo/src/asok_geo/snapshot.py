"""One index, opened for look-ups. It never changes; a new file is a new snapshot."""

from asok_geo import addresses
from asok_geo.addresses import MALFORMED, Address, Network, Number
from asok_geo.index import IndexFile
from asok_geo.location import Fields, Location, Said, located
from asok_geo.records import LAST_REASON, Records
from asok_geo.table import Table
from asok_geo.table4 import Table4
from asok_geo.table6 import Table6


class Snapshot:
    """The tables and records of an index, and the look-up that takes its time; `Results` has the fast one."""

    def __init__(self, index: IndexFile) -> None:
        self.index = index
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
        """The largest network around an address that its row covers; `None` for a miss."""
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
