"""What is known of an address."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, Final, NoReturn, Protocol, TypeAlias

from asok_geo.addresses import NO_DATABASE, Network

Fields = dict[str, Any]
Point = tuple[float | None, float | None]


class Origin(Protocol):
    """Where a location comes from, and what it can still ask there."""

    def network(self, ip: Any) -> Network | None: ...

    def point(self, number: int) -> Point: ...

    def more(self, number: int) -> Fields: ...


# What a record says, shared by all locations that it is said of: the fields in PLACES, and the origin. Many
# are kept, so it is short: the origin has the `point` of a record and `more`, by the record's number.
Said: TypeAlias = tuple[str | None, str | None, str | None, str | None, Origin]
PLACES: Final = {"city": 0, "country": 1, "country_code": 2, "reason": 3}
POINT: Final = {"lat": 0, "lon": 1}
# What every location has, in order; `network` comes last.
FIELDS: Final = ("city", "country", "country_code", "lat", "lon", "reason")


def lazy(name: str, doc: str) -> Any:
    """A field that is read from the record when it is first asked for."""
    return property(lambda location: location._more().get(name), doc=doc)


class Draft:
    """A location that is being written. When it is whole it becomes a `Location`, which is only read."""

    # Slots, because no read is quicker, and no __init__, because to call one takes as long as to fill them.
    __slots__ = {
        "_ip": "The address as it was asked for.",
        "_number": "The number of the record that says all this.",
        "_origin": "Where all else can be asked.",
        "_rest": "The fields that only some files hold, once they were asked for.",
        "city": "The city's name as the file spells it.",
        "country": "The country's English name.",
        "country_code": "The country's ISO 3166-1 alpha-2 code.",
        "reason": "Why nothing is known; `None` if something is.",
    }

    city: str | None
    country: str | None
    country_code: str | None
    reason: str | None
    _origin: Origin
    _number: int
    _ip: Any
    _rest: Fields


class Location(Draft, Mapping[str, Any]):
    """Where an address is: a read-only mapping whose keys are attributes too.

    `city`, `country` (English name), `country_code` (ISO 3166-1), `lat`, `lon` (degrees), `network` and
    `reason` are always keys; what else the file holds (`region`, `district`, `postcode`, `timezone`,
    `accuracy` in kilometres, `asn`, `organisation`, `is_eu`, `continent_code` ...) is a key if the file has
    it, and an attribute in any case. What is not known is `None`. A location of which nothing is known is
    false, and its `reason` says why: "unknown", "private", "reserved", "malformed" or "no database".

    `dict(location)` holds only what JSON knows: `json.dumps(location, default=dict)` works.
    """

    # No dict, not even of a kind: encoders in C read those without asking, and would miss the fields that are
    # read late.
    __slots__ = ()

    @property
    def lat(self) -> float | None:
        """Latitude in degrees, north is positive."""
        return self._origin.point(self._number)[0]

    @property
    def lon(self) -> float | None:
        """Longitude in degrees, east is positive."""
        return self._origin.point(self._number)[1]

    @property
    def network(self) -> Network | None:
        """The largest network around the address that its row covers; `None` for a miss. The key's value is
        text, as in "8.8.8.0/24"."""
        return self._origin.network(self._ip)

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
        # What most people ask for comes first; to look its name up in a dict would take longer.
        if key == "city":
            return self.city
        if key == "country_code":
            return self.country_code
        if key == "country":
            return self.country
        return self._late(key)

    def __iter__(self) -> Iterator[str]:
        yield from FIELDS
        yield from self._more()
        yield "network"

    def __len__(self) -> int:
        return len(FIELDS) + len(self._more()) + 1

    def __contains__(self, key: object) -> bool:
        return key in FIELDS or key == "network" or key in self._more()

    def __bool__(self) -> bool:
        return self.reason is None

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a location is read-only; copy() gives a dict that may hold another {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a location is read-only; copy() gives a dict that may be without {name!r}")

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

    def _late(self, key: str) -> Any:
        if key in FIELDS:
            return getattr(self, key)
        if key == "network":
            return None if self.network is None else str(self.network)
        return self._more()[key]

    def _more(self) -> Fields:
        """The fields that only some files hold. Threads may ask at once: they read the same."""
        try:
            return self._rest
        except AttributeError:
            write(self, "_rest", self._origin.more(self._number))
            return self._rest


class Kept(Location):
    """A location that is handed out again and again: it has read everything."""

    __slots__ = ("lat", "lon")


write = object.__setattr__


def located(said: Said, number: int, ip: Any) -> Location:
    """The location of an address, of which the record of that number says that."""
    location: Any = Draft()
    location.city, location.country, location.country_code, location.reason, location._origin = said
    location._number = number
    location._ip = ip
    location.__class__ = Location
    return location  # type: ignore[no-any-return]


def kept(location: Location) -> Location:
    """The same location, for many to read. Raises `IndexDamagedError`."""
    same = Kept()
    fields = dict(location)
    for name in FIELDS:
        write(same, name, fields[name])
    for name in ("_origin", "_number", "_ip", "_rest"):
        write(same, name, getattr(location, name))
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

    def point(self, number: int) -> Point:  # noqa: ARG002
        return self._fields["lat"], self._fields["lon"]

    def more(self, number: int) -> Fields:  # noqa: ARG002
        return rest_of(self._fields)


def rest_of(fields: Fields) -> Fields:
    """The fields that only some files hold."""
    return {name: value for name, value in fields.items() if name not in FIELDS and name != "network"}


# What there is to say where there is no database: every field None.
NOWHERE = apart({**dict.fromkeys(FIELDS), "reason": NO_DATABASE}, None)
