"""The fast look-up."""

from bisect import bisect_right
from collections.abc import Callable
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from threading import Lock
from typing import Any

from asok_geo.addresses import Address
from asok_geo.location import Location
from asok_geo.snapshot import Snapshot

split4 = Struct(">HH").unpack
split6 = Struct(">QQ").unpack

KEPT = 16_384
RECENT = 4_096


class Results(dict[Any, Location]):
    """Locations by address. What is not in it is looked up, and kept when it was asked for twice lately.

    `results[ip]` runs no Python code for an address that is kept. Only repeats are kept, in bounded number, so that
    random traffic does not pay for a cache it has no use of.
    """

    __slots__ = ("_lock", "_recent", "_recover", "_v4", "_v6", "snapshot")

    def __init__(self, snapshot: Snapshot, recover: Callable[[Address], Location]) -> None:
        super().__init__()
        self._recover = recover
        self._recent: list[bytes | None] = [None] * RECENT
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

    def __missing__(self, ip: Address) -> Location:
        try:
            if ":" in ip:  # type: ignore[operator]
                return self._find6(ip)  # type: ignore[arg-type]
            packed = inet_pton(AF_INET, ip)  # type: ignore[arg-type]
        except (OSError, TypeError, ValueError):
            return self._slow(ip)
        cell, key = split4(packed)
        snapshot, keys, numbers, starts, ends, records = self._v4
        end = ends[cell]
        if not end:
            return self._slow(ip)
        number = numbers[bisect_right(keys, key, starts[cell], end)]
        fields = records.get(number)
        if fields is None:
            return self._slow(ip)
        location = Location(fields, snapshot, ip)
        slot = key & 0xFFF
        if self._recent[slot] == packed:
            self._keep(ip, location, snapshot)
        else:
            self._recent[slot] = packed
        return location

    def _find6(self, ip: str) -> Location:
        packed = inet_pton(AF_INET6, ip)
        key, rest = split6(packed)
        snapshot, keys, numbers, starts, ends, records = self._v6
        cell = key >> 42
        end = ends[cell]
        if not end:
            return self._slow(ip)
        number = numbers[bisect_right(keys, key, starts[cell], end)]
        fields = records.get(number)
        if fields is None:
            return self._slow(ip)
        location = Location(fields, snapshot, ip)
        slot = (key ^ rest) & 0xFFF
        if self._recent[slot] == packed:
            self._keep(ip, location, snapshot)
        else:
            self._recent[slot] = packed
        return location

    def _keep(self, ip: Address, location: Location, snapshot: Snapshot) -> None:
        with self._lock:
            if self.snapshot is snapshot:
                if len(self) >= KEPT:
                    self.clear()
                self[ip] = location

    def _slow(self, ip: Address) -> Location:
        return self._recover(ip)
