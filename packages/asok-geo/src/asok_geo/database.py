"""The database."""

import threading
from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from asok_geo.addresses import Address, Network
from asok_geo.build import Watcher
from asok_geo.errors import ClosedError, IndexDamagedError
from asok_geo.location import Location
from asok_geo.results import Results
from asok_geo.snapshot import Snapshot
from asok_geo.store import Store


class GeoDB:
    """Looks addresses up in a CSV file, through an index that is built once and kept beside it.

    `db.lookup(ip)` is the location of an address: a `str`, an `IPv4Address`, an `IPv6Address`, or an `int`. It never raises
    for an address, whatever it is. A database may be used by any number of threads, and by workers forked after it was
    opened; it can be pickled, and opens the same file again then.
    """

    lookup: Callable[[Address], Location]

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._results = Results(Snapshot(store.open()), self._locate)
        self.lookup = self._results.__getitem__

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        cache_dir: str | PathLike[str] | None = None,
        skip_bad_rows: bool = False,
        watch: bool | float = False,
        progress: Watcher | None = None,
    ) -> Self:
        """Open a file, a folder or a zip; see the README for what it may hold.

        `cache_dir`: where the index is kept instead of beside the file. `skip_bad_rows`: leave rows out that cannot be
        read, and count them in `metadata`. `watch`: serve a new file as soon as it is there; a number is how many seconds
        pass between two looks at it (0.5). `progress` is called while an index is built.

        Raises `SourceError` (`SourceMissingError`, `LayoutError`, `RowError`) and `IndexWriteError`.
        """
        return cls(Store(Path(path), Path(cache_dir) if cache_dir else None, skip_bad_rows, progress))

    def lookup_many(self, ips: Iterable[Address]) -> list[Location]:
        """The locations of many addresses, in their order."""
        return [self.lookup(ip) for ip in ips]

    def network(self, ip: Address) -> Network | None:
        """The largest network around an address for which the file says the same; `None` if it says nothing."""
        return self.lookup(ip).network

    @property
    def metadata(self) -> dict[str, Any]:
        head = self._results.snapshot.index.head
        return {"layout": head.layout, "rows": sum(head.rows.values())}

    def reload(self) -> bool:
        """Serve the file as it is now; whether it was another one. Raises what `open` raises, and serves on."""
        return self._swap(None)

    def close(self) -> None:
        """Give everything back; a look-up raises `ClosedError` from now on."""
        self.lookup = closed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, tuple[Store]]:
        return type(self), (self._store,)

    def _locate(self, ip: Address) -> Location:
        snapshot = self._results.snapshot
        try:
            return snapshot.locate(ip)
        except IndexDamagedError:
            self._swap(snapshot)
            return self._locate(ip)

    def _swap(self, damaged: Snapshot | None) -> bool:
        with self._lock:
            before = self._results.snapshot
            if damaged and before is not damaged:
                return True
            index = self._store.open(damaged.index if damaged else None)
            if index.identity == before.index.identity and not damaged:
                return False
            self._results.serve(Snapshot(index))
            return True


def closed(ip: Address) -> Location:
    raise ClosedError("the database was closed")
