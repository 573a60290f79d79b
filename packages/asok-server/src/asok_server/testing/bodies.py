"""Request bodies: forms, uploads and JSON, as browsers and scripts send them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias, cast
from urllib.parse import urlencode

from asok_server.files.mediatypes import media_type
from asok_server.jsons import dumps

Fields: TypeAlias = Mapping[str, Any] | Sequence[tuple[str, Any]]
"""Names with values; a list or tuple sends its name once for each item, None not at all."""

Data: TypeAlias = Fields | bytes | str | None
"""A form, or a body as it is."""

Content: TypeAlias = bytes | str | BinaryIO
"""What is in a file; of one that is open, what is left to read."""

Upload: TypeAlias = Path | Content | tuple[str, Content] | tuple[str, Content, str]
"""A file: where it lies, its content, or its name, content and, if its name does not tell, media type."""

Files: TypeAlias = Mapping[str, Upload | list[Upload]]


class Body(NamedTuple):
    """What is sent, and its Content-Type."""

    content: bytes
    content_type: str | None


def encode(data: Data = None, json: Any = None, files: Files | None = None) -> Body:
    """Encode a form, a form with files, JSON, or nothing; bytes or text as ``data`` are sent as they are."""
    if isinstance(data, (bytes, str)):
        if json is not None or files:
            raise TypeError("a body as it is leaves no room for json or files")
        return Body(data.encode() if isinstance(data, str) else data, None)
    if json is not None:
        if data is not None or files:
            raise TypeError("json is the whole body: send it without data and files")
        return Body(dumps(json), "application/json")
    fields = list(pairs(data or ()))
    if files:
        return _multipart(fields, files)
    if data is None:
        return Body(b"", None)
    return Body(urlencode(fields).encode(), "application/x-www-form-urlencoded")


def pairs(fields: Fields) -> Iterable[tuple[str, str]]:
    """Spread values that are lists over several pairs; leave None out."""
    for name, value in fields.items() if isinstance(fields, Mapping) else fields:
        values = cast(Iterable[Any], value) if isinstance(value, (list, tuple)) else (value,)
        for item in values:
            if isinstance(item, Mapping):
                raise TypeError(
                    f"the field {name!r} can't be {item!r}: write nested names as 'address[city]'"
                )
            if item is not None:
                yield name, str(item)


def _multipart(fields: Iterable[tuple[str, str]], files: Files) -> Body:
    boundary = f"----asok{secrets.token_hex(12)}"
    parts = [f'name="{_quoted(name)}"\r\n\r\n'.encode() + value.encode() for name, value in fields]
    for name, uploads in files.items():
        for upload in uploads if isinstance(uploads, list) else [uploads]:
            filename, content, kind = _upload(upload)
            head = f'name="{_quoted(name)}"; filename="{_quoted(filename)}"\r\nContent-Type: {kind}\r\n\r\n'
            parts.append(head.encode() + content)
    opening = f"--{boundary}\r\nContent-Disposition: form-data; ".encode()
    content = b"".join(opening + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return Body(content, f"multipart/form-data; boundary={boundary}")


def _upload(upload: Upload) -> tuple[str, bytes, str]:
    if isinstance(upload, Path):
        return upload.name, upload.read_bytes(), media_type(upload.name)
    name, content, *kind = upload if isinstance(upload, tuple) else ("file", upload)
    return name, _bytes(content), kind[0] if kind else media_type(name)


def _bytes(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else content.read()


def _quoted(name: str) -> str:
    """Quote a name as browsers do (WHATWG HTML, multipart/form-data)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
