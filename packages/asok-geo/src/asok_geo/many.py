"""Many addresses at once, with numpy where it is installed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from socket import AF_INET, inet_pton
from typing import Any, overload

from asok_geo.addresses import Address
from asok_geo.errors import IndexDamagedError
from asok_geo.location import Fields, Location, Origin, located
from asok_geo.results import Results
from asok_geo.snapshot import Snapshot


class Locations(Sequence[Location]):
    """The locations of many addresses, in their order; `column` gives one field of all at once."""

    def __init__(
        self, ips: Sequence[Any], fields: Sequence[Fields], places: Sequence[int], origin: Origin
    ) -> None:
        self._ips = ips
        self._fields = fields
        self._places = places
        self._origin = origin

    def __len__(self) -> int:
        return len(self._ips)

    @overload
    def __getitem__(self, place: int) -> Location: ...
    @overload
    def __getitem__(self, place: slice) -> list[Location]: ...
    def __getitem__(self, place: int | slice) -> Location | list[Location]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return located(self._fields[self._places[place]], self._origin, self._ips[place])

    def __iter__(self) -> Iterator[Location]:
        return map(located, map(self._fields.__getitem__, self._places), repeat(self._origin), self._ips)

    def column(self, name: str) -> list[Any]:
        """The field `name` of each location, None where it is not known or the file does not hold it."""
        values = [located(fields, self._origin, None).get(name) for fields in self._fields]
        return [values[place] for place in self._places]


def lookup_many(results: Results, ips: Iterable[Address]) -> Sequence[Location]:
    """The locations of the addresses: `Locations` if numpy is there and all are dotted IPv4, else a list."""
    listed = list(ips)
    try:
        import numpy

        packed = b"".join(map(inet_pton, repeat(AF_INET), listed))  # type: ignore[arg-type]
        return find_all(numpy, results.snapshot, listed, packed)
    except (ImportError, OSError, TypeError, ValueError, IndexDamagedError):
        return [results[ip] for ip in listed]


def find_all(np: Any, snapshot: Snapshot, ips: list[Address], packed: bytes) -> Locations:
    values = np.frombuffer(packed, ">u4").astype(np.uint32)
    numbers, places = np.unique(snapshot.v4.find_all(np, values), return_inverse=True)
    fields = [*map(snapshot.records.fields, numbers.tolist())]
    return Locations(ips, fields, places.tolist(), snapshot)
