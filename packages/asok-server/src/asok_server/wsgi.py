"""The way out: the one module that calls ``start_response`` (PEP 3333)."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from asok_server.files.filebody import FileBody
from asok_server.response import Response
from asok_server.status import BODILESS, LINES, unregistered

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


Pairs = list[tuple[str, str]]

Going = tuple[int, Pairs, bytes | Iterable[bytes]]
"""An answer with all its headers, on its way out: its status, the headers, the body."""


OF_CONTENT = frozenset({"Content-Type", "Content-Length"})
"""What describes content, and is out of place where there is none."""


def send(response: Response, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Send a response as it is."""
    return deliver((response.status, list(response.headers), response.body), environ, start_response)


def deliver(going: Going, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Start the answer and return its body, as a WSGI server wants it."""
    status, headers, body = going
    if status in BODILESS:
        for pair in tuple(headers):
            if pair[0].title() in OF_CONTENT:
                headers.remove(pair)
    start_response(LINES.get(status) or unregistered(status), headers)
    if isinstance(body, bytes):
        return [body] if environ["REQUEST_METHOD"] != "HEAD" and status not in BODILESS else []
    if environ["REQUEST_METHOD"] == "HEAD" or status in BODILESS:
        close(body)
        return []
    if isinstance(body, FileBody) and body.whole and (wrapper := environ.get("wsgi.file_wrapper")):
        wrapped: Iterable[bytes] = wrapper(body.release(), body.block_size)
        return wrapped
    return body


def close(body: Any) -> None:
    """Close a body that nobody will read."""
    closing: Callable[[], None] | None = getattr(body, "close", None)
    if closing is not None:
        closing()
