"""multipart/form-data (RFC 7578) through the push parser of `multipart`; only this module knows it."""

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Protocol, cast

from multipart import (  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
    MultipartError,
    ParserLimitReached,
    PushMultipartParser,
    StrictParserError,
)

from .boundaries import Boundaries
from .disposition import parse_disposition
from .errors import LimitExceeded, MalformedForm
from .mappings import text
from .mediatype import MEDIA_TYPE, essence_of
from .options import Options
from .uploads import safe_filename

CHUNK = 256 * 1024


class Source(Protocol):
    """Where a body is read from."""

    def read(self, size: int, /) -> bytes: ...


class Segment:
    """The headers of one part; `bytes_received` and `complete` are the parser's own."""

    __slots__ = ("bytes_received", "complete", "filename", "headerlist", "name")

    def __init__(self, headerlist: list[tuple[str, str]], name: str, filename: str | None) -> None:
        self.bytes_received = 0
        self.complete = False
        self.headerlist = headerlist
        self.name = name
        self.filename = filename

    @property
    def content_type(self) -> str:
        """In lower case without parameters; if there is no proper one, as RFC 7578 has it (section 4.4)."""
        said = essence_of(dict(reversed(self.headerlist)).get("Content-Type", ""))
        default = "text/plain" if self.filename is None else "application/octet-stream"
        return said if MEDIA_TYPE.fullmatch(said) else default


# A segment begins a part, bytes are a piece of its content, None ends it.
Event = Segment | bytes | None


class Parser:
    """The push parser with our limits, our reading of a part's headers, and our errors.

    Leaving its `with` block raises `MalformedForm` if the body broke the rules or was cut short, and
    `LimitExceeded` if a limit was passed. Only what follows the closing boundary is of no interest.
    """

    def __init__(self, boundary: str, options: Options) -> None:
        self._push = Push(
            boundary,
            max_header_size=options.max_part_headers,
            max_header_count=options.max_part_headers // len("a:\r\n"),
            max_segment_count=options.max_form_parts,
            header_charset="latin-1",
            strict=True,
        )
        self._push.options = options
        self._boundaries = Boundaries(boundary)
        self._within = False

    def parse(self, chunk: bytes) -> Iterator[Event]:
        """The events in the next chunk of the body.

        Once the parser is within a part's content, what holds no boundary goes by it: it would say the
        same, but its search takes half of an upload's time.
        """
        content = self._boundaries.content(chunk) if self._within else None
        return self._pushed(self._boundaries.next_piece(chunk)) if content is None else iter(content)

    def _pushed(self, piece: bytes) -> Iterator[Event]:
        begin = self._boundaries.content_begins(piece)
        head = piece if begin < 0 else piece[:begin]
        event: Event = None
        for event in cast(Iterator[Event], self._push.parse(head)) if head else ():
            yield event
        # Is the parser within a part's content, with none of it held back? (There is but one b"\r".)
        whole = event is head and len(head) > 1
        at_content = begin >= 0 and isinstance(event, Segment)
        self._within = (whole or at_content) and not self._push.measured
        if 0 <= begin < len(piece) and event is not None:
            yield from (piece[begin:],) if self._within else self._push.parse(piece[begin:])

    def __enter__(self) -> "Parser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        try:
            self._push.close(check_complete=error is None or isinstance(error, StrictParserError))
        except MultipartError as cut:
            raise MalformedForm(str(error or cut)) from error
        if isinstance(error, ParserLimitReached):
            raise self._push.limit_passed() from error
        if isinstance(error, MultipartError) and not isinstance(error, StrictParserError):
            raise MalformedForm(str(error)) from error
        # A strict error in spite of the closing boundary: the epilogue (RFC 2046, section 5.1.1).
        return isinstance(error, StrictParserError)


class Push(PushMultipartParser):  # type: ignore[misc]
    """The push parser, with our reading of a part's headers."""

    options: Options
    segments = 0
    # Whether the part has a Content-Length, which the parser holds it to.
    measured = False

    def _on_segment_headerline(self, line: bytes) -> None:
        # It refuses this itself, but only where a chunk ends within the line.
        if b"\n" in line:
            raise MalformedForm("a line break in a part's header")
        super()._on_segment_headerline(line)

    def _create_segment(self, headerlist: list[tuple[str, str]]) -> Any:
        self.segments += 1
        self.measured = "Content-Length" in dict(headerlist)
        allowed = self.options.max_part_headers
        if sum(len(name) + len(value) + len(": \r\n") for name, value in headerlist) > allowed:
            raise LimitExceeded("max_part_headers", allowed)
        for header, value in headerlist:
            if header == "Content-Disposition":
                name, filename = parse_disposition(value)
                return Segment(headerlist, name, filename)
        raise MalformedForm("a part without Content-Disposition")

    def limit_passed(self) -> LimitExceeded:
        """The parser's two limits look the same; the one on parts is met between two of them."""
        options = self.options
        if self.segments == options.max_form_parts:
            return LimitExceeded("max_form_parts", options.max_form_parts)
        return LimitExceeded("max_part_headers", options.max_part_headers)


def proper(boundary: str | None) -> str:
    if boundary is None:
        raise MalformedForm("multipart/form-data without a proper boundary")
    return boundary


def first_chunk(source: Source) -> bytes:
    """A full first piece of the body, because the strict parser wants the first boundary in it."""
    chunk = source.read(CHUNK)
    while chunk and len(chunk) < CHUNK and (more := source.read(CHUNK - len(chunk))):
        chunk += more
    return chunk


class Part:
    """One part of a multipart body, read while it arrives; going on to the next part ends it.

    `name` is the field's name; `filename` and `raw_filename` are as on `UploadedFile`, and None for a
    text field. `content_type` is in lower case without parameters. `headers` are the part's own.
    """

    def __init__(self, segment: Segment, events: Iterator[Event]) -> None:
        self.name = segment.name
        self.raw_filename = segment.filename
        self.filename = None if segment.filename is None else safe_filename(segment.filename)
        self.content_type = segment.content_type
        self.headers = [(name, text(value)) for name, value in segment.headerlist]
        self._events = events

    def __iter__(self) -> Iterator[bytes]:
        """The content in pieces, as they arrive; what was read does not come again."""
        for event in self._events:
            if not isinstance(event, bytes):
                break
            yield event
        self.end()

    def end(self) -> None:
        """Leave what is left unread; going on to the next part does."""
        self._events = iter(())

    def read(self) -> bytes:
        """All that is left of the content, which may be as large as the whole body."""
        return b"".join(self)

    def __repr__(self) -> str:
        return f"<Part {self.name!r}>"


def iter_parts(source: Source, boundary: str | None, options: Options) -> Iterator[Part]:
    """The parts of a multipart/form-data body, each as soon as its headers are there.

    Raises `MalformedForm` and `LimitExceeded` as soon as they are met.
    """
    return parts_of(source, Parser(proper(boundary), options))


def parts_of(source: Source, parser: Parser) -> Iterator[Part]:
    with parser:
        events = events_of(source, parser)
        part: Part | None = None
        for event in events:
            # Pieces that the reader left unread and the ends of parts pass by here.
            if isinstance(event, Segment):
                if part is not None:
                    part.end()
                part = Part(event, events)
                yield part
        if part is not None:
            part.end()


def events_of(source: Source, parser: Parser) -> Iterator[Event]:
    chunk = first_chunk(source)
    while chunk:
        yield from parser.parse(chunk)
        chunk = source.read(CHUNK)
