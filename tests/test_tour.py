"""The tour: every page in every language, through the callable and on a real socket."""

import contextlib
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOUR = ROOT / "examples" / "tour"
PAGES = (
    *(
        "/",
        "/input",
        "/user/42",
        "/visitor",
        "/answers",
        "/answers/fragment",
        "/contact",
        "/blocks",
        "/files",
    ),
    *("/flash", "/languages", "/sharing", "/errors"),
)


@pytest.fixture
def tour(monkeypatch, visitor_of):
    """A visitor of the tour, as production serves it."""
    monkeypatch.setenv("ASOK_DEBUG", "false")
    monkeypatch.setenv("SECRET_KEY", "a key for the tour's tests, long enough to sign")
    spec = importlib.util.spec_from_file_location("tour_wsgi", TOUR / "wsgi.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "tour_wsgi", module)
    spec.loader.exec_module(module)
    return visitor_of(module.app)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_every_language(tour, path, language, caplog):
    answer = tour.get(f"{path}?lang={language}")
    assert answer.status == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
    assert not caplog.records, "a message is missing"


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/"])
def test_every_page_shows_its_own_source(tour, path):
    folder = re.sub(r"\d+", "[id:int]", path.strip("/"))
    assert f"<figcaption>src/pages/{folder}/page.html</figcaption>" in tour.get(path).text


def test_the_answers_are_what_they_say(tour):
    assert tour.get("/answers/data").json == {"status": "ok", "count": 42}
    assert tour.get("/answers/created").status == 201
    assert "<html" not in tour.get("/answers/part").text
    assert tour.get("/answers/events").text.startswith("event: tick\nid: 0\ndata: ")
    assert tour.get("/files/report").header("Content-Disposition").startswith("attachment")
    assert tour.get("/files/picture").header("Content-Disposition").startswith("inline")


def test_the_place_of_a_visitor_is_shown(tour):
    assert (
        "<dd>France</dd>" in tour.get("/visitor?ip=2.125.160.216").text
        or "United Kingdom" in tour.get("/visitor?ip=2.125.160.216").text
    )


def test_errors_have_pages_of_their_own(tour, caplog):
    assert tour.get("/nowhere").status == 404
    wrong = tour.get("/newsletter")
    assert (wrong.status, wrong.header("Allow")) == (405, "POST, OPTIONS")
    crash = tour.get("/errors/crash")
    assert crash.status == 500
    assert "ZeroDivisionError" not in crash.text
    assert "ZeroDivisionError" in caplog.text


def test_a_flash_comes_through_a_redirect(tour):
    token = re.search(r'name="csrf_token" value="([^"]+)"', tour.get("/flash").text)
    assert token
    answer = tour.post("/flash", {"csrf_token": token[1], "category": "info"})
    assert answer.header("Location") == "/flash"
    assert '<div class="flash info" role="status">' in tour.get("/flash").text


class TestTheCommand:
    def test_asok_serves_the_tour_from_a_checkout_and_stops_cleanly(self):
        with served("dev", cwd=ROOT) as (process, port):
            assert b"<h1>" in fetch(port, "/")
            assert fetch(port, "/answers/data") == b'{"status":"ok","count":42}'
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=20)
        assert process.returncode == 0, output
        assert f"http://127.0.0.1:{port}/" in output
        assert "Traceback" not in output

    def test_a_port_that_is_taken_is_explained(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            done = subprocess.run(
                [asok(), "dev", "--port", port],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=20,
                check=False,
            )
        assert done.returncode == 1
        assert "--port" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_folder_without_a_project_is_explained(self, tmp_path):
        done = subprocess.run([asok()], cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False)
        assert done.returncode == 2
        assert "wsgi.py" in done.stderr
        assert "asok new" in done.stderr

    def test_serve_refuses_to_start_without_a_key_and_says_how_to_make_one(self, tmp_path):
        (tmp_path / "wsgi.py").write_text("from asok import Asok\napp = Asok(__name__)\n", "utf-8")
        done = subprocess.run(
            [asok(), "serve", "--port", str(free_port())],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert done.returncode == 1
        assert "SECRET_KEY" in done.stderr
        assert "secrets" in done.stderr

    def test_dev_shows_a_syntax_error_and_goes_on(self, tmp_path):
        (tmp_path / "wsgi.py").write_text("from asok import Asok\napp = Asok(__name__)\n", "utf-8")
        page = tmp_path / "src" / "pages" / "page.py"
        page.parent.mkdir(parents=True)
        page.write_text("def render(request:\n", "utf-8")
        with served("dev", cwd=tmp_path) as (_, port):
            assert b"SyntaxError" in fetch(port, "/")
            page.write_text("def render(request):\n    return 'mended'\n", "utf-8")
            until(lambda: fetch(port, "/") == b"mended")


def asok() -> str:
    return str(Path(sys.executable).parent / "asok")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "SECRET_KEY")}
    process = subprocess.Popen(
        [asok(), *arguments, "--port", str(port)],
        cwd=cwd,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until(lambda: fetch(port, "/"))
        yield process, port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def fetch(port: int, path: str) -> bytes:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def until(happens, seconds: float = 20) -> None:
    """Wait until something happens; an OSError counts as not yet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if happens():
                return
        time.sleep(0.1)
    raise AssertionError(f"it did not happen within {seconds} s")
