"""The fast look-up."""

from bisect import bisect_right
from collections.abc import Callable
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from threading import Lock
from typing import Any, TypeAlias

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.location import Location
from asok_geo.records import INSIDE, NotAtHandError, Records
from asok_geo.snapshot import Snapshot

Ints: TypeAlias = "memoryview[int]"

split4 = Struct(">I").unpack
split6 = Struct(">II4xI").unpack

# How many addresses are remembered as asked for lately, and how many locations are kept.
RECENT = 4096
REPEATS = 16_384
LONGEST = 64


class Results(dict[Any, Location]):
    """Locations by address. What is not in it is looked up, and kept when it was asked for twice lately.

    `results[ip]` runs no Python code for an address that is kept. Only repeats are kept, in bounded number,
    so that random traffic does not pay for a cache it has no use of.
    """

    _v4: "tuple[Snapshot, Records, list[Any], Ints, Ints, Ints, Ints]"
    _v6: "tuple[Snapshot, Records, list[Any], Ints, Ints, Ints, Ints, Ints]"
    snapshot: Snapshot

    __slots__ = ("_locate", "_lock", "_recent", "_v4", "_v6", "snapshot")

    def __init__(self, snapshot: Snapshot, locate: Callable[[Address], Location]) -> None:
        super().__init__()
        self._locate = locate
        # Addresses asked for lately, each in the place that its last bits say.
        self._recent: list[Any] = [None] * RECENT
        self._lock = Lock()
        self.serve(snapshot)

    def serve(self, snapshot: Snapshot) -> None:
        """Answer from another snapshot from now on."""
        with self._lock:
            self.snapshot = snapshot
            v4, v6, records, recent = snapshot.v4, snapshot.v6, snapshot.records, self._recent
            self._v4 = snapshot, records, recent, v4.said, v4.keys.view, v4.records.view, v4.ends
            views = v6.leaves.view, v6.keys.view, v6.records.view
            self._v6 = snapshot, records, recent, v6.gates, v6.said, *views
            self.clear()

    def __missing__(self, ip: Any) -> Location:
        # The one long function of this package, because each call in it would cost a tenth of a look-up.
        cell: int
        key: int
        last: int
        leaf: int
        number: int
        try:
            if ":" in ip:
                cell, key, last = split6(inet_pton(AF_INET6, ip))
                snapshot, records, recent, gates, said, leaves, keys, numbers = self._v6
                number = gates[cell >> 8]
                if number >= INSIDE:
                    number = said[number - INSIDE + (cell & 0xFF)]
                    if number >= INSIDE:
                        leaf = number - INSIDE
                        bucket = leaf + 1 + (key >> leaves[leaf])
                        number = numbers[bisect_right(keys, key, leaves[bucket], leaves[bucket + 1])]
                last ^= key
            else:
                (last,) = split4(inet_pton(AF_INET, ip))
                snapshot, records, recent, said, keys, numbers, ends = self._v4
                number = said[last >> 8]
                if number >= INSIDE:
                    end = ends[last >> 16]
                    start = number - INSIDE
                    number = numbers[bisect_right(keys, last & 0xFFFF, start, end)] if end else 0
            fields = records[number]
        except (OSError, TypeError, ValueError, NotAtHandError, IndexDamagedError):
            return self._slow(ip)
        location = Location(fields)  # `located` written out: a call less
        location._ip = ip  # pyright: ignore[reportPrivateUsage]
        location._origin = snapshot  # pyright: ignore[reportPrivateUsage]
        location._number = number  # pyright: ignore[reportPrivateUsage]
        last %= RECENT
        if recent[last] == ip:
            self._keep(ip, location, snapshot)
        else:
            recent[last] = ip
        return location

    def _slow(self, ip: Any) -> Location:
        """The look-up of what is not at hand, or stands for an IPv4 address, or is no address."""
        snapshot = self.snapshot
        location = self._locate(ip)
        if isinstance(ip, str) and len(ip) < LONGEST:
            last = hash(ip) % RECENT
            if self._recent[last] == ip:
                self._keep(ip, location, snapshot)
            else:
                self._recent[last] = ip
        return location

    def _keep(self, ip: str, location: Location, snapshot: Snapshot) -> None:
        with self._lock:
            if self.snapshot is snapshot:
                if len(self) >= REPEATS:
                    self.clear()
                self[ip] = location
