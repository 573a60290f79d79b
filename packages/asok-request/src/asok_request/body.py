"""The request's body as a stream of exactly the bytes that belong to it."""

from __future__ import annotations

import io
from collections.abc import Mapping

from .errors import BadContentLength, IncompleteBody, LengthRequired, LimitExceeded, RequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Stream = TypeVar("Stream", bound="BodyStream")

CHUNK = 256 * 1024
SHORT = 100_000
BROKEN = "the connection broke while the body was read"


class BodyStream(io.RawIOBase):
    """Reads a body from `wsgi.input`: never past its end, never more than `max_content_length` bytes.

    A body that is shorter than its Content-Length raises `IncompleteBody`, one that is longer than
    allowed `LimitExceeded`; each again at every later read. What follows the body stays unread.
    """

    def __init__(self, source: Any, length: int | None, max_content_length: int) -> None:
        """`source` is as PEP 3333 has it; `length` in bytes, None if the body ends where the source does."""
        if length is not None and length > max_content_length:
            raise LimitExceeded("max_content_length", max_content_length)
        self._source = source
        self._exact = length is not None
        # Without a known length one byte over the limit is asked for, to see whether it is there.
        self._left = self._end = max_content_length + 1 if length is None else length
        self._error: RequestError | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """The number of bytes read so far."""
        return self._end - self._left

    def read(self, size: int | None = -1, /) -> bytes:
        """At most `size` bytes, b'' at the end; all that is left if `size` is negative or None."""
        if size is None or size < 0:
            return self.readall()
        if not (size and self._left):
            return b""
        return self._take(self._source.read, min(size, self._left))

    def readline(self, size: int | None = -1, /) -> bytes:
        """One line with its end, or `size` bytes of it."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        return self._take(self._source.readline, wanted) if wanted else b""

    def readall(self) -> bytes:
        pieces: list[bytes] = []
        while piece := self.read(CHUNK):
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def _take(self, read: Any, size: int) -> bytes:
        if self._error:
            raise self._error.with_traceback(None)
        try:
            data: bytes = read(size) or b""
        except OSError as broken:
            raise self._failed(IncompleteBody(BROKEN)) from broken
        data = data[:size]
        self._left -= len(data)
        if self._exact:
            if not data:
                raise self._failed(IncompleteBody("the body is shorter than its Content-Length"))
        elif not self._left:
            raise self._failed(LimitExceeded("max_content_length", self._end - 1))
        return data

    def _failed(self, error: RequestError) -> RequestError:
        self._error = error
        self._left = self._left or 1  # the next read shall meet the error, not the end
        return error


def open_body(environ: Mapping[str, Any], max_content_length: int, kind: type[Stream]) -> Stream:
    """The body of a WSGI request (PEP 3333; RFC 9112, section 6).

    A chunked body can be read only if the server says where it ends (`wsgi.input_terminated`), else
    `LengthRequired` is raised, whatever Content-Length says: it is not believed beside chunks. Without
    Content-Length, chunks or that mark there is no body. `kind` is the class of the stream.
    """
    length = content_length(environ)
    chunked = bool(environ.get("HTTP_TRANSFER_ENCODING"))
    source = environ.get("wsgi.input") or io.BytesIO()
    if environ.get("wsgi.input_terminated") and (chunked or length is None):
        return kind(source, None, max_content_length)
    if chunked:
        raise LengthRequired("the body needs a Content-Length and no chunks")
    return kind(source, length or 0, max_content_length)


def content_length(environ: Mapping[str, Any]) -> int | None:
    """Content-Length in bytes, None if there is none; raises `BadContentLength`."""
    value = environ.get("CONTENT_LENGTH")
    if not value:
        return None
    if not (value.isascii() and value.isdigit()):
        raise BadContentLength("Content-Length is not a plain number")
    # Python refuses to convert thousands of digits; any number that long is over every limit.
    return int(value) if len(value) < 20 else int(value.lstrip("0")[:20] or "0")


def short_body(environ: Mapping[str, Any], max_content_length: int) -> bytes | None:
    """The whole of a body that a Content-Length below `SHORT` announces; None for any other.

    It does without a `BodyStream`, which takes a sixth of a small form's time, but for its errors.
    """
    length, source = content_length(environ), environ.get("wsgi.input")
    if length is None or length >= SHORT or source is None or environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    if length > max_content_length:
        raise LimitExceeded("max_content_length", max_content_length)
    try:
        data: bytes = (source.read(length) or b"") if length else b""
    except OSError as broken:
        raise IncompleteBody(BROKEN) from broken
    if len(data) < length:
        data += BodyStream(source, length - len(data), length).readall()
    return data[:length]


def read_body(stream: BodyStream, limit: str, allowed: int) -> bytes:
    """The whole body, if it has at most `allowed` bytes; `limit` is the name of that option."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > allowed:
            raise LimitExceeded(limit, allowed)
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
