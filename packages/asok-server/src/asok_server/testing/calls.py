"""Calling a WSGI app as a server does (PEP 3333)."""

import io
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

UNSENDABLE = re.compile(r"[\r\n\0]|[^\x00-\xff]")
TOKEN = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)


def call(app: Callable[..., Any], environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """Call a WSGI app as a server does, and read its answer to the end."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], Any]:
        if started and exc_info is None:
            raise AssertionError("start_response was called twice")
        started[:] = [(status, headers)]
        return written.append

    blocks = app(environ, start_response)
    try:
        for block in blocks:
            written.append(block)  # noqa: PERF402  (start_response comes with the first block at the latest)
    finally:
        if hasattr(blocks, "close"):
            blocks.close()
    if not started:
        raise AssertionError("the app ended without start_response")
    status, headers = started[0]
    return int(status.split(" ", 1)[0]), list(headers), b"".join(written)


def environ_of(method: str, scheme: str, host: str, path: str, query: str, body: bytes) -> dict[str, Any]:
    """Build the environ of PEP 3333."""
    parts = urlsplit(f"//{host}")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)) if body or method in ("POST", "PUT", "PATCH", "DELETE") else "",
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port) if parts.port else ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def header_keys(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers by their keys in an environ. Raises TypeError or ValueError for what can't be sent."""
    for name, value in headers.items():
        if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"the header {name} is text, not {value!r}")
        if not TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a header")
        if UNSENDABLE.search(value):
            raise ValueError(f"the header {name} can't be {value!r}: only Latin-1 on one line can be sent")
    return {key_of(name): value for name, value in headers.items()}


def key_of(name: str) -> str:
    """Return the key of a header in an environ."""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
