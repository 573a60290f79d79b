"""Environs as servers make them, and an application that wsgiref's validator watches."""

import io
import time
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from asok_request import Request


def make_environ(body: bytes | None = None, **variables: Any) -> dict[str, Any]:
    environ: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9", "QUERY_STRING": ""}
    if body is not None:
        environ |= {
            "REQUEST_METHOD": "POST",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
    environ |= {key: value for key, value in variables.items() if not key.startswith("wsgi_")}
    environ |= {
        key.replace("_", ".", 1): value for key, value in variables.items() if key.startswith("wsgi_")
    }
    setup_testing_defaults(environ)
    return environ


@pytest.fixture(scope="session")
def environ() -> Callable[..., dict[str, Any]]:
    return make_environ


@pytest.fixture(scope="session")
def request_() -> Callable[..., Request]:
    """A request: the body, WSGI variables by name, and options by theirs, in lower case."""

    def make(body: bytes | None = None, **given: Any) -> Request:
        names = [name for name in given if name.islower() and not name.startswith("wsgi_")]
        options = {name: given.pop(name) for name in names}
        return Request(make_environ(body, **given), **options)

    return make


BOUNDARY = "----boundary"


def make_multipart(*parts: tuple[str, bytes], boundary: str = BOUNDARY) -> bytes:
    """A body of parts, each its headers as text and its content."""
    pieces = [
        b"--" + boundary.encode() + b"\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"
        for headers, content in parts
    ]
    return b"".join(pieces) + b"--" + boundary.encode() + b"--\r\n"


def make_field(name: str, content: bytes) -> tuple[str, bytes]:
    return f'Content-Disposition: form-data; name="{name}"', content


def make_file(
    name: str, filename: str, content: bytes, content_type: str = "text/plain"
) -> tuple[str, bytes]:
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
    return f"{disposition}\r\nContent-Type: {content_type}", content


@pytest.fixture(scope="session")
def field() -> Callable[..., tuple[str, bytes]]:
    return make_field


@pytest.fixture(scope="session")
def file() -> Callable[..., tuple[str, bytes]]:
    return make_file


@pytest.fixture(scope="session")
def multipart() -> Callable[..., bytes]:
    return make_multipart


@pytest.fixture(scope="session")
def upload(request_: Callable[..., Request]) -> Callable[..., Request]:
    """A request with a multipart body, of parts or of raw bytes."""

    def make(*parts: tuple[str, bytes] | bytes, **given: Any) -> Request:
        body = parts[0] if parts and isinstance(parts[0], bytes) else make_multipart(*parts)  # type: ignore[arg-type]
        given.setdefault("CONTENT_TYPE", f"multipart/form-data; boundary={BOUNDARY}")
        return request_(body, **given)

    return make


@pytest.fixture(scope="session")
def serve() -> Callable[..., tuple[str, bytes]]:
    """Call an application as a strict server does: its status and its body."""

    def call(app: Callable[..., Any], environ: dict[str, Any]) -> tuple[str, bytes]:
        started: list[str] = []

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
            started.append(status)
            return lambda data: None

        answer = validator(app)(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        return started[0], body

    return call


@pytest.fixture(scope="session")
def seconds() -> Callable[[Callable[[], object]], float]:
    """The processor time a call takes: of half a megabyte milliseconds if it is linear, minutes if quadratic."""

    def measure(call: Callable[[], object]) -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return measure
