"""What records say, as objects for the fast look-up."""

from array import array
from itertools import count, repeat
from typing import Final, TypeAlias

from asok_geo.location import Said
from asok_geo.snapshot import Snapshot

Held: TypeAlias = "list[Said | None]"

# How many are kept, some 13 MB.
RECORDS: Final = 40_000


class NotAtHandError(LookupError):
    """There is no such record: the fast look-up cannot tell what the address is."""


class Sayings:
    """What records say. A few are kept, and each new one takes the place of the oldest."""

    __slots__ = ("_kept", "_turns", "held", "snapshot")

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        # What is kept, by the record's number; empty until somebody makes it ready.
        self.held: Held = []
        # The numbers of what is kept. A turn is taken at once, whatever other threads do.
        self._kept = array("I", [0]) * RECORDS
        self._turns = count()

    def make_ready(self) -> Held:
        """What is held, with a place for each record, or more if threads do this at once."""
        missing = self.snapshot.records.count - len(self.held)
        self.held.extend(repeat(None, missing))
        return self.held

    def read(self, number: int) -> Said:
        """What a record says, which is kept now. Raises `NotAtHandError` and `IndexDamagedError`."""
        if not number:
            raise NotAtHandError
        said = self.snapshot.said(number)
        place = next(self._turns) % RECORDS
        self.held[self._kept[place]] = None
        self.held[number] = said
        self._kept[place] = number
        return said
