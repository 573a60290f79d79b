"""Where an index is kept, and that it is built once."""

import hashlib
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from asok_geo.build import ChangedError, Watcher, build
from asok_geo.errors import IndexDamagedError, SourceError
from asok_geo.index import IndexFile
from asok_geo.locks import locked
from asok_geo.sources import TICK, find_source

PATIENCE = 2.0
TRIES = 3
SETTLE = 0.1


@dataclass(frozen=True)
class Store:
    """The index of one source, beside it or in `cache_dir`."""

    path: Path
    cache_dir: Path | None = None
    skip_bad_rows: bool = False
    progress: Watcher | None = None

    @property
    def index_path(self) -> Path:
        path = self.path if self.path.name.strip(".") else self.path.resolve()
        name = f"{path.name}.asokgeo"
        if self.cache_dir is None:
            return path.with_name(name)
        return self.cache_dir / f"{hashlib.sha256(os.fsencode(self.path.absolute())).hexdigest()[:16]}-{name}"

    def anchored(self) -> "Store":
        """The same wherever the process goes to."""
        cache_dir = self.cache_dir and self.cache_dir.absolute()
        return replace(self, path=self.path.absolute(), cache_dir=cache_dir)

    def open(self, damaged: IndexFile | None = None) -> IndexFile:
        """The index of the source as it is now, built if need be; never the one that was found `damaged`.

        While the source goes on changing and cannot be read it is tried again: three times, and for two
        seconds. Raises `SourceError`, `IndexWriteError`.
        """
        deadline, tries = time.monotonic() + PATIENCE, 0
        while True:
            before = self.state()
            tries += 1
            try:
                return self._existing(damaged) or self._build(damaged)
            except ChangedError as error:
                if tries >= TRIES and time.monotonic() > deadline:
                    raise SourceError(self.path, None, "does not come to rest") from error
            except SourceError:
                if (tries >= TRIES and time.monotonic() > deadline) or not self._changes(before):
                    raise

    def _existing(self, damaged: IndexFile | None) -> IndexFile | None:
        key = find_source(self.path).key()
        try:
            index = IndexFile(self.index_path)
        except (OSError, IndexDamagedError):
            return None
        if index.head.key != key or (index.head.skipped_count and not self.skip_bad_rows):
            return None
        return None if damaged and index.identity == damaged.identity else index

    def _build(self, damaged: IndexFile | None) -> IndexFile:
        with locked(self.index_path):
            index = self._existing(damaged)
            if index:
                return index
            source = find_source(self.path)
            build(source, self.index_path, skip_bad_rows=self.skip_bad_rows, progress=self.progress)
            index = self._existing(damaged)
            if index is None:
                raise ChangedError(self.path, None, "became another one once it was read")
            return index

    def state(self) -> object:
        """All that the system tells of the source; None if it cannot be found."""
        try:
            return find_source(self.path).state()
        except SourceError:
            return None

    def _changes(self, before: object) -> bool:
        """Whether the source, if it is new or gone, becomes another one soon."""
        try:
            if time.time() - find_source(self.path).changed_at() > PATIENCE:
                return self.state() != before
        except SourceError:
            pass
        until = time.monotonic() + SETTLE
        while self.state() == before and time.monotonic() < until:
            time.sleep(TICK / 4)
        return self.state() != before
