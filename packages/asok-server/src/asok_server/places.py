"""Where visitors are: the geo database of a project, if it has one."""

from pathlib import Path

from asok_geo import NOWHERE, GeoDB, Location


class Places:
    """Looks addresses up in ``.asok/geo.csv``, and in its next version as soon as the file is replaced.

    Without the file every location is unknown: its fields are None.
    """

    def __init__(self, file: Path) -> None:
        self._db = GeoDB.open(file, watch=True) if file.is_file() else None

    def lookup(self, address: str) -> Location:
        """Return the location of an address; an address that is not in the file has None for every field."""
        if self._db is None:
            return NOWHERE
        return self._db.lookup(address)
