"""Asok beside Falcon, Bottle and Flask: the same work, equal output, ratios of CPU time from one run.

    python benchmarks/server/bench.py [--rounds 15]

Needs the group `bench`: uv run --group bench python benchmarks/server/bench.py
"""

import argparse
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import apps

Call = Callable[[], tuple[str, list[tuple[str, str]], bytes]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each is timed (default: 15)")
    rounds = parser.parse_args().rounds
    # All write JSON with the standard library: Asok alone would take up orjson by itself.
    sys.modules["orjson"] = None  # type: ignore[assignment]
    made = {name: getattr(apps, name)() for name in ("asok", "falcon", "bottle", "flask")}
    table("small JSON", {name: request(app, "/") for name, app in made.items()}, rounds, apps.DATA)
    table(
        "dynamic route", {name: request(app, "/user/42") for name, app in made.items()}, rounds, {"id": "42"}
    )
    many = {
        "asok": request(made["asok"], "/user/42"),
        "asok, 10,000 pages": request(apps.asok(10_000), "/user/42"),
    }
    table("dynamic route, flat", many, rounds, {"id": "42"})
    for title, path in (
        ("form POST with session and CSRF", "/form"),
        ("form POST that leaves a message in the session", "/note"),
    ):
        forms = {name: form_post(made[name], path) for name in ("asok", "falcon", "flask")}
        table(title, forms, rounds, {"name": "Ada", "email": apps.EMAIL})
    table("304", {name: not_modified(made[name]) for name in ("asok", "falcon", "flask")}, rounds, None)
    first_request(rounds)


def table(title: str, calls: dict[str, Call], rounds: int, expected: Any) -> None:
    """Check that all answer the same, then time them in turn and print the best of each beside Asok."""
    for name, call in calls.items():
        status, _, body = call()
        if expected is None:
            assert status.startswith("304"), f"{name}: {status}"
        else:
            assert status.startswith("200"), f"{name}: {status} {body!r}"
            assert apps.canonical(body) == expected, f"{name}: {body!r}"
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(timed(call))
    show(title, {name: min(values) for name, values in times.items()})


def show(title: str, times: dict[str, float]) -> None:
    ours = times["asok"]
    print(f"\n{title}")
    for name, value in times.items():
        ratio = "" if name == "asok" else f"   asok takes {ours / value:.2f} of it"
        print(f"  {name:20} {value * 1e6:10.1f} us{ratio}", flush=True)


def timed(call: Call, seconds: float = 0.05) -> float:
    """The seconds of CPU of one call, of as many as fit into a moment."""
    count, begin = 0, time.process_time()
    while True:
        for _ in range(20):
            call()
        count += 20
        spent = time.process_time() - begin
        if spent > seconds:
            return spent / count


def request(app: apps.App, path: str, **more: Any) -> Call:
    body = more.pop("body", b"")
    base = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_USER_AGENT": "bench",
        "HTTP_ACCEPT": "*/*",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **more,
    }
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        started[:] = [status, headers]

    def call() -> tuple[str, list[tuple[str, str]], bytes]:
        chunks = app({**base, "wsgi.input": io.BytesIO(body)}, start_response)
        content = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return started[0], started[1], content

    return call


def form_post(app: apps.App, path: str = "/form") -> Call:
    """A form that was fetched, and now is sent with its token and its cookie."""
    _, headers, token = request(app, "/form")()
    cookie = next(value for name, value in headers if name.lower() == "set-cookie").partition(";")[0]
    fields = {"csrf_token": token.decode(), "name": "Ada", "email": apps.EMAIL}
    body = urlencode(fields).encode()
    return request(
        app,
        path,
        body=body,
        REQUEST_METHOD="POST",
        HTTP_COOKIE=cookie,
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
    )


def not_modified(app: apps.App) -> Call:
    _, headers, _ = request(app, "/static/app.css")()
    known = {name.lower(): value for name, value in headers}
    conditions = {
        "HTTP_IF_NONE_MATCH": known.get("etag"),
        "HTTP_IF_MODIFIED_SINCE": known.get("last-modified"),
    }
    return request(app, "/static/app.css", **{name: value for name, value in conditions.items() if value})


def first_request(rounds: int) -> None:
    """A whole process: import, make the app, answer one request."""
    code = "import bench, apps; assert bench.request(apps.{}(), '/')()[0].startswith('200')"
    times: dict[str, list[float]] = {"asok": [], "falcon": [], "flask": []}
    for _ in range(max(3, rounds // 2)):
        for name, values in times.items():
            begin = cpu_of_children()
            subprocess.run([sys.executable, "-c", code.format(name)], check=True, cwd=sys.path[0])
            values.append(cpu_of_children() - begin)
    show("import and first request", {name: min(values) for name, values in times.items()})


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
