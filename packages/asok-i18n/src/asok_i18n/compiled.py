"""All languages in one file that is mapped into memory: opened in no time, shared by all processes.

Layout, all numbers little-endian uint32: a header (magic, version, size of the file, keys, layers, buckets,
length of the description); the description (JSON: language, plural forms and syntax of each layer); a hash
table of buckets, each the number of a key plus one; where each key begins, and where the last ends;
for each layer where each key's message begins, or 0; then keys and messages in UTF-8. A message has its
length before it, doubled, plus one if it is plural forms (joined by NUL).
"""

import json
import mmap
import os
import struct
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from .errors import CatalogError
from .json_catalog import JsonEntries
from .messages import Entry, Layer
from .sources import read_layers, sources

MAGIC = b"ASOKI18N"
VERSION = 1
_HEADER = struct.Struct("<8s6I")
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
            return _layers(content)
        except (ValueError, struct.error, KeyError, TypeError) as error:
            raise CatalogError(path, 1, f"not a usable compiled catalogue: {error}") from None


def _layers(content: mmap.mmap) -> tuple[Layer, ...]:
    magic, version, size, keys, layers, buckets, described = _HEADER.unpack_from(content)
    if magic != MAGIC or version != VERSION:
        raise ValueError("made by another program or version")
    buckets_at = _aligned(_HEADER.size + described)
    keys_at = buckets_at + 4 * buckets
    layers_at = keys_at + 4 * (keys + 1)
    if size != len(content) or buckets & (buckets - 1) or layers_at + 4 * keys * layers > size:
        raise ValueError("it is cut short")
    description = json.loads(content[_HEADER.size : _HEADER.size + described])
    table = _Keys(content, buckets_at, buckets, keys_at)
    return tuple(
        Layer(
            each["language"], _Entries(table, layers_at + 4 * keys * number), each["plural"], each["strict"]
        )
        for number, each in enumerate(description)
    )


class _Keys:
    """The hash table that all layers share."""

    __slots__ = ("buckets", "buckets_at", "content", "keys_at")

    def __init__(self, content: mmap.mmap, buckets_at: int, buckets: int, keys_at: int) -> None:
        self.content = content
        self.buckets_at = buckets_at
        self.buckets = buckets
        self.keys_at = keys_at

    def find(self, key: str) -> int | None:
        name = key.encode("utf-8", "surrogatepass")
        mask = self.buckets - 1
        bucket = crc32(name) & mask
        for _ in range(self.buckets):
            number: int = _NUMBER.unpack_from(self.content, self.buckets_at + 4 * bucket)[0]
            if not number:
                return None
            start, end = _PAIR.unpack_from(self.content, self.keys_at + 4 * (number - 1))
            if self.content[start:end] == name:
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
        try:
            number = self.keys.find(key)
            return None if number is None else self._message(number)
        except (struct.error, UnicodeDecodeError):  # a file damaged after it was made
            return None

    def _message(self, number: int) -> Entry | None:
        content = self.keys.content
        start: int = _NUMBER.unpack_from(content, self.at + 4 * number)[0]
        if not start:
            return None
        size: int = _NUMBER.unpack_from(content, start)[0]
        text = content[start + 4 : start + 4 + size // 2].decode()
        return tuple(text.split("\0")) if size & 1 else text


def compile_folder(folder: str | os.PathLike[str], target: Path) -> int:
    """Write the catalogues of a folder to a file, at once or not at all; the number of messages."""
    layers = [layer for source in sources(folder) for layer in read_layers(source)]
    return write_compiled([(layer, _all_of(layer)) for layer in layers], target)


def _all_of(layer: Layer) -> Mapping[str, Entry]:
    entries = layer.entries
    return entries.flat() if isinstance(entries, JsonEntries) else cast(Mapping[str, Entry], entries)


def write_compiled(layers: Sequence[tuple[Layer, Mapping[str, Entry]]], target: Path) -> int:
    """Write the layers and their messages to a file, at once or not at all; the number of messages."""
    import tempfile  # which reading, where time counts, does without

    content = _content(layers)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            file.write(content)
            file.close()
            os.chmod(file.name, 0o644)  # noqa: PTH101 - a temporary file is its owner's alone
            os.replace(file.name, target)  # noqa: PTH105
        except BaseException:
            os.unlink(file.name)  # noqa: PTH108
            raise
    return sum(len(entries) for _, entries in layers)


def _content(layers: Sequence[tuple[Layer, Mapping[str, Entry]]]) -> bytes:
    keys = sorted({key for _, entries in layers for key in entries})
    names = [key.encode("utf-8", "surrogatepass") for key in keys]
    described = json.dumps([_description(layer) for layer, _ in layers]).encode()
    buckets = _buckets(names)
    start = _aligned(_HEADER.size + len(described))
    at = start + 4 * (len(buckets) + len(keys) + 1 + len(keys) * len(layers))
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
    size = at + len(blob)
    head = _HEADER.pack(MAGIC, VERSION, size, len(keys), len(layers), len(buckets), len(described))
    return (head + described).ljust(start, b"\0") + _little(buckets) + _little(places) + blob


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


def _description(layer: Layer) -> dict[str, Any]:
    return {"language": layer.language, "plural": layer.plural_forms, "strict": layer.strict}


def _little(numbers: "array[int]") -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _aligned(size: int) -> int:
    return (size + 3) & ~3
