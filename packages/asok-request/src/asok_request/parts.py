"""multipart/form-data (RFC 7578) through the push parser of `multipart`, part by part."""

import re
from collections.abc import Generator, Iterator
from typing import Protocol

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    StrictParserError,
)

from .disposition import parse_disposition
from .errors import LimitExceeded, MalformedForm, UnsupportedMediaType
from .mappings import text
from .mediatype import MediaType
from .uploads import safe_filename

CHUNK = 256 * 1024
BOUNDARY = re.compile(r"[ -~]{0,199}[!-~]")

Event = MultipartSegment | bytes | bytearray | None


class Source(Protocol):
    """Where the body is read from."""

    def read(self, size: int, /) -> bytes: ...


class Part:
    """One part of a multipart body, read while it arrives; the next part ends it.

    `name` is the field's name; `filename` and `raw_filename` are as on `UploadedFile`, None for a text
    field. `content_type` is lower-case and without parameters. `headers` are the part's own.
    """

    def __init__(self, segment: MultipartSegment, events: Iterator[Event]) -> None:
        self.headers = [(name, text(value)) for name, value in segment.headerlist]
        name, self.raw_filename = parse_disposition(segment.header("Content-Disposition") or "")
        if name is None:
            raise MalformedForm("a part has no name")
        self.name = name
        self.filename = None if self.raw_filename is None else safe_filename(self.raw_filename)
        default = "text/plain" if self.filename is None else "application/octet-stream"
        self.content_type = segment.content_type or default
        self._events: Iterator[Event] = events

    def __iter__(self) -> Iterator[bytes]:
        """The content in pieces, as they arrive; what was read does not come again."""
        while chunk := next(self._events, None):
            yield bytes(chunk)
        self._events = iter(())

    def read(self) -> bytes:
        """All that is left of the content: as large as the whole body may be."""
        return b"".join(self)


def open_parts(source: Source, media_type: MediaType, max_parts: int, max_headers: int) -> Iterator[Part]:
    """The parts of a multipart/form-data body, each as soon as its headers are there.

    Raises `UnsupportedMediaType` at once; while it is read, `MalformedForm` (no or a bad boundary, a
    part without a name, a cut body) and `LimitExceeded`.
    """
    if media_type.essence != "multipart/form-data":
        raise UnsupportedMediaType("the body is not multipart/form-data")
    boundary = media_type.parameters.get("boundary", "")
    if not BOUNDARY.fullmatch(boundary):
        raise MalformedForm("multipart/form-data without a proper boundary")
    return parts_of(parsed(source, boundary, max_headers), max_parts, max_headers)


def parts_of(events: Iterator[Event], max_parts: int, max_headers: int) -> Iterator[Part]:
    count = 0
    for event in events:
        if isinstance(event, MultipartSegment):
            count += 1
            if count > max_parts:
                raise LimitExceeded("max_form_parts", max_parts)
            check_headers(event, max_headers)
            part = Part(event, events)
            yield part
            for _ in part:  # what the reader left of it
                pass


def check_headers(segment: MultipartSegment, max_headers: int) -> None:
    """Each header counts with its colon, its space and its line's end."""
    if sum(len(name) + len(value) + 4 for name, value in segment.headerlist) > max_headers:
        raise LimitExceeded("max_part_headers", max_headers)


def parsed(source: Source, boundary: str, max_headers: int) -> Generator[Event, None, None]:
    """The parser's events, with its errors as ours."""
    parser = PushMultipartParser(
        boundary,
        max_header_size=max_headers,
        max_header_count=max_headers // 4,
        header_charset="latin-1",
        strict=True,
    )
    try:
        with parser:
            chunk = first_chunk(source)
            while chunk:
                yield from parser.parse(chunk)
                chunk = source.read(CHUNK)
    except StrictParserError as error:
        if not complete(parser):
            raise MalformedForm(str(error)) from error
    except ParserLimitReached as error:
        raise LimitExceeded("max_part_headers", max_headers) from error
    except MultipartError as error:
        raise MalformedForm(str(error)) from error


def complete(parser: PushMultipartParser) -> bool:
    """Whether the closing boundary was seen: what the strict parser minds then is only the epilogue."""
    try:
        parser.close()
    except MultipartError:
        return False
    return True


def first_chunk(source: Source) -> bytes:
    """A full first chunk, because the strict parser wants to see the first boundary in it."""
    pieces: list[bytes] = []
    size = 0
    while size < CHUNK and (piece := source.read(CHUNK - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
