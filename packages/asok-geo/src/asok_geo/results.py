"""The fast look-up."""

from array import array
from bisect import bisect_right
from collections.abc import Callable
from itertools import count, islice, repeat
from socket import AF_INET, AF_INET6, inet_pton
from struct import Struct
from typing import Any, Final, TypeAlias

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.forks import lock_over_forks
from asok_geo.location import Location, Said, kept
from asok_geo.snapshot import Snapshot

Ints: TypeAlias = "memoryview[int]"
Held: TypeAlias = "list[Said | None]"

from_bytes = int.from_bytes
split6 = Struct(">II4xI").unpack

# How many addresses are remembered as asked for lately, and how many locations are kept.
RECENT: Final = 4093  # a prime, so that addresses with the same end have places of their own
REPEATS: Final = 10_922
LONGEST: Final = 64
# How many records are kept as objects, some 10 MB.
RECORDS: Final = 40_000


class NotAtHandError(LookupError):
    """There is no such record: the fast look-up cannot tell what the address is."""


class Sayings:
    """What records say. A few are kept, and each new one takes the place of the oldest."""

    __slots__ = ("_kept", "_turns", "held", "snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        # What is kept, by the record's number; empty until somebody makes it ready.
        self.held: Held = []
        # The numbers of what is kept. A turn is taken at once, whatever other threads do.
        self._kept = array("I", [0]) * RECORDS
        self._turns = count()

    def make_ready(self) -> Held:
        """What is held, with a place for each record, or more if threads do this at once."""
        missing = self.snapshot.records.count - len(self.held)
        self.held.extend(repeat(None, missing))
        return self.held

    def read(self, number: int) -> Said:
        """What a record says, which is kept now. Raises `NotAtHandError` and `IndexDamagedError`."""
        if not number:
            raise NotAtHandError
        said = self.snapshot.said(number)
        place = next(self._turns) % RECORDS
        self.held[self._kept[place]] = None
        self.held[number] = said
        self._kept[place] = number
        return said


class Results:
    """Locations by address. Those asked for twice lately are kept, in bounded number: random traffic does not
    pay for what it has no use of."""

    _v4: "tuple[Sayings, Held, Ints, tuple[Ints, Ints, Ints]]"
    _v6: "tuple[Sayings, Held, Ints, Ints, tuple[Ints, Ints]]"
    snapshot: Snapshot
    sayings: Sayings

    __slots__ = ("_held", "_kept", "_locate", "_lock", "_recent", "_v4", "_v6", "sayings", "snapshot")

    def __init__(self, snapshot: Snapshot, locate: Callable[[Address], Location]) -> None:
        self._locate = locate
        self._kept: dict[Any, Location] = {}
        self._held = self._kept.get
        # The addresses asked for lately, as numbers, in the places that a part of them says.
        self._recent = [-1] * RECENT
        self._lock = lock_over_forks()
        self.serve(snapshot)

    def serve(self, snapshot: Snapshot) -> None:
        """Answer from another snapshot from now on."""
        with self._lock:
            self.snapshot = snapshot
            self.sayings = sayings = Sayings(snapshot)
            v4, v6 = snapshot.v4, snapshot.v6
            self._v4 = sayings, sayings.held, v4.said, (v4.keys.view, v4.records.view, v4.ends)
            self._v6 = (
                sayings,
                sayings.held,
                v6.gates,
                v6.pages,
                (v6.keys.view, v6.records.view),
            )
            self._kept.clear()

    def lookup(self, ip: Any) -> Location:
        """The location of an address."""
        # The one long function of this package, because each call in it would cost a tenth of a look-up.
        cell: int
        value: int
        bucket: int
        number: int
        part: int
        try:
            held = self._held(ip)
            if held is not None:
                return held
            if ":" in ip:
                cell, key, value = split6(inet_pton(AF_INET6, ip))
                sayings, records, gates, items, rows = self._v6
                number = gates[cell >> 8]
                if number < 0:
                    number = items[(cell & 0xFF) - number]
                    if number < 0:
                        keys, numbers = rows
                        bucket = (key >> items[~number]) - number
                        number = numbers[bisect_right(keys, key, items[bucket], items[bucket + 1])]
                part = value = value ^ key
            else:
                value = from_bytes(inet_pton(AF_INET, ip))
                sayings, records, items, inside = self._v4
                part = value >> 8
                number = items[part]
                if number < 0:
                    keys, numbers, ends = inside
                    end = ends[value >> 16]
                    number = numbers[bisect_right(keys, value & 0xFFFF, -number, end)] if end else 0
            location = Location()  # `located` written out: a call less
            location._said = records[number] or sayings.read(number)  # pyright: ignore[reportPrivateUsage]
            location._number = number  # pyright: ignore[reportPrivateUsage]
            location._ip = ip  # pyright: ignore[reportPrivateUsage]
        except (OSError, TypeError, ValueError, LookupError, AttributeError, IndexDamagedError):
            return self._slow(ip)
        place = part % RECENT
        if self._recent[place] == value:
            return self._keep(ip, location, sayings)
        self._recent[place] = value
        return location

    def _slow(self, ip: Any) -> Location:
        """The look-up of what is not at hand, or stands for an IPv4 address, or is no address."""
        sayings = self.sayings
        sayings.make_ready()
        location = self._locate(ip)
        if isinstance(ip, str) and len(ip) < LONGEST:
            tag = hash(ip)
            if self._recent[tag % RECENT] == tag:
                return self._keep(ip, location, sayings)
            self._recent[tag % RECENT] = tag
        return location

    def _keep(self, ip: str, location: Location, sayings: Sayings) -> Location:
        try:
            same = kept(location)
        except IndexDamagedError:
            return location
        with self._lock:
            if self.sayings is sayings:
                make_room(self._kept, REPEATS)
                self._kept[ip] = same
        return same


def make_room(held: dict[Any, Any], limit: int) -> None:
    """Forget an eighth of what is held, the oldest, if that is as much as may be."""
    if len(held) >= limit:
        for key in list(islice(held, limit // 8)):
            held.pop(key, None)
