"""What the tests of the whole share: projects made on the spot, and a client that holds WSGI to its word."""

import io
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from asok import Asok

KEY = "a key for tests that is long enough to sign with"


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass
class Visitor:
    """A browser without a screen: it keeps cookies, and calls the app through wsgiref.validate."""

    app: Asok
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **options: Any) -> Answer:
        return self.send("GET", path, **options)

    def post(self, path: str, form: Mapping[str, str] | None = None, **options: Any) -> Answer:
        if form is not None:
            options |= {"body": urlencode(form).encode(), "type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, **options)

    def send(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        type: str = "",
        headers: Mapping[str, str] | None = None,
        **environ: Any,
    ) -> Answer:
        path, _, query = path.partition("?")
        environ |= {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {"REMOTE_ADDR": environ.get("REMOTE_ADDR", "127.0.0.1"), "wsgi.input": io.BytesIO(body)}
        if body or type:
            environ |= {"CONTENT_TYPE": type, "CONTENT_LENGTH": str(len(body))}
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for name, value in (headers or {}).items():
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        setup_testing_defaults(environ)
        return self._called(environ)

    def _called(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []
        chunks = validator(self.app)(environ, lambda *start: started.append(start) or (lambda data: None))
        try:
            body = b"".join(chunks)
        finally:
            chunks.close()
        status, headers = started[0][:2]
        for name, value in headers:
            if name == "Set-Cookie":
                self._keep(value)
        return Answer(int(status.split()[0]), headers, body)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.coded_value


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Visitor]:
    """Write a project's files, start its app and return a visitor of it."""

    def make(files: Mapping[str, str], configure: Callable[[Asok], object] = id, **config: Any) -> Visitor:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text), "utf-8")
        app = Asok(root=tmp_path)
        app.config.update({"SECRET_KEY": KEY} | config)
        configure(app)
        return Visitor(app)

    return make


@pytest.fixture
def visitor_of() -> type[Visitor]:
    """Make a visitor of an app that is there already."""
    return Visitor
