"""The files behind a path: one CSV, also compressed, or the several of a folder or a zip."""

import gzip
import io
import os
import re
import time
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO, NamedTuple, cast

from asok_geo.errors import LayoutError, SourceError, SourceMissingError, readable
from asok_geo.lines import Lines

# Not what macOS leaves beside the files it copies or packs, `._geo.csv`.
TABLE = re.compile(r"(^|/)[^./][^/]*\.(csv|tsv)(\.gz)?$", re.IGNORECASE)
LOCATIONS = re.compile(r"-Locations-[\w-]+\.csv$")
ENGLISH = "-Locations-en.csv"
# In seconds, more than between two modification times that differ.
TICK = 0.02
BUFFER = 1 << 16


class Text(NamedTuple):
    """An opened file: its lines, and how many bytes of it were read so far."""

    lines: IO[str]
    done: Callable[[], int]


@dataclass(frozen=True)
class Part:
    """A file of text on disk, or the member of a zip; `size` counts its bytes as they are read."""

    file: Path
    size: int
    member: str | None = None

    def __str__(self) -> str:
        return f"{self.file}/{self.member}" if self.member else str(self.file)

    @contextmanager
    def open(self) -> Generator[Text]:
        """The text. Bytes that are no UTF-8 come as surrogates, of which no record can be made."""
        with ExitStack() as stack:
            with readable(str(self)):
                data, done = self._bytes(stack)
                lines = io.BufferedReader(Lines(str(self), data), BUFFER)
                text = io.TextIOWrapper(lines, "utf-8-sig", "surrogateescape", newline="\n")
            yield Text(text, done)

    def _bytes(self, stack: ExitStack) -> tuple[IO[bytes], Callable[[], int]]:
        raw = stack.enter_context(self.file.open("rb"))
        if self.member is not None:
            archive = stack.enter_context(zipfile.ZipFile(raw))
            if self.member not in archive.namelist():
                raise SourceMissingError(str(self), None, "is not there any more")
            data = stack.enter_context(archive.open(self.member))
            return unpacked(data, self.member), data.tell
        return unpacked(raw, self.file.name), raw.tell


@dataclass(frozen=True)
class Source:
    """What a path stands for: the files with rows, and with the places that GeoLite2's rows refer to."""

    path: Path
    rows: tuple[Part, ...]
    places: tuple[Part, ...]

    def key(self) -> list[list[str | int]]:
        """Name, size and modification time in nanoseconds of each file: what an index is known by."""
        return [[file.name, status.st_size, status.st_mtime_ns] for file, status in self._states()]

    def state(self) -> tuple[tuple[int, ...], ...]:
        """All that the system tells of the files; it differs if one was replaced or written to."""
        return tuple(
            (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            for _, status in self._states()
        )

    def settled(self) -> tuple[tuple[int, ...], ...]:
        """The state, as soon as a further change would give the files another modification time."""
        state, changed_at = self.state(), self.changed_at()
        # There are file systems that know whole seconds only.
        tick = TICK if changed_at % 1 else 1 + TICK
        while 0 <= time.time() - changed_at < tick:
            time.sleep(TICK / 4)
        return state

    def changed_at(self) -> float:
        """When the latest of the files was modified, in seconds since 1970."""
        return max(status.st_mtime for _, status in self._states())

    def _states(self) -> list[tuple[Path, os.stat_result]]:
        files = dict.fromkeys(part.file for part in (*self.rows, *self.places))
        return [(file, stat(file)) for file in files]


def find_source(path: Path) -> Source:
    """The source at a path. Raises `SourceMissingError`, `SourceError` for what is no file and no folder,
    `LayoutError` where there are no tables in it."""
    mode = stat(path).st_mode
    # To open a pipe would wait for who writes to it.
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        raise SourceError(path, None, "is neither a file nor a folder")
    with readable(path):
        parts = list(parts_of(path))
    if not parts:
        raise LayoutError(path, None, "holds no .csv or .tsv file")
    names = {str(part) for part in parts}
    rows = [
        part
        for part in parts
        if not LOCATIONS.search(str(part))
        and str(part).replace("-num.csv", ".csv") not in names - {str(part)}
    ]
    return Source(path, tuple(rows), tuple(part for part in parts if str(part).endswith(ENGLISH)))


def parts_of(path: Path) -> Iterator[Part]:
    """The tables of a path. Raises `OSError`, `BadZipFile`, `LayoutError`."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if TABLE.search(file.name) and file.is_file():
                yield Part(file, file.stat().st_size)
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
        tables = {member.filename: member for member in members if is_table(member)}
        if len(tables) < sum(map(is_table, members)):
            raise LayoutError(path, None, "holds more than one file of the same name")
        for name, member in tables.items():
            yield Part(path, member.file_size, name)
    else:
        yield Part(path, path.stat().st_size)


def is_table(member: zipfile.ZipInfo) -> bool:
    return TABLE.search(member.filename) is not None and not member.is_dir()


def unpacked(data: IO[bytes], name: str) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=data)) if name.lower().endswith(".gz") else data


def stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceMissingError(path, None, f"cannot be opened: {problem}") from error
