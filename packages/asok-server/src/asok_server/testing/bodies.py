"""Request bodies: forms, uploads and JSON, as browsers and scripts send them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO, TypeAlias, cast
from urllib.parse import urlencode

from asok_server.files.mediatypes import media_type
from asok_server.jsons import dumps

Fields: TypeAlias = Mapping[str, Any] | Sequence[tuple[str, Any]]
"""Names with values; a list or tuple sends its name once for each item, None not at all."""

Data: TypeAlias = Fields | bytes | str | None
"""A form, or a body as it is."""

Content: TypeAlias = bytes | bytearray | memoryview | str | Path | BinaryIO | TextIO
"""What is in a file; of one that is open, what is left to read."""

Upload: TypeAlias = Content | tuple[str, Content] | tuple[str, Content, str | None]
"""A file: where it lies, its content, or its name, content and, if its name does not tell, media type."""

Files: TypeAlias = Mapping[str, Upload | Sequence[Upload]] | Sequence[tuple[str, Upload | Sequence[Upload]]]


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
    fields = list(pairs(() if data is None else data))
    if files:
        return _multipart(fields, files)
    if data is None:
        return Body(b"", None)
    return Body(urlencode(fields).encode(), "application/x-www-form-urlencoded")


def pairs(fields: Fields) -> Iterable[tuple[str, str | bytes]]:
    """Spread values that are lists over several pairs; leave None out.

    Raises TypeError for what is neither fields nor a value that a field can have.
    """
    for name, value in _named(fields, "fields"):
        values = cast(Iterable[Any], value) if isinstance(value, (list, tuple)) else (value,)
        for item in values:
            if item is not None:
                yield name, _value(name, item)


def _named(given: Any, what: str) -> list[tuple[str, Any]]:
    """Return names with what belongs to each, given as a mapping or as pairs."""
    pairs: Any = cast(Mapping[str, Any], given).items() if isinstance(given, Mapping) else given
    found: list[Any] = list(pairs) if isinstance(pairs, Iterable) else [pairs]
    if not all(isinstance(pair, (tuple, list)) and len(cast(Sequence[Any], pair)) == 2 for pair in found):
        raise TypeError(f"{what} are a mapping or pairs of a name and a value, not {given!r:.200}")
    return [(str(name), value) for name, value in found]


def _value(name: str, value: Any) -> str | bytes:
    if isinstance(value, Mapping):
        raise TypeError(f"the field {name!r} can't be {value!r}: write nested names as 'address[city]'")
    if hasattr(value, "read"):
        raise TypeError(f"the field {name!r} can't be {value!r}: a file goes into files=")
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        raise TypeError(f"the field {name!r} can't be {value!r}: several values are a list")
    return value if isinstance(value, bytes) else str(value)


def _multipart(fields: Iterable[tuple[str, str | bytes]], files: Files) -> Body:
    boundary = f"----asok{secrets.token_hex(12)}"
    parts = [f'name="{_quoted(name)}"\r\n\r\n'.encode() + _bytes(value) for name, value in fields]
    for name, uploads in _named(files, "files"):
        for upload in uploads if _are_several(uploads) else [uploads]:
            filename, content, kind = _upload(upload)
            head = f'name="{_quoted(name)}"; filename="{_quoted(filename)}"\r\nContent-Type: {kind}\r\n\r\n'
            parts.append(head.encode() + content)
    opening = f"--{boundary}\r\nContent-Disposition: form-data; ".encode()
    content = b"".join(opening + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return Body(content, f"multipart/form-data; boundary={boundary}")


def _are_several(uploads: Any) -> bool:
    """Tell several files from the one that a tuple with a name in front is."""
    return isinstance(uploads, list) or (
        isinstance(uploads, tuple)
        and all(isinstance(upload, tuple) for upload in cast(Iterable[Any], uploads))
    )


def _upload(upload: Any) -> tuple[str, bytes, str]:
    match upload:
        case (str() as name, content):
            return name, _bytes(content), media_type(name)
        case (str() as name, content, str() | None as kind):
            return name, _bytes(content), kind or media_type(name)
        case tuple():
            raise TypeError(f"a file is (name, content) or (name, content, media type), not {upload!r:.200}")
        case _:
            own = getattr(upload, "name", None)  # that of a path or an open file
            name = Path(own).name if isinstance(own, str) else "file"
            return name, _bytes(upload), media_type(name)


def _bytes(content: Any) -> bytes:
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(cast(bytes, content))
    if isinstance(content, Path):
        return content.read_bytes()
    if hasattr(content, "read"):
        return _bytes(content.read())
    raise TypeError(f"the content of a file is bytes, text, a path or an open file, not {content!r:.200}")


def _quoted(name: str) -> str:
    """Quote a name as browsers do (WHATWG HTML, multipart/form-data)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
