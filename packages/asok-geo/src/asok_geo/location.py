"""What is known of an address."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, Final, NoReturn, Protocol, TypeAlias

from asok_geo.addresses import NO_DATABASE, Network

Fields = dict[str, Any]


class Origin(Protocol):
    """Where a location comes from, and what it can still ask there."""

    def network(self, ip: Any) -> Network | None: ...

    def more(self, number: int) -> Fields: ...


# What a record says, shared by all locations that it is said of: the fields in PLACES, and the origin, which
# has `more` by the record's number.
Said: TypeAlias = tuple[str | None, str | None, str | None, float | None, float | None, str | None, Origin]
# What every location has, in order; `network` comes last.
PLACES: Final = {"city": 0, "country": 1, "country_code": 2, "lat": 3, "lon": 4, "reason": 5}


def lazy(name: str, doc: str) -> Any:
    """A field that is read from the record when it is first asked for."""
    return property(lambda location: location._more().get(name), doc=doc)


class Location(Mapping[str, Any]):
    """Where an address is: a read-only mapping whose keys are attributes too.

    `city`, `country` (English name), `country_code` (ISO 3166-1), `lat`, `lon` (degrees), `network` and
    `reason` are always keys; what else the file holds (`region`, `district`, `postcode`, `timezone`,
    `accuracy` in kilometres, `asn`, `organisation`, `is_eu`, `continent_code` ...) is a key if the file has
    it, and an attribute in any case. What is not known is `None`. A location of which nothing is known is
    false, and its `reason` says why: "unknown", "private", "reserved", "malformed" or "no database".

    `dict(location)` holds only what JSON knows: `json.dumps(location, default=dict)` works.
    """

    # No dict, not even of a kind: encoders in C read those without asking, and would miss the fields that are
    # read late. There is no __init__ either: calling one takes a look-up longer than all else here.
    __slots__ = ("_ip", "_number", "_rest", "_said")

    _said: Said
    _number: int
    _ip: Any
    _rest: Fields

    @property
    def city(self) -> str | None:
        """The city's name as the file spells it."""
        return self._said[0]

    @property
    def country(self) -> str | None:
        """The country's English name."""
        return self._said[1]

    @property
    def country_code(self) -> str | None:
        """The country's ISO 3166-1 alpha-2 code."""
        return self._said[2]

    @property
    def lat(self) -> float | None:
        """Latitude in degrees, north is positive."""
        return self._said[3]

    @property
    def lon(self) -> float | None:
        """Longitude in degrees, east is positive."""
        return self._said[4]

    @property
    def reason(self) -> str | None:
        """Why nothing is known; `None` if something is."""
        return self._said[5]

    @property
    def network(self) -> Network | None:
        """The largest network around the address that its row covers; `None` for a miss. The key's value is
        text, as in "8.8.8.0/24"."""
        return self._said[6].network(self._ip)

    # What only some files hold.
    continent_code: Final[str | None] = lazy("continent_code", "Two letters, as GeoLite2 has them.")
    region: Final[str | None] = lazy("region", "The region's name as the file spells it.")
    region_code: Final[str | None] = lazy("region_code", "ISO 3166-2 without the country.")
    district: Final[str | None] = lazy("district", "What is between region and city.")
    postcode: Final[str | None] = lazy("postcode", "The postal code.")
    timezone: Final[str | None] = lazy("timezone", "The time zone as the file spells it.")
    accuracy: Final[int | None] = lazy("accuracy", "The radius around the place, in kilometres.")
    is_eu: Final[bool | None] = lazy("is_eu", "Whether the country is in the European Union.")
    asn: Final[int | None] = lazy("asn", "The number of the autonomous system.")
    organisation: Final[str | None] = lazy("organisation", "Whose autonomous system it is.")
    domain: Final[str | None] = lazy("domain", "The organisation's domain.")

    def __getitem__(self, key: str) -> Any:
        # To look these names up in a dict would take longer.
        if key == "city":
            return self._said[0]
        if key == "country_code":
            return self._said[2]
        if key == "country":
            return self._said[1]
        return self._other(key)

    def __iter__(self) -> Iterator[str]:
        yield from PLACES
        yield from self._more()
        yield "network"

    def __len__(self) -> int:
        return len(PLACES) + len(self._more()) + 1

    def __contains__(self, key: object) -> bool:
        return key in PLACES or key == "network" or key in self._more()

    def __bool__(self) -> bool:
        return self._said[5] is None

    def __repr__(self) -> str:
        known = ", ".join(f"{key}={value!r}" for key, value in self.items() if value is not None)
        return f"Location({known})"

    def __reduce__(self) -> tuple[Any, ...]:
        return apart, (self.copy(), self.network)

    def copy(self) -> Fields:
        """A plain dict, which may be changed."""
        return dict(self)

    def __or__(self, other: Mapping[str, Any]) -> Fields:
        return {**self, **other}

    def __ror__(self, other: Mapping[str, Any]) -> Fields:
        return {**other, **self}

    def _other(self, key: str) -> Any:
        if key in PLACES:
            return self._said[PLACES[key]]
        if key == "network":
            return None if self.network is None else str(self.network)
        return self._more()[key]

    def _more(self) -> Fields:
        """The fields that are read late. Threads may do so at once: they read the same."""
        try:
            return self._rest
        except AttributeError:
            self._rest = self._said[6].more(self._number)
            return self._rest


class Kept(Location):
    """A location that is handed out again and again: to read an attribute runs no Python code."""

    __slots__ = tuple(PLACES)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a location is read-only; copy() gives a dict that may hold another {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a location is read-only; copy() gives a dict that may be without {name!r}")


def located(said: Said, number: int, ip: Any) -> Location:
    """The location of an address, of which the record of that number says that."""
    location = Location()
    location._said = said  # pyright: ignore[reportPrivateUsage]
    location._number = number  # pyright: ignore[reportPrivateUsage]
    location._ip = ip  # pyright: ignore[reportPrivateUsage]
    return location


def kept(location: Location) -> Location:
    """The same location, for many to read. Raises `IndexDamagedError`."""
    same = Kept()
    fields = dict(location)
    for name in ("_said", "_number", "_ip", "_rest"):
        object.__setattr__(same, name, getattr(location, name))
    for name in PLACES:
        object.__setattr__(same, name, fields[name])
    return same


def apart(fields: Fields, network: Network | None) -> Location:
    """A location of these fields that asks nobody: it was pickled, or there never was a database."""
    return located(said_of(fields, Apart(fields, network)), 0, None)


def said_of(fields: Fields, origin: Origin) -> Said:
    """Fields as if a record had said them."""
    values: Any = itemgetter(*PLACES)(fields)
    return (*values, origin)


class Apart:
    """The origin of a location that needs none."""

    __slots__ = ("_fields", "_network")

    def __init__(self, fields: Fields, network: Network | None) -> None:
        self._fields = fields
        self._network = network

    def network(self, ip: Any) -> Network | None:  # noqa: ARG002
        return self._network

    def more(self, number: int) -> Fields:  # noqa: ARG002
        return rest_of(self._fields)


def rest_of(fields: Fields) -> Fields:
    """The fields that only some files hold."""
    return {name: value for name, value in fields.items() if name not in PLACES and name != "network"}


# What there is to say where there is no database: every field None.
NOWHERE = apart({**dict.fromkeys(PLACES), "reason": NO_DATABASE}, None)
