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
from asok_geo.many import Locations
from asok_geo.merged import MergedDB, open_merged

__all__ = [
    "NOWHERE",
    "ClosedError",
    "GeoDB",
    "GeoError",
    "IndexDamagedError",
    "IndexWriteError",
    "LayoutError",
    "Location",
    "Locations",
    "MergedDB",
    "Progress",
    "RowError",
    "SourceError",
    "SourceMissingError",
    "open_merged",
]
