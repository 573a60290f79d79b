"""A WSGI request: complete, lazy, limited, exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from .body import BodyStream, content_length, open_body, read_body, short_body
from .connection import Connection
from .cookies import parse_cookies
from .errors import BodyConsumed, LimitExceeded, RequestError, UnsupportedMediaType, shown
from .forms import NO_FORM, FormData
from .lazy import lazy, once
from .mappings import FrozenDict, Headers, MultiDict, text
from .mediatype import boundary_of, essence_of, is_json
from .urlencoded import parse_urlencoded
from .wsgi import wsgi_bytes, wsgi_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .body import Stream
    from .browser import Browser
    from .options import Options
    from .parts import Part
    from .uploads import UploadedFile


def default_options() -> Options:
    from .options import DEFAULTS

    return DEFAULTS


def multipart_parser() -> Any:
    from .multipartform import parse_multipart

    return staticmethod(parse_multipart)


class Request:
    """What a client asked for, read from a WSGI environ (PEP 3333).

    Nothing is parsed before it is asked for, and nothing twice. Input is never changed: the mappings
    refuse it. Whatever is wrong with a request raises a `RequestError`, which knows its HTTP status.
    """

    def __init__(
        self,
        environ: dict[str, Any],
        params: Mapping[str, Any] | None = None,
        *,
        options: Options | None = None,
        **overrides: Any,
    ) -> None:
        """`params` are what a router took out of the path; `overrides` are options for this request only.

        Raises `OptionError` for an override that is no option or has a bad value.
        """
        self.environ = environ
        self._params = params
        if options is not None:
            self.options = options
        if overrides:
            self.options = self.options.replace(**overrides)

    options: Options = once(default_options)  # type: ignore[assignment]  # pyright: ignore
    """The limits, and whom to believe: an `Options`."""

    # An import, even of what is there, takes a tenth of a small form's time.
    _parse_multipart: Any = once(multipart_parser)

    # Whether the body was read without a stream, and whether there is one.
    _was_read = _was_opened = False

    # The body where it was read as a whole.
    _read_body: bytes | None = None

    # The request line

    @lazy
    def method(self) -> str:
        """The method, in the case in which it came."""
        return str(self.environ["REQUEST_METHOD"])

    @lazy
    def path(self) -> str:
        """The decoded path below the application, ``/`` if empty; bytes that are no UTF-8 are U+FFFD."""
        return wsgi_text(self.environ.get("PATH_INFO", "")) or "/"

    @lazy
    def root_path(self) -> str:
        """The decoded path of the application itself: '' unless it is mounted below the root."""
        return wsgi_text(self.environ.get("SCRIPT_NAME", ""))

    @property
    def query_string(self) -> str:
        """What stood behind the ``?``, as it came."""
        return str(self.environ.get("QUERY_STRING", ""))

    @lazy
    def url(self) -> str:
        """The whole URL as an ASCII URI (RFC 3986), without a fragment."""
        from .urls import quoted_path, quoted_query

        path = self.environ.get("SCRIPT_NAME", "") + self.environ.get("PATH_INFO", "")
        query = f"?{quoted_query(wsgi_bytes(self.query_string))}" if self.query_string else ""
        return f"{self.scheme}://{self.host}{quoted_path(wsgi_bytes(path)) or '/'}{query}"

    @lazy
    def base_url(self) -> str:
        """`url` without the query."""
        return self.url.partition("?")[0]

    @lazy
    def args(self) -> MultiDict[str]:
        """The query parameters."""
        query = self.query_string
        if not query:
            return MultiDict((), "query parameter")
        options = self.options
        data = wsgi_bytes(query)
        options.check("max_form_memory", len(data))
        return parse_urlencoded(data, options.max_form_fields, "query parameter")

    @lazy
    def params(self) -> FrozenDict[Any]:
        """What the router took out of the path."""
        return FrozenDict(self._params or {}, "path parameter")

    # The header fields

    @lazy
    def headers(self) -> Headers:
        """The header fields, by names in any case."""
        return Headers(self.environ)

    @lazy
    def cookies_dict(self) -> FrozenDict[str]:
        """The cookies. Over plain http ``__Host-`` and ``__Secure-`` cookies are not believed."""
        header = self.environ.get("HTTP_COOKIE")
        return parse_cookies(header, self.is_secure) if header else FrozenDict((), "cookie")

    @property
    def cookies(self) -> FrozenDict[str]:
        """The same as `cookies_dict`."""
        return self.cookies_dict

    @lazy
    def content_type(self) -> str:
        """The body's media type in lower case, without parameters; '' if there is none."""
        return essence_of(self.environ.get("CONTENT_TYPE") or "")

    @lazy
    def content_length(self) -> int | None:
        """Content-Length in bytes, None if there is none; raises `BadContentLength`."""
        return content_length(self.environ)

    @property
    def has_body(self) -> bool:
        """Whether a body was announced; an empty one counts."""
        environ = self.environ
        return bool(
            environ.get("CONTENT_LENGTH")
            or environ.get("HTTP_TRANSFER_ENCODING")
            or environ.get("wsgi.input_terminated")
        )

    @property
    def is_json(self) -> bool:
        """Whether the body's media type is JSON: application/json or any ``+json``."""
        return is_json(self.content_type)

    @lazy
    def user_agent(self) -> str:
        """The User-Agent field as it came, '' if there is none."""
        return text(self.environ.get("HTTP_USER_AGENT", ""))

    @lazy
    def browser(self) -> Browser:
        """The browser, its system and its device, from User-Agent and the client hints."""
        from .browser import identify

        return identify(self.user_agent, self.environ)

    # The client

    @lazy
    def _connection(self) -> Connection:
        return Connection(self.environ, self.options)

    @lazy
    def ip(self) -> str:
        """The client's address: the peer's, unless that is a trusted proxy; '' on a Unix socket."""
        return self._connection.ip

    @lazy
    def scheme(self) -> str:
        """``http`` or ``https``, as the client sees it."""
        return self._connection.scheme

    @property
    def is_secure(self) -> bool:
        """Whether the client came over https."""
        return self.scheme == "https"

    @lazy
    def host(self) -> str:
        """The host that the client asked for, in lower case, with the port if it is not the scheme's own.

        Raises `BadHost` if it is malformed or not one of `allowed_hosts`.
        """
        return self._connection.host

    # The body

    @lazy
    def stream(self) -> BodyStream:
        """The body as a binary stream that ends where the body does."""
        return self._opened(BodyStream)

    @lazy
    def body(self) -> bytes:
        """The whole body. Raises `BodyConsumed` if it was already read in another way."""
        return self._small_body("max_content_length", self.options.max_content_length)

    @lazy
    def json_body(self) -> Any:
        """The value of a JSON body. Raises `UnsupportedMediaType` if the type is another, `MalformedJSON`."""
        if not self.is_json:
            raise UnsupportedMediaType("the body is not application/json")
        from .jsonbody import parse_json

        return parse_json(self.body, self.options.max_json_depth, self.options.max_json_digits)

    @lazy
    def json_object(self) -> dict[str, Any]:
        """The JSON body, if it is an object, else `UnexpectedJSON`; a missing member is a `MissingKey`."""
        from .jsonbody import as_object

        return as_object(self.json_body)

    @lazy
    def form(self) -> MultiDict[str]:
        """The text fields of a form's body, urlencoded or multipart; never those of the query."""
        form = self._form_data()
        self.files = form.files
        return form.fields

    @lazy
    def files(self) -> MultiDict[UploadedFile]:
        """The files of a multipart form."""
        form = self._form_data()
        self.form = form.fields
        return form.files

    def iter_parts(self) -> Iterator[Part]:
        """The parts of a multipart form while they arrive; nothing is kept in memory or on disk."""
        if self.content_type != "multipart/form-data":
            raise UnsupportedMediaType("the body is not multipart/form-data")
        from .parts import iter_parts

        return iter_parts(self._source(), boundary_of(self.environ["CONTENT_TYPE"]), self.options)

    def close(self) -> None:
        """Close the uploaded files; call it when the response has been sent."""
        held = self._held
        if isinstance(held, RequestError):
            held.__traceback__ = None  # whose frames hold this request, which holds the error
        elif held is not None:
            held.close()

    # What `close` lets go of: a form that may have files, or what was wrong with it.
    _held: FormData | RequestError | None = None

    def _form_data(self) -> FormData:
        """The form; what is wrong with it is heard at every later look as well."""
        if isinstance(self._held, RequestError):
            raise self._held.with_traceback(None)
        try:
            return self._read_form()
        except RequestError as error:
            self._held = error
            raise

    def _read_form(self) -> FormData:
        essence, options = essence_of(self.environ.get("CONTENT_TYPE") or ""), self.options
        if essence == "application/x-www-form-urlencoded":
            data = self._small_body("max_form_memory", options.max_form_memory)
            return FormData(parse_urlencoded(data, options.max_form_fields, "form field"))
        if essence == "multipart/form-data" and self.has_body:
            boundary = boundary_of(self.environ["CONTENT_TYPE"])
            self._held = form = self._parse_multipart(self._source(), boundary, options)
            return form  # type: ignore[no-any-return]
        return NO_FORM

    def _opened(self, kind: type[Stream]) -> Stream:
        """The body as a stream of that class; an empty one where the body was read without a stream."""
        environ = {} if self._was_read else self.environ
        stream = open_body(environ, self.options.max_content_length, kind)
        self._was_opened = True
        return stream

    def _small_body(self, limit: str, allowed: int) -> bytes:
        held = self._read_body
        if held is None:
            held = self._short_body()
            if held is None:
                self.options.check(limit, self.content_length or 0)
                held = read_body(self._fresh_stream(), limit, allowed)
            self._read_body = held
        if len(held) > allowed:
            raise LimitExceeded(limit, allowed)
        return held

    def _short_body(self) -> bytes | None:
        """The body where it is short and nobody began to read it: all that most forms need."""
        if self._was_read or self._was_opened:
            return None
        data = short_body(self.environ, self.options.max_content_length)
        self._was_read = data is not None
        return data

    def _fresh_stream(self) -> BodyStream:
        if self._was_read or self.stream.tell():
            raise BodyConsumed("the body was already read")
        return self.stream

    def _source(self) -> BodyStream | BytesIO:
        held = self._read_body
        if held is None:
            held = self._short_body()
        return self._fresh_stream() if held is None else BytesIO(held)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.method} {shown(self.path)}>"
