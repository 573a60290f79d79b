"""The usual small form, as browsers send it, taken apart at once.

It is no second parser: whatever is not of exactly this shape, or near a limit, is left to the push
parser, which gives the same form and knows what is wrong with the rest.
"""

import re

from .forms import FormData
from .mappings import MultiDict
from .mediatype import MEDIA_TYPE
from .options import Options
from .uploads import UploadedFile

HEAD = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([^"\\%\r\n]*)"'
    rb'(?:; filename="([^"\\%\r\n]+)"\r\nContent-Type: (' + MEDIA_TYPE.pattern.encode() + rb"))?\r\n\r\n"
)
ENDS = (b"--\r\n", b"--")


def plain_form(data: bytes, boundary: str, options: Options) -> FormData | None:
    """The form whose multipart body begins with `data`; None if it is not whole or not plain."""
    max_parts, max_size, max_head = options.uncounted
    mark = boundary.encode("latin-1")
    # Python finds four bytes sooner than a whole boundary in text of the same letters.
    pieces = data.split(b"\r\n--")
    end = pieces.pop()
    if not end.startswith(mark) or end[len(mark) :] not in ENDS or len(data) > max_size:
        return None
    if len(pieces) > max_parts or not data.startswith(b"--"):
        return None
    pieces[0] = pieces[0][2:]
    names: list[str] = []
    values: list[str] = []
    files: list[UploadedFile] = []
    for piece in pieces:
        match = HEAD.match(piece, len(mark))
        if not match or match.end() > max_head or not piece.startswith(mark):
            return None
        name, filename, kind = match.groups()
        value = piece[match.end() :]
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
