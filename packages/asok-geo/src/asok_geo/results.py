"""The fast look-up."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from threading import Lock
from typing import Any, Final, TypeAlias

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.forks import over_forks
from asok_geo.location import Location, kept
from asok_geo.sayings import Held, Sayings
from asok_geo.snapshot import Snapshot

Ints: TypeAlias = "memoryview[int]"

# Cell and key, of IPv4 by bytes; of IPv6 the last byte also.
split4 = Struct(">HBB").unpack
split6 = Struct(">II7xB").unpack

# How many locations are kept.
REPEATS: Final = 10_922
# Which addresses are watched, so that those asked for again are kept: those of which a byte (the third of
# IPv4, the last of IPv6) is below the first number. The others are how many are remembered, and after how
# many new ones it is the other way's turn. So traffic from everywhere does not pay for what it has no use of.
ALL: Final = (256, 4093, 4093)
FEW: Final = (4, 61, 4093)
LONGEST: Final = 64


class Results:
    """Locations by address. Those asked for twice lately are kept, in bounded number."""

    _v4: "tuple[Held, Ints, Ints, tuple[Sayings, Ints, Ints, Ints]]"
    _v6: "tuple[Held, Ints, Ints, tuple[Sayings, Ints, Ints]]"
    snapshot: Snapshot
    sayings: Sayings

    __slots__ = (
        "_doubted",
        "_earlier",
        "_kept",
        "_left",
        "_locate",
        "_lock",
        "_most",
        "_recent",
        "_v4",
        "_v6",
        "_watched_below",
        "sayings",
        "snapshot",
    )

    def __init__(self, snapshot: Snapshot, locate: Callable[[Address], Location]) -> None:
        self._locate = locate
        # None instead of an empty dict, so that an address is not hashed for nothing.
        self._kept: dict[Any, Location] | None = None
        # What was kept, and is forgotten soon unless somebody asks for it.
        self._doubted: dict[Any, Location] = {}
        # The addresses asked for lately, and those before them.
        self._recent: set[str] = set()
        self._earlier: set[str] = set()
        self._watch(ALL)
        self._lock = over_forks(Lock())
        self.serve(snapshot)

    def serve(self, snapshot: Snapshot) -> None:
        """Answer from another snapshot from now on."""
        with self._lock:
            self.snapshot = snapshot
            self.sayings = sayings = Sayings(snapshot)
            v4, v6 = snapshot.v4, snapshot.v6
            # What few look-ups need is packed apart.
            self._v4 = sayings.held, v4.gates, v4.pages, (sayings, v4.keys.view, v4.records.view, v4.ends)
            self._v6 = sayings.held, v6.gates, v6.pages, (sayings, v6.keys.view, v6.records.view)
            self._kept = None
            self._doubted = {}

    def lookup(self, ip: Any) -> Location:
        """The location of an address."""
        # The one long function of this package, because each call in it would cost a tenth of a look-up.
        cell: int
        key: int
        byte: int
        bucket: int
        number: int
        inside: tuple[Any, ...]
        location: Any
        try:
            known = self._kept
            if known is not None and (location := known.get(ip)) is not None:
                return location
            if ":" in ip:
                cell, key, byte = split6(inet_pton(AF_INET6, ip))
                records, gates, items, inside = self._v6
                number = gates[cell >> 8]
                if number < 0:
                    number = items[(cell & 0xFF) - number]
                    if number < 0:
                        bucket = (key >> items[~number]) - number
                        number = inside[2][bisect_right(inside[1], key, items[bucket], items[bucket + 1])]
            else:
                cell, byte, key = split4(inet_pton(AF_INET, ip))
                records, gates, items, inside = self._v4
                number = gates[cell]
                if number < 0:
                    number = items[byte - number]
                    if number < 0:
                        number = within(inside, cell, byte << 8 | key, -number)
            location = Location()  # `located` written out: a call less
            location._said = records[number] or inside[0].read(number)
            location._number = number
            location._ip = ip
        except (OSError, TypeError, ValueError, LookupError, AttributeError, IndexDamagedError):
            return self._slow(ip)
        if byte >= self._watched_below:
            return location  # type: ignore[no-any-return]
        return self._watched(ip, location, inside[0])

    def _slow(self, ip: Any) -> Location:
        """The look-up of what is not at hand, or stands for an IPv4 address, or is no address."""
        sayings = self.sayings
        sayings.make_ready()
        location = self._locate(ip)
        if isinstance(ip, str) and len(ip) < LONGEST:
            return self._watched(ip, location, sayings)
        return location

    def _watched(self, ip: str, location: Location, sayings: Sayings) -> Location:
        """The location of an address that is watched; it is kept if the address was asked for lately."""
        if ip in self._doubted:
            return self._trusted(ip, location)
        if ip in self._recent or ip in self._earlier:
            self._watch(ALL)
            return self._keep(ip, location, sayings)
        if len(self._recent) >= self._most:
            self._earlier, self._recent = self._recent, set()
        self._recent.add(ip)
        self._left -= 1
        if self._left < 0:
            self._turn()
        return location

    def _watch(self, which: tuple[int, int, int]) -> None:
        """Watch `ALL` addresses or `FEW` from now on."""
        self._watched_below, self._most, self._left = which

    def _turn(self) -> None:
        """Watch the other way from now on. What is kept is put aside while all addresses are watched, and
        forgotten if none of it is asked for in that time."""
        with self._lock:
            if self._watched_below == ALL[0]:
                self._doubted = {}
                self._watch(FEW)
            else:
                self._doubted, self._kept = self._kept or {}, None
                self._watch(ALL)

    def _trusted(self, ip: str, location: Location) -> Location:
        """What was put aside is taken back, because this is asked for."""
        with self._lock:
            self._kept = self._doubted | (self._kept or {})
            self._doubted = {}
            location = self._kept.get(ip, location)
            make_room(self._kept, REPEATS)
            return location

    def _keep(self, ip: str, location: Location, sayings: Sayings) -> Location:
        try:
            same = kept(location)
        except IndexDamagedError:
            return location
        with self._lock:
            if self.sayings is sayings:
                if self._kept is None:
                    self._kept = {}
                make_room(self._kept, REPEATS)
                self._kept[ip] = same
        return same


def within(inside: tuple[Any, ...], cell: int, key: int, first: int) -> int:
    """The record of an IPv4 address, from the first row within its /24 on; 0 if its cell is not open."""
    _, keys, records, ends = inside
    end = ends[cell]
    return records[bisect_right(keys, key, first, end)] if end else 0


def make_room(held: dict[Any, Any], limit: int) -> None:
    """Forget the oldest of what is held, down to seven eighths of the limit, if that is reached."""
    if len(held) >= limit:
        for key in list(islice(held, len(held) - limit * 7 // 8)):
            held.pop(key, None)
