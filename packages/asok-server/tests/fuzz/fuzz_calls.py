"""One raw request through the WSGI callable, and everything that must hold of the answer."""

import io
import logging
import re
import sys
import time
import traceback
import warnings
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes
from wsgiref.validate import validator

from asok_server.routing.pages import KNOWN
from asok_server.testing.calls import call

CPU_SECONDS = 1.0
EVERYWHERE = ("x-content-type-options", "content-security-policy", "referrer-policy")


class Broken(AssertionError):
    """An answer that must not be; the message says why."""


class Raw(NamedTuple):
    """A request as bytes, from the request line to the end of the body, and how it came."""

    data: bytes
    scheme: str = "http"
    peer: str = "127.0.0.1"

    def environ(self) -> dict[str, Any]:
        """Read the bytes as a lenient server does, and return the environ that it hands to an app."""
        head, _, body = self.data.partition(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        method, _, target = line.partition(" ")
        path, _, query = target.removesuffix(" HTTP/1.1").partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443" if self.scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.peer,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        return environ | dict(_fields(fields))


def _fields(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield header fields under their names in an environ; of several of one name, joined as servers do."""
    values: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name:
            continue
        key = name.strip().upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        mark = "; " if key == "HTTP_COOKIE" else ","
        values[key] = f"{values[key]}{mark}{value.strip()}" if key in values else value.strip()
    return values.items()


class Target:
    """An app under fire."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._records = _Records()
        logger = logging.getLogger("asok")
        logger.addHandler(self._records)
        logger.propagate = False

    def send_bytes(self, data: bytes) -> None:
        """Send a request that came over plain http. Raises Broken for an answer that must not be."""
        self.send(Raw(data))

    def send(self, raw: Raw) -> tuple[int, list[tuple[str, str]], bytes]:
        """Send a request, and return the answer. Raises Broken for one that must not be."""
        environ = raw.environ()
        self._records.clear()
        before = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of methods that wsgiref does not know
                answer = call(validator(_Behind(self._app, environ)), _polite(environ))
        except Exception as error:
            raise Broken(f"the callable raised\n{traceback.format_exc()}") from error
        spent = time.process_time() - before
        if spent > CPU_SECONDS:
            raise Broken(f"the request took {spent:.2f} s of CPU")
        self._check(environ, *answer)
        return answer

    def _check(
        self, environ: dict[str, Any], status: int, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        known = environ["REQUEST_METHOD"] in KNOWN
        if status >= 500 and not (status == 501 and not known):
            raise Broken(f"status {status}\n{self._records.text}")
        if environ["PATH_INFO"].startswith("/mounted"):
            return
        named = {name.lower(): value for name, value in headers}
        missing = [name for name in EVERYWHERE if name not in named]
        if missing:
            raise Broken(f"no {missing} on a {status}")
        length = named.get("content-length")
        if length is not None and body and int(length) != len(body):
            raise Broken(f"Content-Length {length} on {len(body)} bytes")
        if any(re.search(r"[\r\n\0]", name + value) for name, value in headers):
            raise Broken(f"a header with a line end: {headers}")
        if len(named) < len([name for name, _ in headers if name.lower() != "set-cookie"]):
            raise Broken(f"a header came twice: {headers}")


class _Behind:
    """Gives the app the environ as it came, while wsgiref.validate has seen a polite one."""

    def __init__(self, app: Any, environ: dict[str, Any]) -> None:
        self._app = app
        self._environ = environ

    def __call__(self, polite: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        own = {key: value for key, value in polite.items() if key.startswith("wsgi.")}
        result: Iterable[bytes] = self._app({**self._environ, **own}, start_response)
        return result


def _polite(environ: dict[str, Any]) -> dict[str, Any]:
    """Return the environ without what wsgiref.validate refuses in a request: a bad length, a bad path."""
    changes: dict[str, Any] = {}
    if not re.fullmatch(r"[0-9]{0,9}", environ.get("CONTENT_LENGTH", "")):
        changes["CONTENT_LENGTH"] = ""
    if not environ["PATH_INFO"].startswith("/"):
        changes["PATH_INFO"] = "/"
    return {**environ, **changes}


class _Records(logging.Handler):
    """Keeps what the app logs of one request, for the report of a 500."""

    def __init__(self) -> None:
        super().__init__()
        self.clear()

    def clear(self) -> None:
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record)
