"""MO files, both byte orders. Source: the GNU gettext manual, The Format of GNU MO Files."""

import re
import struct
from pathlib import Path

from .errors import CatalogError
from .po import PoEntry, PoFile, codec, translated

MAGIC = 0x950412DE
_HEADER = 28
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)


def read_mo(content: bytes, path: str | Path = "<mo>") -> PoFile:
    """The entries of an MO file's bytes, as if from a PO file. Raises CatalogError."""
    try:
        pairs = _pairs(content)
        charset = _charset(pairs)
        entries = tuple(_entry(key.decode(charset), value.decode(charset)) for key, value in pairs)
    except (struct.error, UnicodeDecodeError, LookupError, ValueError) as error:
        raise CatalogError(path, 1, f"not a usable MO file: {error}") from None
    return PoFile(entries, charset)


def write_mo(po: PoFile) -> bytes:
    """The file's translated messages, sorted, little-endian and without a hash table."""
    header = (po.header,) if po.header else ()
    charset = po.charset.removesuffix("-sig")
    pairs = sorted(_pair(entry, charset) for entry in (*header, *translated(po.entries)))
    ids_at, strings_at = _HEADER, _HEADER + 8 * len(pairs)
    tables, blob = [b"", b""], bytearray()
    start = _HEADER + 16 * len(pairs)
    for which in (0, 1):
        for pair in pairs:
            tables[which] += struct.pack("<2I", len(pair[which]), start + len(blob))
            blob += pair[which] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), ids_at, strings_at, 0, 0)
    return head + tables[0] + tables[1] + bytes(blob)


def _pairs(content: bytes) -> list[tuple[bytes, bytes]]:
    order = {MAGIC: "<", int.from_bytes(MAGIC.to_bytes(4, "little"), "big"): ">"}.get(
        int.from_bytes(content[:4], "little")
    )
    if not order:
        raise ValueError("the first bytes are not those of one")
    version, count, ids_at, strings_at = struct.unpack_from(f"{order}4I", content, 4)
    if version >> 16 > 1:
        raise ValueError(f"format {version >> 16} is unknown")
    if count > len(content) // 16:
        raise ValueError("it is cut short")
    ids = struct.unpack_from(f"{order}{2 * count}I", content, ids_at)
    strings = struct.unpack_from(f"{order}{2 * count}I", content, strings_at)
    places = zip(ids[::2], ids[1::2], strings[::2], strings[1::2], strict=True)
    return [(_cut(content, at, size), _cut(content, to, length)) for size, at, length, to in places]


def _cut(content: bytes, start: int, size: int) -> bytes:
    if start + size > len(content):
        raise ValueError("it is cut short")
    return content[start : start + size]


def _charset(pairs: list[tuple[bytes, bytes]]) -> str:
    header = next((value for key, value in pairs if not key), b"")
    found = _CHARSET.search(header)
    return codec(found[1].decode("ascii")) if found else "utf-8"


def _entry(key: str, value: str) -> PoEntry:
    names, is_plural, plural = key.partition("\0")
    context, separator, singular = names.partition("\x04")
    if not separator:
        singular = names
    forms = tuple(value.split("\0")) if is_plural else (value,)
    return PoEntry(singular, forms, plural if is_plural else None, context if separator else None)


def _pair(entry: PoEntry, charset: str) -> tuple[bytes, bytes]:
    key = entry.key if entry.msgid_plural is None else f"{entry.key}\0{entry.msgid_plural}"
    return key.encode(charset), "\0".join(entry.msgstr).encode(charset)
