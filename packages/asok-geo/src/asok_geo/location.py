"""What is known of an address."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from asok_geo.addresses import NO_DATABASE, Network

Fields = dict[str, Any]

# The keys that every location has.
ALWAYS = ("city", "country", "country_code", "lat", "lon", "reason")
# Not a key: under it stands the record whose other fields were not asked for yet.
MORE = ""


class Origin(Protocol):
    """Where a location comes from, and what it can still ask there."""

    def network(self, ip: Any) -> Network | None: ...

    def more(self, number: int | None) -> Fields: ...


class Location(Mapping[str, Any]):
    """Where an address is: a read-only mapping whose keys are attributes too.

    `city`, `country` (English name), `country_code` (ISO 3166-1), `lat`, `lon` (degrees), `network` and
    `reason` are always keys; what else the file holds (`region`, `district`, `postcode`, `timezone`,
    `accuracy` in kilometres, `asn`, `organisation`, `is_eu`, `continent_code` ...) is a key if the file has
    it, and an attribute in any case. What is not known is `None`. A location of which nothing is known is
    false, and its `reason` says why: "unknown", "private", "reserved", "malformed" or "no database".
    """

    __slots__ = ("_fields", "_ip", "_origin")

    # There is no __init__: calling one takes a look-up longer than all else here. `located` makes locations.
    _fields: Fields
    _origin: Origin
    _ip: Any

    def __getitem__(self, key: str) -> Any:
        try:
            return self._fields[key]
        except KeyError:
            return self.network if key == "network" else self._all()[key]

    def __getattr__(self, name: str) -> Any:
        if name in OPTIONAL:
            return self._all().get(name)
        raise AttributeError(f"a location has no {name!r}")

    def __iter__(self) -> Iterator[str]:
        yield from self._all()
        yield "network"

    def __len__(self) -> int:
        return len(self._all()) + 1

    def __bool__(self) -> bool:
        return self._fields["reason"] is None

    def __repr__(self) -> str:
        known = ", ".join(f"{key}={value!r}" for key, value in self.items() if value is not None)
        return f"Location({known})"

    def __reduce__(self) -> tuple[Any, tuple[Fields, "Apart", Any]]:
        return located, (self._all(), Apart(self.network), self._ip)

    def _all(self) -> Fields:
        """The fields, those included that most people never ask for."""
        fields = self._fields
        if MORE in fields:
            more = self._origin.more(fields[MORE])
            fields = {key: more[key] if key in more else fields[key] for key in (*ALWAYS, *more)}
            self._fields = fields
        return fields

    @property
    def city(self) -> str | None:
        """The city's name as the file spells it."""
        city: str | None = self._fields["city"]
        return city

    @property
    def country(self) -> str | None:
        """The country's English name."""
        country: str | None = self._fields["country"]
        return country

    @property
    def country_code(self) -> str | None:
        """The country's ISO 3166-1 alpha-2 code."""
        country_code: str | None = self._fields["country_code"]
        return country_code

    @property
    def lat(self) -> float | None:
        """Latitude in degrees, north is positive."""
        lat: float | None = self["lat"]
        return lat

    @property
    def lon(self) -> float | None:
        """Longitude in degrees, east is positive."""
        lon: float | None = self["lon"]
        return lon

    @property
    def network(self) -> Network | None:
        """The largest network around the address that its row covers; `None` for a miss."""
        return self._origin.network(self._ip)

    @property
    def reason(self) -> str | None:
        """Why nothing is known; `None` if something is."""
        reason: str | None = self._fields["reason"]
        return reason


def located(fields: Fields, origin: Origin, ip: Any) -> Location:
    """A location with these fields, which it does not change."""
    location = Location()
    location._fields = fields  # pyright: ignore[reportPrivateUsage]
    location._origin = origin  # pyright: ignore[reportPrivateUsage]
    location._ip = ip  # pyright: ignore[reportPrivateUsage]
    return location


class Apart:
    """The origin of a location that needs none: it was pickled, or there never was a database."""

    __slots__ = ("_network",)

    def __init__(self, network: Network | None) -> None:
        self._network = network

    def network(self, ip: Any) -> Network | None:  # noqa: ARG002
        return self._network

    def more(self, number: int | None) -> Fields:  # noqa: ARG002
        return {}


# What only some files hold, with its type as it is stored.
OPTIONAL = (
    "continent_code", "region", "region_code", "district", "postcode", "timezone", "accuracy", "is_eu", "asn",
    "organisation", "domain",
)  # fmt: skip

# What there is to say where there is no database: every field None.
NOWHERE = located({**dict.fromkeys(ALWAYS), "reason": NO_DATABASE}, Apart(None), None)
