"""What the tests of sessions share: stores of both kinds, a real Redis, and a clock that can be moved."""

import importlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from asok_server.sessions import SessionStore, make_store

KEY = "a-key-for-tests-of-sessions-0123456789"
LIFETIME = 1000


class RedisServer:
    """A Redis of one's own, which can be stopped, frozen and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            self.folder,
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("redis-server does not listen")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def redis_py() -> None:
    """The extra ``asok-server[redis]``."""
    if not os.environ.get("CI"):
        pytest.importorskip("redis")


@pytest.fixture(scope="session")
def redis_process(redis_py: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    if not shutil.which("redis-server") and not os.environ.get("CI"):
        pytest.skip("redis-server is not installed")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def redis_server(redis_process: RedisServer) -> RedisServer:
    """A Redis that runs and is empty."""
    redis_process.stop()
    redis_process.start()
    return redis_process


@pytest.fixture
def client(redis_server: RedisServer) -> Iterator[Any]:
    """What redis-py sees in that Redis."""
    redis = importlib.import_module("redis")  # an extra
    with redis.Redis.from_url(redis_server.url, decode_responses=True) as client:
        yield client


@pytest.fixture
def cookie_store(tmp_path: Path) -> SessionStore:
    return make_store(keys=[KEY], lifetime=LIFETIME, folder=tmp_path / ".asok")


@pytest.fixture
def redis_store(redis_server: RedisServer, tmp_path: Path) -> SessionStore:
    return make_store(
        keys=[KEY], lifetime=LIFETIME, folder=tmp_path / ".asok", backend="redis", redis_url=redis_server.url
    )


@pytest.fixture(params=["cookie", pytest.param("redis", marks=pytest.mark.redis)])
def store(request: pytest.FixtureRequest) -> SessionStore:
    """A store of each kind in turn: what holds for one holds for the other."""
    found: SessionStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def make_store_with(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., SessionStore]:
    """``make_store_with(keys)``: a store of the kind that the test runs with, and of its Redis."""
    kind = "redis" if "redis_store" in request.fixturenames else "cookie"

    def make(keys: list[str], backend: str = kind, url: str = "") -> SessionStore:
        if kind == "redis":
            url = request.getfixturevalue("redis_server").url
        return make_store(keys=keys, lifetime=LIFETIME, folder=tmp_path, backend=backend, redis_url=url)

    return make


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """``clock(seconds)`` moves the time on."""
    now = SimpleNamespace(ahead=0.0)
    time_ns, seconds = time.time_ns, time.time
    monkeypatch.setattr(time, "time_ns", lambda: time_ns() + int(now.ahead * 1e9))
    monkeypatch.setattr(time, "time", lambda: seconds() + now.ahead)

    def move(by: float) -> None:
        now.ahead += by

    return move
