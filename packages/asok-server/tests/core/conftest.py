"""Projects made on the spot, called through wsgiref.validate."""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest
from asok_server import Asok
from asok_server.testing.calls import call, environ_of

KEY = "a key for tests that is long enough to sign with"


@dataclass
class Sent:
    """An answer as it went over the line."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str | None:
        values = self.all(name)
        return values[0] if values else None

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass
class Project:
    """An app, and a way to send it any request at all."""

    app: Asok

    def send(
        self,
        method: str = "GET",
        path: str = "/",
        query: str = "",
        body: bytes = b"",
        *,
        scheme: str = "http",
        host: str = "localhost",
        **environ: Any,
    ) -> Sent:
        full = environ_of(method, scheme, host, path, query, body) | environ
        return Sent(
            *call(validator(self.app), {key: value for key, value in full.items() if value is not None})
        )


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Write the files of ``src/`` and make the app of them; ``setup`` is called with it."""

    def make(files: Mapping[str, str], setup: Callable[[Asok], object] = id, **config: Any) -> Project:
        for name, text in files.items():
            file = tmp_path / "src" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text), "utf-8")
        app = Asok(root=tmp_path)
        app.config.update({"SECRET_KEY": KEY} | config)
        setup(app)
        return Project(app)

    return make
