"""All languages in one file that is mapped into memory: opened in no time, shared by all processes.

Layout, all numbers little-endian uint32: the head (magic, version, size of the file, keys, layers, buckets,
length of the description, pieces; the description, for each layer a line of its language, its plural forms
and `icu` if its syntax is that, joined by NUL; the CRC-32 of each piece; the CRC-32 of all this), then the
body. The body is a hash table of buckets, each the number of a key plus one; where each key begins, and
where the last ends; for each layer where each key's message begins, or 0; then keys and messages in UTF-8.
A message has its length before it, doubled, plus one if it is plural forms (joined by NUL).

A piece of the body is checked when something in it is read for the first time: to check all of them at the
start would read the whole file.
"""

import mmap
import os
import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast
from zlib import crc32

from .errors import CatalogError
from .messages import Entry, Layer
from .sources import read_layers, sources

MAGIC = b"ASOKI18N"
VERSION = 2
PIECE = 1 << 16
_HEADER = struct.Struct("<8s7I")
_NUMBER = struct.Struct("<I")
_PAIR = struct.Struct("<2I")


def open_compiled(path: Path) -> tuple[Layer, ...]:
    """The layers of a compiled file. Raises CatalogError, or OSError if there is no such file."""
    with path.open("rb") as file:
        try:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            for advice in ("MADV_RANDOM", "MADV_NOHUGEPAGE"):  # map what is read, and not much around it
                if hasattr(mmap, advice):
                    content.madvise(getattr(mmap, advice))
            return _layers(content, path)
        except (ValueError, struct.error) as error:
            raise CatalogError(path, 1, f"not a usable compiled catalogue: {error}") from None


def _layers(content: mmap.mmap, path: Path) -> tuple[Layer, ...]:
    magic, version, size, keys, layers, buckets, described, pieces = _HEADER.unpack_from(content)
    if magic != MAGIC or version != VERSION:
        raise ValueError("made by another program or version")
    checks_at = _HEADER.size + described
    head = content[: checks_at + 4 * pieces]
    if size != len(content) or crc32(head) != _NUMBER.unpack_from(content, len(head))[0]:
        raise ValueError("it is damaged or cut short")
    body = _Body(content, path, len(head) + _NUMBER.size, struct.unpack_from(f"<{pieces}I", head, checks_at))
    table = _Keys(body, buckets)
    layers_at = 4 * (buckets + keys + 1)
    lines = head[_HEADER.size : checks_at].decode().split("\n")[:-1]
    return tuple(
        _layer(line, _Entries(table, layers_at + 4 * keys * number))
        for number, line in zip(range(layers), lines, strict=True)
    )


def _layer(line: str, entries: "_Entries") -> Layer:
    language, plural, syntax = line.split("\0")
    return Layer(language, entries, plural, syntax == "icu")


class _Body:
    """What stands behind the head. No byte is given out before the piece that it is in was checked."""

    __slots__ = ("_checked", "_checks", "_content", "_path", "_start")

    def __init__(self, content: mmap.mmap, path: Path, start: int, checks: Sequence[int]) -> None:
        self._content = content
        self._path = path
        self._start = start
        self._checks = checks
        self._checked = bytearray(len(checks))

    def cut(self, at: int, size: int) -> bytes:
        """Raises CatalogError for bytes that are damaged."""
        for piece in range(at // PIECE, (at + size - 1) // PIECE + 1):
            if piece >= len(self._checks) or not (self._checked[piece] or self._check(piece)):
                place = self._start + piece * PIECE
                raise CatalogError(self._path, 1, f"damaged behind byte {place:,}: compile it anew")
        return self._content[self._start + at : self._start + at + size]

    def number(self, at: int) -> int:
        found: int = _NUMBER.unpack(self.cut(at, _NUMBER.size))[0]
        return found

    def _check(self, piece: int) -> bool:
        start = self._start + piece * PIECE
        self._checked[piece] = crc32(self._content[start : start + PIECE]) == self._checks[piece]
        return bool(self._checked[piece])


class _Keys:
    """The hash table that all layers share."""

    __slots__ = ("body", "buckets")

    def __init__(self, body: _Body, buckets: int) -> None:
        self.body = body
        self.buckets = buckets

    def find(self, key: str) -> int | None:
        name = key.encode("utf-8", "surrogatepass")
        mask = self.buckets - 1
        bucket = crc32(name) & mask
        for _ in range(self.buckets):
            number = self.body.number(4 * bucket)
            if not number:
                return None
            place = 4 * (self.buckets + number - 1)
            start, end = _PAIR.unpack(self.body.cut(place, _PAIR.size))
            if end - start == len(name) and self.body.cut(start, len(name)) == name:
                return number - 1
            bucket = (bucket + 1) & mask
        return None


class _Entries:
    """The messages of one layer."""

    __slots__ = ("at", "keys")

    def __init__(self, keys: _Keys, at: int) -> None:
        self.keys = keys
        self.at = at

    def get(self, key: str, /) -> Entry | None:
        """Raises CatalogError where the file is damaged."""
        number = self.keys.find(key)
        return None if number is None else self._message(number)

    def _message(self, number: int) -> Entry | None:
        body = self.keys.body
        start = body.number(self.at + 4 * number)
        if not start:
            return None
        size = body.number(start)
        text = body.cut(start + _NUMBER.size, size // 2).decode()
        return tuple(text.split("\0")) if size & 1 else text


def compile_folder(folder: str | os.PathLike[str], target: Path) -> int:
    """Write the catalogues of a folder to a file, at once or not at all; the number of messages."""
    layers = [layer for source in sources(folder) for layer in read_layers(source)]
    return write_compiled([(layer, _all_of(layer)) for layer in layers], target)


def _all_of(layer: Layer) -> Mapping[str, Entry]:
    from .json_catalog import JsonEntries

    entries = layer.entries
    return entries.flat() if isinstance(entries, JsonEntries) else cast(Mapping[str, Entry], entries)


def write_compiled(layers: Sequence[tuple[Layer, Mapping[str, Entry]]], target: Path) -> int:
    """Write the layers and their messages to a file, at once or not at all; the number of messages."""
    import tempfile  # which reading, where time counts, does without

    head, body = _content(layers)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            for piece in (head, *_pieces(body)):
                # One by one: what is written at once is cached as one, and would be mapped as one.
                file.write(piece)
                file.flush()
            file.close()
            os.chmod(file.name, 0o644)  # noqa: PTH101 - a temporary file is its owner's alone
            os.replace(file.name, target)  # noqa: PTH105
        except BaseException:
            os.unlink(file.name)  # noqa: PTH108
            raise
    return sum(len(entries) for _, entries in layers)


def _content(layers: Sequence[tuple[Layer, Mapping[str, Entry]]]) -> tuple[bytes, bytes]:
    """The head and the body."""
    keys = sorted({key for _, entries in layers for key in entries})
    names = [key.encode("utf-8", "surrogatepass") for key in keys]
    buckets = _buckets(names)
    at = 4 * (len(buckets) + len(keys) + 1 + len(keys) * len(layers))
    blob = bytearray()
    places = array("I")
    for name in names:
        places.append(at + len(blob))
        blob += name
    places.append(at + len(blob))
    for _, entries in layers:
        for key in keys:
            places.append(at + len(blob) if key in entries else 0)
            if key in entries:
                blob += _record(entries[key])
    body = _little(buckets) + _little(places) + blob
    return _head(len(keys), len(buckets), [layer for layer, _ in layers], body), body


def _head(keys: int, buckets: int, layers: Sequence[Layer], body: bytes) -> bytes:
    described = "".join(map(_described, layers)).encode()
    checks = [crc32(piece) for piece in _pieces(body)]
    size = _HEADER.size + len(described) + 4 * len(checks) + _NUMBER.size + len(body)
    head = _HEADER.pack(MAGIC, VERSION, size, keys, len(layers), buckets, len(described), len(checks))
    head += described + struct.pack(f"<{len(checks)}I", *checks)
    return head + _NUMBER.pack(crc32(head))


def _pieces(body: bytes) -> Iterator[bytes]:
    return (body[at : at + PIECE] for at in range(0, len(body), PIECE))


def _buckets(names: Sequence[bytes]) -> "array[int]":
    size = 1 << max(1, (2 * len(names)).bit_length())
    buckets = array("I", bytes(4 * size))
    for number, name in enumerate(names, 1):
        bucket = crc32(name) & (size - 1)
        while buckets[bucket]:
            bucket = (bucket + 1) & (size - 1)
        buckets[bucket] = number
    return buckets


def _record(entry: Entry) -> bytes:
    text = (entry if isinstance(entry, str) else "\0".join(entry)).encode()
    return _NUMBER.pack(2 * len(text) + isinstance(entry, tuple)) + text


def _described(layer: Layer) -> str:
    return f"{layer.language}\0{layer.plural_forms}\0{'icu' if layer.strict else ''}\n"


def _little(numbers: "array[int]") -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
