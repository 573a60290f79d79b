"""Commands as users run them: processes, real sockets, bounded waits."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

COMMAND = str(Path(sys.executable).parent / "asok")
KEY = "a key for the tests of the command line, long enough"
WSGI = "from asok_server import Asok\napp = Asok(__name__)\n"
SECONDS = 20


def environment(**more: str) -> dict[str, str]:
    unwanted = ("DEBUG", "SECRET_KEY", "ASOK_DEBUG", "ASOK_DEV_KEY", "ALLOWED_HOSTS")
    return {k: v for k, v in os.environ.items() if k not in unwanted} | {"PYTHONUNBUFFERED": "1"} | more


@dataclass
class Served:
    """A server that runs, and a visitor of it who keeps cookies."""

    process: subprocess.Popen[str]
    port: int
    host: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def fetch(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        headers |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            for value in answer.headers.get_all("Set-Cookie", []):
                name, _, text = value.partition(";")[0].partition("=")
                self.cookies[name] = text
            return answer.status, answer.read().decode()

    def until(self, path: str, wanted: str) -> None:
        """Ask until a page holds a text; a server that is away counts as not yet."""
        end, seen = time.monotonic() + SECONDS, ""
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                seen = self.fetch(path)[1]
                if wanted in seen:
                    return
            assert self.process.poll() is None, f"the server ended: {self.stop()}"
            time.sleep(0.05)
        raise AssertionError(f"{wanted!r} did not come within {SECONDS} s; the page is:\n{seen[:3000]}")

    def stop(self, number: signal.Signals = signal.SIGTERM, *, group: bool = False) -> str:
        """Send a signal, to the whole group as a terminal does; return what was printed."""
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.process.pid, number)
        try:
            return self.process.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command to its end."""

    def run(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *arguments],
            cwd=cwd,
            env=environment(**env),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def serving() -> Callable[..., contextlib.AbstractContextManager[Served]]:
    """Run a server in a process group of its own, from its first answer to the end of the block."""

    @contextlib.contextmanager
    def serving(
        command: str, *options: str, cwd: Path, host: str = "127.0.0.1", **env: str
    ) -> Iterator[Served]:
        with socket.create_server((host, 0), family=_family(host)) as probe:
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [COMMAND, command, "--port", str(port), *options],
            cwd=cwd,
            env=environment(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        served = Served(process, port, host)
        try:
            served.until("/", "")
            yield served
        finally:
            if process.poll() is None:
                served.stop()

    return serving


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Write files below a folder; without a ``wsgi.py`` the plainest one is written."""

    def write(folder: Path, files: dict[str, Any]) -> Path:
        for name, text in {"wsgi.py": WSGI, **files}.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def key() -> str:
    return KEY


@pytest.fixture(scope="session")
def token_in() -> Callable[[str], str]:
    """Return the CSRF token of a page's form."""

    def token_in(page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return found[1]

    return token_in


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
