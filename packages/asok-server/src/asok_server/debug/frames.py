"""The places a traceback leads through, with the lines around them."""

import linecache
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from traceback import FrameSummary, TracebackException
from typing import NamedTuple

_AROUND = 5
_LONGEST_LINE = 240
_FIRST, _LAST = 12, 24
_LIBRARIES = tuple({Path(path).resolve() for path in sysconfig.get_paths().values()})


class Line(NamedTuple):
    """A line of source, and from where to where it failed."""

    number: int
    text: str
    start: int = 0
    stop: int = 0


class Place(NamedTuple):
    """One step of a traceback. ``own`` says that it lies in the project."""

    file: str
    number: int
    function: str
    own: bool
    lines: tuple[Line, ...]


def places(error: BaseException, root: Path | None) -> tuple[list[Place], int]:
    """Return the steps that led to an error, and how many were left out in the middle (a deep recursion)."""
    steps = list(TracebackException.from_exception(error, lookup_lines=False).stack)
    left_out = max(len(steps) - _FIRST - _LAST, 0)
    shown = steps[:_FIRST] + steps[-_LAST:] if left_out else steps
    return [*(_place(step, root) for step in shown), *_named_place(error, root)], left_out


def _place(frame: FrameSummary, root: Path | None) -> Place:
    number = frame.lineno or 0
    mark = (frame.colno, frame.end_colno) if frame.end_lineno == frame.lineno else (None, None)
    lines = _excerpt(frame.filename, number, mark)
    return Place(frame.filename, number, frame.name, is_own(frame.filename, root), lines)


def _named_place(error: BaseException, root: Path | None) -> Iterator[Place]:
    """Yield the place that the error itself names: of a syntax error, in Python or in a template."""
    file, number = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(file, str) and isinstance(number, int):
        yield Place(file, number, "", is_own(file, root), _excerpt(file, number, (None, None)))


def is_own(file: str, root: Path | None) -> bool:
    """Whether a file belongs to the project, and to no library in the project's folder."""
    path = Path(file)
    if root is None or not path.is_absolute() or not path.is_relative_to(root):
        return False
    return not any(path.is_relative_to(library) and library != root for library in _LIBRARIES)


def _excerpt(file: str, number: int, mark: tuple[int | None, int | None]) -> tuple[Line, ...]:
    linecache.checkcache(file)
    source = linecache.getlines(file)
    first, last = max(number - _AROUND, 1), min(number + _AROUND, len(source))
    lines = [Line(line, source[line - 1].rstrip("\n")[:_LONGEST_LINE]) for line in range(first, last + 1)]
    return tuple(_marked(line, mark) if line.number == number else line for line in lines)


def _marked(line: Line, mark: tuple[int | None, int | None]) -> Line:
    """Turn a traceback's positions, which count bytes of UTF-8, into ones that count characters."""
    start, stop = mark
    if start is None or stop is None:
        return line
    octets = line.text.encode("utf-8", "replace")
    return line._replace(
        start=len(octets[:start].decode("utf-8", "ignore")), stop=len(octets[:stop].decode("utf-8", "ignore"))
    )
