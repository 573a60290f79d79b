"""Makes the index of a source."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from asok_geo.errors import IndexWriteError, LayoutError, SourceError
from asok_geo.index import Head, head_bytes
from asok_geo.layouts import Layout, recognise
from asok_geo.locks import workplace
from asok_geo.overlap import Sweep
from asok_geo.places import Places, place_layout
from asok_geo.record_writer import RecordWriter
from asok_geo.rows import Numbering, RowReader, Sinks, Skipped
from asok_geo.sources import Source
from asok_geo.spool import Spool, SpoolError
from asok_geo.table_writer import TableWriter, UnsortedError
from asok_geo.table_writer4 import TableWriter4
from asok_geo.table_writer6 import TableWriter6


class ChangedError(SourceError):
    """The source became another one while it was read."""


class Progress(NamedTuple):
    """How far a build is: lines read, bytes read, and bytes that there are."""

    rows: int
    done: int
    total: int


Watcher = Callable[[Progress], None]


def build(
    source: Source, target: Path, *, skip_bad_rows: bool = False, progress: Watcher | None = None
) -> None:
    """Write the index of a source to `target`, whole or not at all.

    Raises `LayoutError`, `RowError` (unless `skip_bad_rows`), `SourceError`, also if the source becomes
    another one meanwhile, and `IndexWriteError`.
    """
    state = source.settled()
    layouts = [recognise(part) for part in source.rows]
    for part, layout in zip(source.rows, layouts, strict=True):
        if set(layout.fields) != set(layouts[0].fields):
            raise LayoutError(
                str(part), None, f"holds other columns than {source.rows[0]}; open_merged joins such files"
            )
    try:
        with workplace(target) as folder:
            made = folder / "index"
            try:
                Build(source, layouts, folder, skip_bad_rows, progress).write(made)
            except UnsortedError:
                Build(source, layouts, folder, skip_bad_rows, progress, sweep=True).write(made)
            # Not later: what is in place is trusted as long as the files have this size and this time.
            if source.state() != state:
                raise ChangedError(source.path, None, "became another one while it was read")
            made.replace(target)
    except SourceError:
        raise
    except SpoolError as error:
        raise IndexWriteError.of(target, error.reason) from error
    except OSError as error:
        raise IndexWriteError.of(target, error) from error


class Build:
    """One attempt: in order as the rows come, or with `sweep` in whatever order."""

    def __init__(
        self, source: Source, layouts: list[Layout], folder: Path, skip: bool, progress: Watcher | None,
        *, sweep: bool = False,
    ) -> None:  # fmt: skip
        self._source = source
        self._layouts = layouts
        self._progress = progress
        self._skipped = Skipped() if skip else None
        self._lines = 0
        self._done = 0
        named = [*layouts, *map(place_layout, source.places)]
        fields = tuple(dict.fromkeys(column for layout in named for column in layout.fields))
        self._records = RecordWriter(folder, fields)
        self._tables: dict[str, TableWriter] = {"v4": TableWriter4(folder), "v6": TableWriter6(folder)}
        self._sweeps = {name: Sweep(folder) for name in self._tables} if sweep else None

    def write(self, target: Path) -> None:
        key = self._source.key()
        with ExitStack() as stack:
            for spool in self._spools().values():
                stack.callback(spool.close)
            for sweep in (self._sweeps or {}).values():
                stack.callback(sweep.close)
            self._read()
            self._finish(key, target)

    def _read(self) -> None:
        into = self._sweeps or self._tables
        sinks = Sinks(into["v4"], into["v6"])
        numbering: Numbering = self._records
        if any("geoname_id" in layout.columns for layout in self._layouts):
            numbering = Places(self._source.places, self._records, self._skipped)
        for part, layout in zip(self._source.rows, self._layouts, strict=True):
            RowReader(part, layout, numbering, sinks, self._skipped).read(self._tick)
            self._done += part.size
        for name, sweep in (self._sweeps or {}).items():
            sweep.drain(self._tables[name].add)
        for table in self._tables.values():
            table.finish()
        self._records.finish()

    def _tick(self, lines: int, done: int) -> None:
        self._lines += lines
        if self._progress:
            total = sum(part.size for part in self._source.rows)
            self._progress(Progress(self._lines, min(self._done + done, total), total))

    def _finish(self, key: list[list[str | int]], target: Path) -> None:
        rows = {name: taker.rows for name, taker in (self._sweeps or self._tables).items()}
        skipped = self._skipped or Skipped()
        if not any(rows.values()):
            bad = f" but {skipped.count:,} bad ones: {skipped.messages[0]}" if skipped.count else ""
            raise LayoutError(self._source.path, None, f"holds no rows{bad}")
        head = Head(
            key=key,
            layout=self._layouts[0].name,
            fields=list(self._records.fields),
            countries=[list(country) for country in self._records.countries],
            rows=rows,
            records=self._records.count,
            skipped=skipped.messages,
            skipped_count=skipped.count,
            built=time.time(),
        )
        write_index(head, self._spools(), target)

    def _spools(self) -> dict[str, Spool]:
        tables = {
            f"{name}.{section}": spool
            for name, table in self._tables.items()
            for section, spool in table.spools.items()
        }
        return tables | self._records.spools


def write_index(head: Head, spools: dict[str, Spool], target: Path) -> None:
    """Put the sections behind a head that says where they are, each at a multiple of 8 bytes."""
    checksums: list[int] = []
    offset = 0
    for name, spool in spools.items():
        offset += -offset % 8
        head.sections[name] = (spool.kind, offset, spool.items, len(checksums))
        checksums += spool.checksums
        offset += spool.size
    head.size = offset
    with target.open("wb") as file:
        file.write(head_bytes(head, checksums))
        for spool in spools.values():
            file.write(bytes(-file.tell() % 8))
            for chunk in spool.chunks():
                file.write(chunk)
