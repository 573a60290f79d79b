"""asok-geo: offline IP geolocation from any CSV."""

from asok_geo.build import Progress
from asok_geo.database import GeoDB
from asok_geo.errors import (
    ClosedError,
    GeoError,
    IndexDamagedError,
    IndexWriteError,
    LayoutError,
    RowError,
    SourceError,
    SourceMissingError,
)
from asok_geo.location import NOWHERE, Location

__all__ = [
    "NOWHERE",
    "ClosedError",
    "GeoDB",
    "GeoError",
    "IndexDamagedError",
    "IndexWriteError",
    "LayoutError",
    "Location",
    "Progress",
    "RowError",
    "SourceError",
    "SourceMissingError",
]
