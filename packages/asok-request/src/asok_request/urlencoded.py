"""application/x-www-form-urlencoded, as the WHATWG URL standard parses it (section 5.1)."""

import re
from binascii import a2b_qp
from collections.abc import Iterator
from itertools import islice

from .errors import LimitExceeded
from .mappings import MultiDict

NAME_END, FIELD_END = "\x01", "\x00"
# quoted-printable's decoder, written in C, does the percent escapes once `%` is spelled `=`.
TO_QUOTED_PRINTABLE = bytes.maketrans(b"%+", b"= ")
# All fields are decoded at once, with two bytes marking their ends that the data does not hold.
TO_MARKED = bytes.maketrans(b"%+&=", b"= \x00\x01")
# Where names and values take turns, one mark is enough.
TO_ONE_MARK = bytes.maketrans(b"%+&=", b"= \x00\x00")
# Numbers: to look for bytes in bytes makes an error first, which takes longer than the search.
PERCENT, LINE_FEED, CARRIAGE_RETURN = b"%\n\r"
NO_SEPARATORS_OR_MARKS = bytes(set(range(256)) - set(b"&=\x00\x01"))
MALFORMED = re.compile(rb"%(?![0-9A-Fa-f]{2})")
PIECES = re.compile(rb"[^&]+")


def parse_urlencoded(data: bytes, max_fields: int = 1000, what: str = "field") -> MultiDict[str]:
    """The fields of a query or a form body, in order, blank names and values kept.

    Only `&` separates. Bytes that are no UTF-8 become U+FFFD; a `%` without two hex digits stays.
    Linear in time; raises `LimitExceeded` when there are more than `max_fields` fields. `what` is the noun
    for a missing one.
    """
    ends = data.count(b"&")
    if ends >= max_fields:
        data = b"&".join(within(max_fields, PIECES.finditer(data)))
    if not ends and data:
        name, value = one_by_one(data)
        return MultiDict.of_columns((name,), (value,), what)
    # Whether every field has exactly one `=`, and no mark stands there as it is.
    if data.translate(None, NO_SEPARATORS_OR_MARKS) == b"=&" * ends + b"=":
        flat = decoded(data, TO_ONE_MARK).split(FIELD_END)
        if len(flat) == 2 * (ends + 1):  # more where an escape made a mark
            return MultiDict.of_columns(flat[::2], flat[1::2], what)
    if b"\x00" in data or b"\x01" in data or escapes_marks(data):
        return MultiDict((one_by_one(piece) for piece in data.split(b"&") if piece), what)
    escaped = b"%3D" in data or b"%3d" in data
    return MultiDict.of_columns(*columns(decoded(data, TO_MARKED), escaped), what)


def columns(marked: str, escaped: bool) -> tuple[list[str], list[str]]:
    """The names and the values; `escaped` says that a `=` in the text is not one that stood there.

    A mark within a value is the `=` that it was. One replacement serves all of them.
    """
    mark = NAME_END if escaped else "="
    text = marked if escaped else marked.replace(NAME_END, "=")
    # A flat list: thousands of tuples that stay would wake the garbage collector.
    flat: list[str] = []
    for field in text.split(FIELD_END):
        if field:
            flat += field.partition(mark)
    names, values = flat[::3], flat[2::3]
    if escaped and values:
        values = FIELD_END.join(values).replace(NAME_END, "=").split(FIELD_END)
    return names, values


def escapes_marks(data: bytes) -> bool:
    return PERCENT in data and b"%0" in data and (b"%00" in data or b"%01" in data)


def within(max_fields: int, matches: Iterator[re.Match[bytes]]) -> list[bytes]:
    pieces = [match[0] for match in islice(matches, max_fields + 1)]
    if len(pieces) > max_fields:
        raise LimitExceeded("max_form_fields", max_fields)
    return pieces


def one_by_one(piece: bytes) -> tuple[str, str]:
    name, _, value = piece.partition(b"=")
    return unescape(name), unescape(value)


def unescape(data: bytes) -> str:
    """One name or value: `+` is a space, `%XX` a byte, the whole UTF-8."""
    if PERCENT in data and b"=" in data:
        data = data.replace(b"=", b"%3D")
    return decoded(data, TO_QUOTED_PRINTABLE)


def decoded(data: bytes, table: bytes) -> str:
    result = data.translate(table)
    escapes = data.count(b"%")
    if not escapes:
        return result.decode("utf-8", "replace")
    result = a2b_qp(result)
    # A well-formed escape shrinks by two bytes, a malformed one by fewer; `=` before a line break,
    # which means another thing in quoted-printable, is the one case in which the count would not tell.
    if len(result) != len(data) - 2 * escapes or LINE_FEED in data or CARRIAGE_RETURN in data:
        result = a2b_qp(MALFORMED.sub(b"%25", data).translate(table))
    return result.decode("utf-8", "replace")
