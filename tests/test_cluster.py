"""Two app processes, one Redis, nginx in front: one is killed, and only what was in flight is lost."""

import http.client
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytestmark = [pytest.mark.redis, pytest.mark.slow]

VISITORS = 6

PROJECT = {
    "wsgi.py": """
from asok import Asok

app = Asok(__name__)
app.user_loader(lambda user_id: user_id)
""",
    "src/pages/page.py": """
import os


def get(request):
    return {
        "process": os.getpid(),
        "user": request.user,
        "notes": request.session.get("notes", []),
        "flashes": [flash.message for flash in request.get_flashed_messages()],
        "token": request.csrf_token_value,
    }
""",
    "src/pages/login/page.py": """
def post(request):
    request.login(request.form["user"])
    request.redirect("/", 303)
""",
    "src/pages/note/page.py": """
def post(request):
    note = int(request.form["note"])
    request.session.setdefault("notes", []).append(note)
    request.flash("info", f"note {note}")
    request.redirect("/", 303)
""",
    "src/pages/logout/page.py": """
def post(request):
    request.logout()
    request.redirect("/", 303)
""",
    "src/pages/say/page.py": """
def post(request):
    request.flash("info", request.form["text"])
    request.redirect("/", 303)
""",
}

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream apps {{
        server 127.0.0.1:{first} max_fails=1 fail_timeout=2s;
        server 127.0.0.1:{second} max_fails=1 fail_timeout=2s;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://apps;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
        }}
    }}
}}
"""


@dataclass
class Cluster:
    """Where nginx listens, and the processes behind it."""

    port: int
    apps: dict[int, subprocess.Popen[bytes]]

    def kill(self) -> tuple[float, float]:
        """Kill one app, its worker included; return the moments before it and when it is gone."""
        port, process = next(iter(self.apps.items()))
        before = time.monotonic()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while listens(port):
            time.sleep(0.001)
        return before, time.monotonic()


@dataclass
class Sent:
    """One request: when, and what came of it; status 0 where there was no answer at all."""

    started: float
    ended: float
    status: int
    body: bytes


@dataclass
class Visitor:
    """A browser that remembers its cookies and all that it sent."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    log: list[Sent] = field(default_factory=list)

    def send(self, method: str, path: str, **fields: str) -> Sent:
        started = time.monotonic()
        try:
            status, body = self._exchange(method, path, urlencode(fields))
        except (OSError, http.client.HTTPException):
            status, body = 0, b""
        sent = Sent(started, time.monotonic(), status, body)
        self.log.append(sent)
        return sent

    def look(self) -> dict[str, object]:
        sent = self.send("GET", "/")
        assert sent.status == 200, sent
        page: dict[str, object] = json.loads(sent.body)
        return page

    def post(self, path: str, token: object, **fields: str) -> Sent:
        return self.send("POST", path, csrf_token=str(token), **fields)

    def _exchange(self, method: str, path: str, body: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
            return answer.status, content
        finally:
            connection.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    tools = {name: shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("nginx", "redis-server")}
    if missing := [name for name, found in tools.items() if not found]:
        assert not os.environ.get("CI"), f"{missing} must be installed where CI is set"
        pytest.skip(f"{missing} not installed")
    folder = tmp_path_factory.mktemp("cluster")
    for name, text in PROJECT.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    first, second, front, redis = free_ports(4)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, first=first, second=second, port=front))
    environment = os.environ | {
        "SECRET_KEY": "a-key-for-the-cluster-test-0123456789",
        "SESSION_BACKEND": "redis",
        "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "false",
    }
    asok = Path(sys.executable).with_name("asok")
    with ExitStack() as running, (folder / "output.log").open("wb") as output:

        def start(command: list[object], port: int) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            running.callback(end, process)
            wait_for(port, process, folder / "output.log")
            return process

        start(
            [tools["redis-server"], "--port", redis, "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            redis,
        )
        apps = {
            port: start([asok, "serve", folder, "--port", port, "--workers", 1, "--no-access-log"], port)
            for port in (first, second)
        }
        start([tools["nginx"], "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "nginx.log"], front)
        yield Cluster(front, apps)


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if listens(port):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}: {log.read_text()}")


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def logged_in(cluster: Cluster, user: str) -> Visitor:
    visitor = Visitor(cluster.port)
    assert visitor.post("/login", visitor.look()["token"], user=user).status == 303
    return visitor


def test_both_processes_know_every_session(cluster: Cluster) -> None:
    visitor = logged_in(cluster, "ada")
    pages = [visitor.look() for _ in range(20)]
    assert {page["user"] for page in pages} == {"ada"}
    assert len({page["process"] for page in pages}) == 2


def test_messages_said_at_once_in_both_processes_are_all_shown(cluster: Cluster) -> None:
    visitor = logged_in(cluster, "ada")
    token = visitor.look()["token"]
    texts = [f"message {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: visitor.post("/say", token, text=text).status, texts))
    assert answers == [303] * len(texts)
    assert sorted(visitor.look()["flashes"]) == sorted(texts)
    assert visitor.look()["flashes"] == []


def test_a_copied_cookie_is_dead_in_both_processes_after_a_logout(cluster: Cluster) -> None:
    visitor = logged_in(cluster, "ada")
    copied = dict(visitor.cookies)
    assert Visitor(cluster.port, dict(copied)).look()["user"] == "ada"
    assert visitor.post("/logout", visitor.look()["token"]).status == 303
    pages = [Visitor(cluster.port, dict(copied)).look() for _ in range(8)]
    assert {page["user"] for page in pages} == {None}
    assert len({page["process"] for page in pages}) == 2


def test_a_process_killed_in_the_middle_loses_nothing_but_what_was_in_flight(cluster: Cluster) -> None:
    visitors = [logged_in(cluster, f"user {number}") for number in range(VISITORS)]
    stop = threading.Event()
    with ThreadPoolExecutor(VISITORS) as pool:
        stories = [pool.submit(write_notes, visitor, stop) for visitor in visitors]
        time.sleep(1.5)
        killed = cluster.kill()
        time.sleep(3)
        stop.set()
        told = [story.result(timeout=60) for story in stories]
    for number, (visitor, story) in enumerate(zip(visitors, told, strict=True)):
        judge(visitor, story, f"user {number}", killed)
    assert sum(len(visitor.log) for visitor in visitors) > 10 * VISITORS


@dataclass
class Step:
    """A note, the request that wrote it and the one that looked for it; ``page`` is what that one saw."""

    note: int
    wrote: Sent
    looked: Sent
    page: dict[str, object] | None


def write_notes(visitor: Visitor, stop: threading.Event) -> list[Step]:
    """Write a note, look at the page, and so on."""
    token = visitor.look()["token"]
    story = []
    for note in itertools.count():
        if stop.is_set():
            return story
        wrote = visitor.post("/note", token, note=str(note))
        looked = visitor.send("GET", "/")
        page = json.loads(looked.body) if looked.status == 200 else None
        story.append(Step(note, wrote, looked, page))
    return story


def judge(visitor: Visitor, story: list[Step], user: str, killed: tuple[float, float]) -> None:
    """Hold what a visitor saw against what was promised."""

    def in_flight(sent: Sent) -> bool:
        return sent.started <= killed[1] and sent.ended >= killed[0]

    lost = [sent for sent in visitor.log if sent.status not in (200, 303)]
    assert all(in_flight(sent) for sent in lost), lost
    for step in story:
        if step.page is None:
            continue
        assert step.page["user"] == user
        if step.wrote.status == 303 and not in_flight(step.looked):
            assert f"note {step.note}" in step.page["flashes"], step
    final = visitor.look()
    kept = [step.note for step in story if step.wrote.status == 303]
    assert final["user"] == user
    assert set(kept) <= set(final["notes"])
    shown = [flash for step in story if step.page for flash in step.page["flashes"]]
    assert len(shown) == len(set(shown)), "a message was shown twice"
