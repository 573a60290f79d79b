"""The fast look-up."""

from bisect import bisect_right
from collections.abc import Callable
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from threading import Lock
from typing import Any

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.location import Fields, Location
from asok_geo.records import KEPT, Records
from asok_geo.snapshot import Snapshot
from asok_geo.table import INSIDE

Kept = list[tuple[int, Fields]]
Rows = tuple["memoryview[int]", "memoryview[int]", "memoryview[int]", "memoryview[int]"]

split4 = Struct(">HBB").unpack
split6 = Struct(">QQ").unpack

# The largest prime number below the length of `Results._recent`.
PRIME = 4093
REPEATS = 16_384
LONGEST = 64


class Results(dict[Any, Location]):
    """Locations by address. What is not in it is looked up, and kept when it was asked for twice lately.

    `results[ip]` runs no Python code for an address that is kept. Only repeats are kept, in bounded number,
    so that random traffic does not pay for a cache it has no use of.
    """

    _v4: "tuple[Snapshot, Records, Kept, memoryview[int], memoryview[int], Rows]"
    _v6: "tuple[Snapshot, Records, Kept, memoryview[int], memoryview[int], Rows]"
    snapshot: Snapshot

    __slots__ = ("_locate", "_lock", "_recent", "_v4", "_v6", "snapshot")

    def __init__(self, snapshot: Snapshot, locate: Callable[[Address], Location]) -> None:
        super().__init__()
        self._locate = locate
        # The last byte of the address asked for last with the same bits of its upper half, or the like.
        self._recent = bytearray(1 << 12)
        self._lock = Lock()
        self.serve(snapshot)

    def serve(self, snapshot: Snapshot) -> None:
        """Answer from another snapshot from now on."""
        with self._lock:
            self.snapshot = snapshot
            v4, v6, records = snapshot.v4, snapshot.v6, snapshot.records
            rows4: Rows = v4.keys.view, v4.records.view, v4.starts, v4.ends
            rows6: Rows = v6.keys.view, v6.records.view, v6.starts, v6.ends
            self._v4 = snapshot, records, records.kept, v4.gates, v4.pages.view, rows4
            self._v6 = snapshot, records, records.kept, v6.gates, v6.pages.view, rows6
            self.clear()

    def __missing__(self, ip: Any) -> Location:
        cell: int
        slot: int
        part: int
        mark: int
        key: int
        rest: int
        try:
            if ":" in ip:
                key, rest = split6(inet_pton(AF_INET6, ip))
                slot, mark = key % PRIME, rest & 0xFF
                snapshot, records, kept, gates, pages, (keys, numbers, starts, ends) = self._v6
                cell = key >> 42
                gate = gates[cell]
                if gate:
                    gate += key >> 34 & 0xFF
                    number = numbers[bisect_right(keys, key, pages[gate], pages[gate + 1])]
                else:
                    end = ends[cell]
                    number = numbers[bisect_right(keys, key, starts[cell], end)] if end else INSIDE
            else:
                slot, part, mark = split4(inet_pton(AF_INET, ip))
                snapshot, records, kept, gates, pages, rows = self._v4
                number = pages[gates[slot] + part]
                if number == INSIDE:
                    keys, numbers, starts, ends = rows
                    end = ends[slot]
                    if end:
                        number = numbers[bisect_right(keys, part << 8 | mark, starts[slot], end)]
            place, fields = kept[number & KEPT]
            if place != number:
                if number >= INSIDE:
                    return self._slow(ip)
                fields = records.read(number)
        except (OSError, TypeError, ValueError, IndexDamagedError):
            return self._slow(ip)
        location = Location()  # `located` written out: a call less
        location._fields = fields  # pyright: ignore[reportPrivateUsage]
        location._origin = snapshot  # pyright: ignore[reportPrivateUsage]
        location._ip = ip  # pyright: ignore[reportPrivateUsage]
        slot &= 0xFFF
        if self._recent[slot] == mark:
            self._keep(ip, location, snapshot)
        else:
            self._recent[slot] = mark
        return location

    def _slow(self, ip: Any) -> Location:
        """The look-up of what is not at hand, or stands for an IPv4 address, or is no address."""
        snapshot = self.snapshot
        location = self._locate(ip)
        if isinstance(ip, str) and len(ip) < LONGEST:
            slot, mark = hash(ip) & 0xFFF, hash(ip) >> 16 & 0xFF
            if self._recent[slot] == mark:
                self._keep(ip, location, snapshot)
            else:
                self._recent[slot] = mark
        return location

    def _keep(self, ip: str, location: Location, snapshot: Snapshot) -> None:
        with self._lock:
            if self.snapshot is snapshot:
                if len(self) >= REPEATS:
                    self.clear()
                self[ip] = location
