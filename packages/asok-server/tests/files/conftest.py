"""A file served by a WSGI app that asks the conditions of the request, under wsgiref's validator."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from asok_server.files.conditions import Conditions
from asok_server.files.filebody import FileBody
from asok_server.files.sending import send_file
from asok_server.response import Response

CONTENT = bytes(range(256)) * 4
MODIFIED = 784111777  # Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture
def served() -> Callable[..., Answer]:
    """Send a request to an app that answers with ``make(conditions)``."""

    def fetch(make: Callable[[Conditions], Response], method: str = "GET", **headers: str) -> Answer:
        sent: list[Any] = []

        def app(environ, start_response):
            response = make(Conditions.of(environ))
            start_response(f"{response.status} -", list(response.headers))
            body = response.body
            return body if isinstance(body, FileBody) else [body] if isinstance(body, bytes) else list(body)

        environ: dict[str, Any] = {"REQUEST_METHOD": method, "QUERY_STRING": "", "wsgi.errors": io.StringIO()}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        blocks = validator(app)(environ, lambda *start: sent.append(start) or sent.append)  # type: ignore[arg-type]
        try:
            body = b"".join(blocks)
        finally:
            blocks.close()
        names = [name for name, _ in sent[0][1]]
        assert len(names) == len(set(names)), f"a header twice: {names}"
        return Answer(int(sent[0][0].split()[0]), dict(sent[0][1]), body)

    return fetch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    import os

    path = tmp_path / "data.bin"
    path.write_bytes(CONTENT)
    os.utime(path, (MODIFIED, MODIFIED))
    return path


@pytest.fixture
def fetch(served: Callable[..., Answer], file: Path) -> Callable[..., Answer]:
    """Ask for the file of 1,024 bytes, last changed on 6 November 1994."""
    return lambda method="GET", **headers: served(
        lambda conditions: send_file(file, conditions=conditions), method, **headers
    )
