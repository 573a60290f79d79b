"""Answers: what a page returns, as a Response."""

from collections.abc import (
    AsyncIterable,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Iterator,
    Mapping,
)
from inspect import unwrap
from itertools import chain
from typing import Any, cast

from asok_server.errors import FAILURES, AsokError
from asok_server.jsons import dumps
from asok_server.response import Headers, Response

HTML: Headers = (("Content-Type", "text/html; charset=utf-8"),)
TEXT: Headers = (("Content-Type", "text/plain; charset=utf-8"),)
JSON: Headers = (("Content-Type", "application/json"),)
BYTES: Headers = (("Content-Type", "application/octet-stream"),)
EVENTS: Headers = (
    ("Content-Type", "text/event-stream; charset=utf-8"),
    ("Cache-Control", "no-cache"),
    ("X-Accel-Buffering", "no"),
)


class NoAnswer(AsokError, TypeError):
    """A page returned something that is no answer."""


def respond(value: Any, status: int, maker: Callable[..., Any] | None = None) -> Response:
    """Return what a page returned as a Response: str is HTML, a mapping or a list JSON, an iterable streams.

    Raises :class:`NoAnswer` for anything else, None above all; it names ``maker``, the function that returned
    the value, with its file and line.
    """
    if isinstance(value, Response):
        return value
    if isinstance(value, str):
        return Response(value.encode(), status, HTML)
    if isinstance(value, dict | list | Mapping):
        return Response(dumps(value), status, JSON)
    if isinstance(value, bytes | bytearray):
        return Response(bytes(value), status, BYTES)
    if isinstance(value, Iterable):
        if isinstance(value, Collection):  # all there already: said before the headers have left
            value = _pieces(value, maker)
        return Response(Chunks(value), status, HTML)
    raise NoAnswer(f"{_subject(maker)} returned {_named(value)}; {_hint(value)}")


def _subject(maker: Callable[..., Any] | None) -> str:
    """Say who gave the value, and where that is written: no traceback leads there."""
    code = getattr(maker and unwrap(maker), "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}: {code.co_name}" if code else "a page"


def _named(value: Any) -> str:
    return "None" if value is None else f"a value of the type {type(value).__name__}, which is no answer"


def _hint(value: Any) -> str:
    """Say what may have been meant."""
    if value is None:
        return "did you forget `return`?"
    if isinstance(value, Awaitable | AsyncIterable):
        if isinstance(value, Coroutine):
            value.close()  # or Python complains that it was never awaited
        return "write the page with `def`, not with `async def`"
    if callable(value):
        return "did you forget to call it?"
    return "return str, bytes, dict, list, an iterator, or what a method of the request makes"


def _pieces(value: Collection[Any], maker: Callable[..., Any] | None) -> list[bytes]:
    try:
        return [_piece(piece) for piece in value]
    except NoAnswer as error:
        status = isinstance(value, tuple)  # where other frameworks take it
        hint = "set a status with request.status_code(404)" if status else "JSON is a dict or list"
        raise NoAnswer(f"{_subject(maker)} returned a {type(value).__name__}: {hint} ({error})") from None


def _piece(chunk: Any) -> bytes:
    if isinstance(chunk, str):
        return chunk.encode()
    if not isinstance(chunk, bytes | bytearray | memoryview):  # bytes(7) would be seven NULs
        raise NoAnswer(f"a page streamed {type(chunk).__name__}; only str and bytes can be sent")
    return bytes(cast(bytes, chunk))


class Chunks:
    """An iterable of str or bytes as the bytes of a streamed body; empty chunks are left out."""

    on_failure: Callable[[BaseException], None] | None = None
    """Is told what the source raises once the headers have left; it reaches the server, too."""

    def __init__(self, source: Iterable[Any]) -> None:
        """Raises NoAnswer for what can't be iterated."""
        if not isinstance(source, Iterable):
            raise NoAnswer(f"only an iterable of str or bytes can be streamed, not {source!r}")
        self._source = source
        self._chunks = source

    def begin(self) -> None:
        """Make the first chunk, while what fails or is found out on the way can still be answered."""
        chunks = iter(self._source)
        self._chunks = chain([_piece(next(filter(None, chunks), ""))], chunks)

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces()
        except FAILURES as error:
            if self.on_failure is not None:
                self.on_failure(error)
            raise

    def _pieces(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            if chunk:
                yield _piece(chunk)

    def close(self) -> None:
        """Close the source, if it can be closed, so that a generator's ``finally`` runs."""
        close = getattr(self._source, "close", None)
        if close is not None:
            close()


class Events(Chunks):
    """Server-sent events (WHATWG HTML, section 9.2).

    Each item is the data of one event as a str, or a mapping with ``data`` and any of ``event``, ``id``
    and ``retry`` (milliseconds); data that is no str is sent as JSON.
    """

    def __init__(self, source: Iterable[Any]) -> None:
        """Raises NoAnswer for one event in place of several, since its keys or letters would be events."""
        if isinstance(source, str | bytes | Mapping):
            raise NoAnswer(f"events come in an iterable, as [{source!r}]: this is one event")
        super().__init__(source)

    def begin(self) -> None:
        """The first event may be long in coming, and the browser waits for the headers: nothing is made."""

    def _pieces(self) -> Iterator[bytes]:
        for item in self._source:
            fields = cast(Mapping[str, Any], item) if isinstance(item, Mapping) else {"data": item}
            yield _event(fields)


def _event(fields: Mapping[str, Any]) -> bytes:
    lines = [_field(name, fields[name]) for name in ("event", "id", "retry") if name in fields]
    if "data" in fields:
        data = fields["data"] if isinstance(fields["data"], str) else dumps(fields["data"]).decode()
        lines += [f"data: {line}" for line in data.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return ("\n".join(lines) + "\n\n").encode()


def _field(name: str, value: Any) -> str:
    """Return the line of a field. Raises NoAnswer for a value that would end it, or is no time to wait."""
    text = str(value)
    if any(character in text for character in "\r\n\0"):
        raise NoAnswer(f"{text!r} can't be a field of an event: it has a line end in it")
    if name == "retry" and not (text.isascii() and text.isdigit()):
        raise NoAnswer(f"{text!r} can't be the retry of an event: it is a number of milliseconds")
    return f"{name}: {text}"
