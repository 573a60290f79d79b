"""The database."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from asok_geo.addresses import Address, Network
from asok_geo.build import Watcher
from asok_geo.errors import ClosedError, IndexDamagedError
from asok_geo.forks import over_forks
from asok_geo.location import PLACES, Location
from asok_geo.many import Locations, lookup_many
from asok_geo.results import Results
from asok_geo.snapshot import Snapshot
from asok_geo.store import Store
from asok_geo.watch import Watch, seconds_of

ATTEMPTS = 3


class GeoDB:
    """Looks addresses up in a CSV file, through an index that is built once and kept beside it.

    `db.lookup(ip)` is the location of an address: a `str`, an `IPv4Address`, an `IPv6Address`, or an integer,
    also one of numpy. It never raises for what an address looks like. A database may be used by any number of
    threads, and by workers forked after it was opened (a fork waits for a reload that is under way); it can
    be pickled, and opens the same file again then.
    """

    lookup: Callable[[Address], Location]

    def __init__(self, store: Store, watch: float = 0.0) -> None:
        self._store = store.anchored()
        # First as it was named, so that an error names it so.
        served = Snapshot(store.open(), self._store.open)
        self._results: Results | None = Results(served, self._locate)
        self._watching = watch
        self.lookup = self._results.lookup
        self._lock = over_forks(RLock())
        self._swapping = self._again = False
        self._watch = Watch(self._store, self.reload, watch) if watch else None

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

        `cache_dir`: where the index is kept instead of beside the file. `skip_bad_rows`: leave rows out that
        cannot be read, and count them in `metadata`. `watch`: serve a new file as soon as it is there; a
        number is how many seconds pass between two looks at it (0.5). `progress` is called while an index is
        built.

        Raises `SourceError` (`SourceMissingError`, `LayoutError`, `RowError`) and `IndexWriteError`;
        `ValueError` for a `watch` that is no number of seconds.
        """
        store = Store(Path(path), Path(cache_dir) if cache_dir else None, skip_bad_rows, progress)
        return cls(store, seconds_of(watch))

    def lookup_many(self, ips: Iterable[Address]) -> Locations:
        """The locations of many addresses, in their order; with numpy several times as fast as one by one."""
        return lookup_many(self._open, ips)

    def network(self, ip: Address) -> Network | None:
        """The largest network around an address that lies within its row; `None` if there is no row."""
        return self.lookup(ip).network

    @property
    def metadata(self) -> dict[str, Any]:
        """What is served: `source`, `layout`, `fields`, `rows`, `rows_v4`, `rows_v6`, `records` (different
        sayings), `built` (UTC), `index` (path), `index_size` (bytes), `skipped` (rows left out) and
        `skipped_rows` (the first 100 messages)."""
        index = self._open.snapshot.index
        head = index.head
        return {
            "source": str(self._store.path),
            "layout": head.layout,
            "fields": [*(name for name in PLACES if name != "reason"), *head.fields[1:]],
            "rows": sum(head.rows.values()),
            "rows_v4": head.rows["v4"],
            "rows_v6": head.rows["v6"],
            "records": head.records,
            "built": datetime.fromtimestamp(head.built, UTC),
            "index": str(index.path),
            "index_size": head.size,
            "skipped": head.skipped_count,
            "skipped_rows": list(head.skipped),
        }

    def reload(self) -> bool:
        """Serve the file as it is now; whether it was another one.

        Raises what `open` raises, and serves on as before. Called while the same thread reloads, by a handler
        of signals say, it returns False, and the file is looked at once more in the end.
        """
        return self._swap(None)

    def close(self) -> None:
        """Give everything back; whatever is asked from now on raises `ClosedError`."""
        if self._watch:
            self._watch.close()
        self.lookup = closed
        self._results = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, tuple[Store, float]]:
        return type(self), (replace(self._store, progress=None), self._watching)

    @property
    def _open(self) -> Results:
        if self._results is None:
            raise ClosedError("the database was closed")
        return self._results

    def _locate(self, ip: Address) -> Location:
        """The look-up that takes its time, and builds an index anew that was found damaged.

        Raises what `open` raises if that cannot be done.
        """
        for _ in range(ATTEMPTS):
            snapshot = self._open.snapshot
            try:
                return snapshot.locate(ip)
            except IndexDamagedError:
                self._swap(snapshot)
        return self._open.snapshot.locate(ip)

    def _swap(self, damaged: Snapshot | None) -> bool:
        with self._lock:
            if self._swapping:  # this thread, which a signal has interrupted, or whose `progress` asks for it
                self._again = True
                return False
            self._swapping = True
            try:
                changed = self._serve_newest(damaged)
                while self._again:
                    self._again = False
                    changed = self._serve_newest(None) or changed
                return changed
            finally:
                self._swapping = self._again = False

    def _serve_newest(self, damaged: Snapshot | None) -> bool:
        served = self._open.snapshot
        if damaged and served is not damaged:
            return True
        index = self._store.open(damaged.index if damaged else None)
        if index.identity == served.index.identity:
            return False
        self._open.serve(Snapshot(index, self._store.open))
        return True


def closed(ip: Address) -> Location:
    """The look-up of a closed database."""
    raise ClosedError(f"the database was closed; {ip!r} cannot be looked up")
