"""What is known of an address."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from operator import itemgetter
from typing import Any, Final, NoReturn, Protocol

from asok_geo.addresses import NO_DATABASE, Network

Fields = dict[str, Any]

# The fields that every location has.
ALWAYS = ("city", "country", "country_code", "lat", "lon", "reason")


class Origin(Protocol):
    """Where a location comes from, and what it can still ask there."""

    def network(self, ip: Any) -> Network | None: ...

    def more(self, number: int) -> Fields: ...


def field(name: str, doc: str) -> Any:
    """A field as an attribute, read without running any Python code."""
    return property(itemgetter(name), doc=doc)


class Location(dict[str, Any]):
    """Where an address is: a read-only mapping whose keys are attributes too.

    `city`, `country` (English name), `country_code` (ISO 3166-1), `lat`, `lon` (degrees), `network` and
    `reason` are always keys; what else the file holds (`region`, `district`, `postcode`, `timezone`,
    `accuracy` in kilometres, `asn`, `organisation`, `is_eu`, `continent_code` ...) is a key if the file has
    it, and an attribute in any case. What is not known is `None`. A location of which nothing is known is
    false, and its `reason` says why: "unknown", "private", "reserved", "malformed" or "no database".
    """

    # A dict, so that no Python code runs to read a field that is at hand. The fields that are asked for less
    # are added once one of them is missed, and all of them before anything is said about all keys.
    # There is no __init__: calling one takes a look-up longer than all else here. `located` makes locations.
    __slots__ = ("_ip", "_number", "_origin")

    _ip: Any
    _number: int | None
    _origin: Origin

    city: Final[str | None] = field("city", "The city's name as the file spells it.")
    country: Final[str | None] = field("country", "The country's English name.")
    country_code: Final[str | None] = field("country_code", "The country's ISO 3166-1 alpha-2 code.")
    lat: Final[float | None] = field("lat", "Latitude in degrees, north is positive.")
    lon: Final[float | None] = field("lon", "Longitude in degrees, east is positive.")
    reason: Final[str | None] = field("reason", "Why nothing is known; `None` if something is.")

    @property
    def network(self) -> Network | None:
        """The largest network around the address that its row covers; `None` for a miss."""
        return self._origin.network(self._ip)

    def __missing__(self, key: str) -> Any:
        if key == "network":
            return self.network
        self._add_more()
        if super().__contains__(key):
            return super().__getitem__(key)
        raise KeyError(key)

    def __getattr__(self, name: str) -> Any:
        if name in OPTIONAL:
            return self.get(name)
        raise AttributeError(f"a location has no {name!r}")

    def __bool__(self) -> bool:
        return self["reason"] is None

    def __repr__(self) -> str:
        known = ", ".join(f"{key}={value!r}" for key, value in self.items() if value is not None)
        return f"Location({known})"

    def __reduce__(self) -> tuple[Any, ...]:
        return located, (dict(self), Apart(self.network), self._ip)

    def __contains__(self, key: object) -> bool:
        self._complete()
        return super().__contains__(key)

    def get(self, key: str, default: Any = None, /) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        self._complete()
        return super().__iter__()

    def __reversed__(self) -> Iterator[str]:
        self._complete()
        return super().__reversed__()

    def __len__(self) -> int:
        self._complete()
        return super().__len__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        self._complete()
        return super().keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        self._complete()
        return super().values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        self._complete()
        return super().items()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def copy(self) -> Fields:
        """A plain dict, which may be changed."""
        return dict(self)

    def __or__(self, other: Mapping[str, Any]) -> Fields:  # type: ignore[override]
        return {**self, **other}

    def __ror__(self, other: Mapping[str, Any]) -> Fields:  # type: ignore[override]
        return {**other, **self}

    def _refuse(self, *arguments: Any, **named: Any) -> NoReturn:  # noqa: ARG002
        raise TypeError("a location is read-only; copy() gives a dict that is not")

    __setitem__ = __delitem__ = __ior__ = pop = popitem = clear = _refuse
    update = setdefault = _refuse  # pyright: ignore[reportAssignmentType]

    def _add_more(self) -> None:
        """Add the fields that are not at hand. Threads may do so at once: they add the same."""
        number = self._number
        if number is not None:
            super().update(self._origin.more(number))
            self._number = None

    def _complete(self) -> None:
        """Have all fields at hand."""
        if not super().__contains__("network"):
            self._add_more()
            super().__setitem__("network", self.network)


def located(fields: Fields, origin: Origin, ip: Any, number: int | None = None) -> Location:
    """A location with these fields, and those that `origin` has `more` of under the number."""
    location = Location(fields)
    location._ip = ip  # pyright: ignore[reportPrivateUsage]
    location._origin = origin  # pyright: ignore[reportPrivateUsage]
    location._number = number  # pyright: ignore[reportPrivateUsage]
    return location


class Apart:
    """The origin of a location that needs none: it was pickled, or there never was a database."""

    __slots__ = ("_network",)

    def __init__(self, network: Network | None) -> None:
        self._network = network

    def network(self, ip: Any) -> Network | None:  # noqa: ARG002
        return self._network

    def more(self, number: int) -> Fields:  # noqa: ARG002
        return {}


# What only some files hold, with its type as it is stored.
OPTIONAL = (
    "continent_code", "region", "region_code", "district", "postcode", "timezone", "accuracy", "is_eu", "asn",
    "organisation", "domain",
)  # fmt: skip

# What there is to say where there is no database: every field None.
NOWHERE = located({**dict.fromkeys(ALWAYS), "reason": NO_DATABASE}, Apart(None), None)
