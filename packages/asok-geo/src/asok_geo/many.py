"""Many addresses at once, with numpy where it is installed."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from socket import AF_INET, inet_pton
from typing import Any, overload

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.location import PLACES, Location, Said, located
from asok_geo.results import Results
from asok_geo.snapshot import Snapshot


class Locations(Sequence[Location]):
    """The locations of many addresses, in their order; `column` gives one field of all at once."""

    @abstractmethod
    def column(self, name: str) -> list[Any]:
        """The field `name` of each location, None where it is not known or the file does not hold it."""


class Listed(Locations):
    """Locations that are there."""

    def __init__(self, found: list[Location]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> Location: ...
    @overload
    def __getitem__(self, place: slice) -> list[Location]: ...
    def __getitem__(self, place: int | slice) -> Location | list[Location]:
        return self._found[place]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._found)

    def column(self, name: str) -> list[Any]:
        return [location.get(name) for location in self._found]


class Searched(Locations):
    """Locations that are made when they are read, and anew each time."""

    def __init__(
        self, ips: Sequence[Any], said: Sequence[Said], numbers: Sequence[int], snapshot: Snapshot
    ) -> None:
        self._ips = ips
        self._said = said
        self._numbers = numbers
        self._snapshot = snapshot

    def __len__(self) -> int:
        return len(self._ips)

    @overload
    def __getitem__(self, place: int) -> Location: ...
    @overload
    def __getitem__(self, place: slice) -> list[Location]: ...
    def __getitem__(self, place: int | slice) -> Location | list[Location]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return located(self._said[place], self._numbers[place], self._ips[place])

    def __iter__(self) -> Iterator[Location]:
        for said, number, ip in zip(self._said, self._numbers, self._ips, strict=True):
            location = Location()  # `located` written out: a call less
            location._said = said  # pyright: ignore[reportPrivateUsage]
            location._number = number  # pyright: ignore[reportPrivateUsage]
            location._ip = ip  # pyright: ignore[reportPrivateUsage]
            yield location

    def column(self, name: str) -> list[Any]:
        if name == "network":
            return [network and str(network) for network in map(self._snapshot.network, self._ips)]
        if name in PLACES:
            return [*map(itemgetter(PLACES[name]), self._said)]
        more = {number: self._snapshot.more(number).get(name) for number in set(self._numbers)}
        return [*map(more.__getitem__, self._numbers)]


def lookup_many(results: Results, ips: Iterable[Address]) -> Locations:
    """The locations of the addresses; at once if numpy is there and all are dotted IPv4, else one by one."""
    addresses = listed(ips)
    try:
        import numpy

        packed = b"".join(map(inet_pton, repeat(AF_INET), addresses))  # type: ignore[arg-type]
        return find_all(numpy, results, addresses, packed)
    except (ImportError, OSError, TypeError, ValueError, IndexDamagedError):
        return Listed([results.lookup(ip) for ip in addresses])


def listed(ips: Iterable[Address]) -> list[Address]:
    """Many addresses. Raises `TypeError` for a text or bytes, of which each would be taken for one."""
    if isinstance(ips, str | bytes | bytearray):
        raise TypeError(f"lookup_many takes many addresses, not {ips[:50]!r} alone; lookup takes one")
    return list(ips)


def find_all(np: Any, results: Results, ips: list[Address], packed: bytes) -> Locations:
    sayings = results.sayings
    values = np.frombuffer(packed, ">u4").astype(np.uint32)
    numbers = sayings.snapshot.v4.find_all(np, values).tolist()
    held = sayings.make_ready()
    said: list[Any] = [*map(held.__getitem__, numbers)]
    if not all(said):
        # Looked at again one by one: what is read for one address is there for the next.
        said = [held[number] or sayings.read(number) for number in numbers]
    return Searched(ips, said, numbers, sayings.snapshot)
