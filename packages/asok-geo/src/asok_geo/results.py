"""The fast look-up."""

from bisect import bisect_right
from collections.abc import Callable
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from threading import Lock
from typing import Any

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.location import Location
from asok_geo.snapshot import Snapshot
from asok_geo.table import INSIDE

split4 = Struct(">HH").unpack
split6 = Struct(">QQ").unpack

KEPT = 16_384
RECENT = 4_096
LONGEST = 64


class Results(dict[Any, Location]):
    """Locations by address. What is not in it is looked up, and kept when it was asked for twice lately.

    `results[ip]` runs no Python code for an address that is kept. Only repeats are kept, in bounded number, so that
    random traffic does not pay for a cache it has no use of.
    """

    __slots__ = ("_locate", "_lock", "_recent", "_v4", "_v6", "snapshot")

    def __init__(self, snapshot: Snapshot, locate: Callable[[Address], Location]) -> None:
        super().__init__()
        self._locate = locate
        self._recent: list[Any] = [None] * RECENT
        self._lock = Lock()
        self.serve(snapshot)

    def serve(self, snapshot: Snapshot) -> None:
        """Answer from another snapshot from now on."""
        with self._lock:
            self.snapshot = snapshot
            v4, v6, records = snapshot.v4, snapshot.v6, snapshot.records
            self._v4 = snapshot, v4.keys.view, v4.records.view, v4.starts, v4.ends, records
            self._v6 = snapshot, v6.keys.view, v6.records.view, v6.starts, v6.ends, records
            self.clear()

    def __missing__(self, ip: Any) -> Location:
        try:
            if ":" in ip:
                packed = inet_pton(AF_INET6, ip)
                key, slot = split6(packed)
                cell = key >> 42
                snapshot, keys, numbers, starts, ends, records = self._v6
            else:
                packed = inet_pton(AF_INET, ip)
                cell, key = split4(packed)
                slot = key
                snapshot, keys, numbers, starts, ends, records = self._v4
            end = ends[cell]
            if not end:
                return self._slow(ip)
            number = numbers[bisect_right(keys, key, starts[cell], end)]
            fields = records.get(number)
            if fields is None:
                if number >= INSIDE:
                    return self._slow(ip)
                fields = records.read(number)
        except (OSError, TypeError, ValueError, IndexDamagedError):
            return self._slow(ip)
        location = Location(fields, snapshot, ip)
        slot &= 0xFFF
        if self._recent[slot] == packed:
            self._keep(ip, location, snapshot)
        else:
            self._recent[slot] = packed
        return location

    def _slow(self, ip: Any) -> Location:
        """The look-up of what is not at hand, or stands for an IPv4 address, or is no address."""
        snapshot = self.snapshot
        location = self._locate(ip)
        if isinstance(ip, str) and len(ip) < LONGEST:
            slot = hash(ip) & 0xFFF
            if self._recent[slot] == ip:
                self._keep(ip, location, snapshot)
            else:
                self._recent[slot] = ip
        return location

    def _keep(self, ip: str, location: Location, snapshot: Snapshot) -> None:
        with self._lock:
            if self.snapshot is snapshot:
                if len(self) >= KEPT:
                    self.clear()
                self[ip] = location
