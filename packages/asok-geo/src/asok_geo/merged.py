"""Several databases as one."""

from collections.abc import Iterable
from contextlib import ExitStack
from os import PathLike
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

from asok_geo.addresses import Address, Network
from asok_geo.build import Watcher
from asok_geo.database import GeoDB
from asok_geo.location import Fields, Location, located, rest_of, said_of
from asok_geo.many import Listed, Locations, listed

# From two files they would be a country, or a point, that neither of them has.
PAIRS = {"country": "country_code", "country_code": "country", "lat": "lon", "lon": "lat"}


class Options(TypedDict, total=False):
    """What `GeoDB.open` takes."""

    cache_dir: str | PathLike[str] | None
    skip_bad_rows: bool
    watch: bool | float
    progress: Watcher | None


def open_merged(paths: Iterable[str | PathLike[str]], **options: Unpack[Options]) -> "MergedDB":
    """Open several files as one database: cities beside networks' owners, or IPv4 beside IPv6.

    Each field comes from the first file, in the order given, that knows it; a country's name and code, and
    latitude and longitude, come from one file. `options` are those of `GeoDB.open`.
    """
    if isinstance(paths, str):
        raise TypeError(f"open_merged takes a list of paths, not {paths!r} alone")
    with ExitStack() as opened:
        databases = [opened.enter_context(GeoDB.open(path, **options)) for path in paths]
        merged = MergedDB(databases)
        opened.pop_all()
        return merged


class MergedDB:
    """Databases whose answers are laid over each other; the methods are those of `GeoDB`."""

    def __init__(self, databases: list[GeoDB]) -> None:
        if not databases:
            raise ValueError("open_merged needs at least one path")
        self._databases = databases

    def lookup(self, ip: Address) -> Location:
        """The location of an address; `network` is the smallest that one of the files has around it."""
        found = [database.lookup(ip) for database in self._databases]
        merged = Merged(found)
        return located(said_of(merged.fields, merged), 0, ip)

    def lookup_many(self, ips: Iterable[Address]) -> Locations:
        """The locations of many addresses, in their order."""
        return Listed([self.lookup(ip) for ip in listed(ips)])

    def network(self, ip: Address) -> Network | None:
        """The smallest of the networks that the files have around an address; `None` for a miss."""
        return self.lookup(ip).network

    @property
    def metadata(self) -> list[dict[str, Any]]:
        """The metadata of each database."""
        return [database.metadata for database in self._databases]

    def reload(self) -> bool:
        """Serve the files as they are now; whether any was another one."""
        changed = [database.reload() for database in self._databases]
        return any(changed)

    def close(self) -> None:
        """Close all databases."""
        for database in self._databases:
            database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Merged:
    """The origin of a merged location."""

    __slots__ = ("_found", "fields")

    def __init__(self, found: list[Location]) -> None:
        self._found = found
        self.fields = Fields()
        for location in found:
            known = {key for key, value in self.fields.items() if value is not None}
            for key in location:
                if key != "network" and key not in known and PAIRS.get(key) not in known:
                    self.fields[key] = location[key]
        if any(found):
            self.fields["reason"] = None

    def network(self, ip: Any) -> Network | None:  # noqa: ARG002
        networks = [location.network for location in self._found if location]
        return max(
            (network for network in networks if network), key=lambda network: network.prefixlen, default=None
        )

    def more(self, number: int) -> Fields:  # noqa: ARG002
        return rest_of(self.fields)
