"""The usual small form, a few text fields as browsers send them, taken apart at once.

It is no second parser: whatever is not of exactly this shape, or near a limit, is left to the push
parser, which gives the same fields and knows what is wrong with the rest.
"""

import re

from .mappings import MultiDict
from .options import Options

HEAD = re.compile(rb'\r\nContent-Disposition: form-data; name="([^"\\%\r\n]*)"')


def plain_fields(data: bytes, boundary: str, options: Options) -> MultiDict[str] | None:
    """The fields of a multipart body that begins with `data`; None if it is not whole or not plain."""
    first, *pieces = (b"\r\n" + data).split(b"\r\n--" + boundary.encode("latin-1"))
    if first or not pieces or pieces.pop() not in (b"--\r\n", b"--"):
        return None
    if (
        len(pieces) > min(options.max_form_fields, options.max_form_parts)
        or len(data) > options.max_form_memory
    ):
        return None
    max_head = options.max_part_headers
    names: list[str] = []
    values: list[str] = []
    for piece in pieces:
        head, end, value = piece.partition(b"\r\n\r\n")
        match = HEAD.fullmatch(head)
        if not match or not end or len(head) > max_head:
            return None
        names.append(match[1].decode("utf-8", "replace"))
        values.append(value.decode("utf-8", "replace"))
    return MultiDict.of_columns(names, values, "form field")
