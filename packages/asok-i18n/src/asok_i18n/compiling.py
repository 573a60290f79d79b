"""Makes the file that `compiled` reads, and describes."""

import os
import struct
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast
from zlib import crc32

from .compiled import HEADER, MAGIC, NUMBER, PIECE, VERSION
from .errors import CatalogError
from .messages import Entry, Layer
from .sources import SUFFIXES, read_layers, sources


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

    if not target.parent.is_dir():
        raise CatalogError(target.parent, 1, "no such folder")
    if target.suffix in SUFFIXES:
        raise CatalogError(
            target, 1, "named like a catalogue, as which it would be read: end it in .bin, say"
        )
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
    size = HEADER.size + len(described) + 4 * len(checks) + NUMBER.size + len(body)
    head = HEADER.pack(MAGIC, VERSION, size, keys, len(layers), buckets, len(described), len(checks))
    head += described + struct.pack(f"<{len(checks)}I", *checks)
    return head + NUMBER.pack(crc32(head))


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
    return NUMBER.pack(2 * len(text) + isinstance(entry, tuple)) + text


def _described(layer: Layer) -> str:
    return f"{layer.language}\0{layer.plural_forms}\0{'icu' if layer.strict else ''}\n"


def _little(numbers: "array[int]") -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)
