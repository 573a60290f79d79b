"""The usual small form, as browsers send it, taken apart at once.

It is no second parser: whatever is not of exactly this shape, or near a limit, is left to the push
parser, which gives the same form and knows what is wrong with the rest.
"""

import re

from .forms import FormData
from .mappings import MultiDict
from .options import Options
from .uploads import UploadedFile

HEAD = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([^"\\%\r\n]*)"'
    rb'(?:; filename="([^"\\%\r\n]+)"\r\nContent-Type: ([!-:<-~]+))?'
)
ENDS = (b"--\r\n", b"--")


def plain_form(data: bytes, boundary: str, options: Options) -> FormData | None:
    """The form whose multipart body begins with `data`; None if it is not whole or not plain."""
    delimiter = b"\r\n--" + boundary.encode("latin-1")
    pieces = data.split(delimiter)
    if pieces.pop() not in ENDS or not pieces or not data.startswith(delimiter[2:]):
        return None
    pieces[0] = pieces[0][len(delimiter) - 2 :]
    max_parts, max_size, max_head = options.uncounted
    if len(pieces) > max_parts or len(data) > max_size:
        return None
    names: list[str] = []
    values: list[str] = []
    files: list[UploadedFile] = []
    for piece in pieces:
        head, end, value = piece.partition(b"\r\n\r\n")
        match = HEAD.fullmatch(head)
        if not match or not end or len(head) > max_head:
            return None
        name, filename, kind = match.groups()
        if filename is None:
            names.append(name.decode("utf-8", "replace"))
            values.append(value.decode("utf-8", "replace"))
        else:
            files.append(small_file(name, filename, kind, value))
    return FormData(MultiDict.of_columns(names, values, "form field"), files)


def small_file(name: bytes, filename: bytes, kind: bytes, content: bytes) -> UploadedFile:
    file = UploadedFile(
        name.decode("utf-8", "replace"), filename.decode("utf-8", "replace"), kind.decode("ascii").lower()
    )
    file.write(content)
    file.stream.seek(0)
    return file
