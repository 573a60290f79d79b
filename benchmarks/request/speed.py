"""What a request costs: construction, forms, queries, cookies, browsers, the import."""

# ruff: noqa: E501 (User-Agents and rows of figures)

import io
import os
import statistics
import subprocess
import sys
import tracemalloc
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

import bottle
import falcon
import multipart
import werkzeug.wrappers
from asok_request import MultiDict, Request, parse_cookies
from asok_request.browser import identify, judged
from asok_request.urlencoded import parse_urlencoded
from table import figure, microseconds, row

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


def environ(data: bytes = b"", kind: str = "", **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.input": io.BytesIO(data),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        **more,
    }


def multipart_body(fields: list[tuple[str, str]]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()


def construction() -> None:
    for what, given in (
        ("bare GET", environ()),
        ("with cookies, query, body", environ(b"x" * 9999, HTTP_COOKIE="a=1;" * 99)),
    ):
        for peer, make in (
            ("werkzeug", werkzeug.wrappers.Request),
            ("falcon", falcon.Request),
            ("bottle", bottle.BaseRequest),
        ):
            row(
                f"Request, {what}",
                lambda given=given: Request(given),
                peer,
                lambda make=make, given=given: make(given),
                5000,
                0.33 if peer == "werkzeug" else None,
            )


def forms() -> None:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    personal = [
        ("name", "Ada Lovelace"),
        ("email", "ada@example.com"),
        ("city", "London"),
        ("text", "x" * 300),
    ]
    one, several = [("text", "x" * 850)], [*personal, ("token", "t" * 40), ("a", "1")]
    hundred = [(f"field{i}", f"value {i}") for i in range(100)]
    prose = [("text", "Ça va? Très bien, merci & toi! " * 20)]
    encoded = "application/x-www-form-urlencoded"
    cases = [
        ("1 kB form of 1 field", multipart_body(one), kind, one, 0.6),
        ("1 kB form of 6 fields", multipart_body(several), kind, several, 0.6),
        ("100-field form", multipart_body(hundred), kind, hundred, 0.65),
        ("1 kB of escaped prose, urlencoded", urlencode(prose).encode(), encoded, prose, 0.6),
        ("1 kB in 6 fields, urlencoded", urlencode(several).encode(), encoded, several, 0.6),
        ("1 kB of one letter, urlencoded", urlencode(one).encode(), encoded, one, 0.6),
    ]
    for what, data, sent, fields, goal in cases:
        peers = {
            "parse_form_data": (multipart.parse_form_data, goal),
            "werkzeug": (lambda given: werkzeug.wrappers.Request(given).form, None),
        }
        theirs = multipart.parse_form_data(environ(data, sent), strict=True)[0]
        assert list(Request(environ(data, sent)).form.multi_items()) == list(theirs.iterallitems()) == fields
        for peer, (read, wanted) in peers.items():
            row(
                what,
                lambda data=data, sent=sent: Request(environ(data, sent)).form,
                peer,
                lambda read=read, data=data, sent=sent: read(environ(data, sent)),
                300,
                wanted,
            )


def urlencoded() -> None:
    cases = [
        ("10,000 plain fields", "&".join(f"field{i}=value{i}" for i in range(10_000)), 0.4),
        ("10,000 escaped fields", "&".join(f"field{i}=v+{i}%20%C3%A9" for i in range(10_000)), 0.4),
        ("10,000 irregular fields", "&".join(f"field{i}=v==" for i in range(10_000)), 0.4),
        ("1 MB of percent escapes", "a=" + "%C3%A9" * 174_762, 0.1),
    ]
    for what, query, goal in cases:
        data = query.encode()

        def read(data: bytes = data) -> MultiDict[str]:
            return Request(environ(data, "application/x-www-form-urlencoded"), max_form_fields=10_000).form

        assert list(read().multi_items()) == parse_qsl(query, keep_blank_values=True)
        row(what, read, "parse_qsl", lambda query=query: parse_qsl(query), 5, goal)
    tracemalloc.start()
    parse_urlencoded(data)
    figure("peak for 1 MB of escapes", tracemalloc.get_traced_memory()[1] / 1e6, "MB", "under 6")
    tracemalloc.stop()


def cookies() -> None:
    header = "; ".join(f"name{i}=value{i}" for i in range(10))
    assert parse_cookies(header) == {name: each.value for name, each in SimpleCookie(header).items()}
    row("10 cookies", lambda: parse_cookies(header), "SimpleCookie", lambda: SimpleCookie(header), 1000)


AGENTS = {
    "Chrome": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Safari": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
    "Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
    "Chrome for Android": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
    "Samsung Internet": "Mozilla/5.0 (Linux; Android 13; SM-S901B Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
}  # fmt: skip


def browsers() -> None:
    for name, agent in AGENTS.items():
        assert name.startswith(identify(agent, {}).name)
        figure(
            f"browser, cold, {name}",
            microseconds(lambda agent=agent: judged.__wrapped__(agent), 2000),
            "us",
            "12",
        )
    figure("browser, cached", microseconds(lambda: identify(AGENTS["Chrome"], {}), 20_000), "us", "0.3")
    hostile = [piece * (65_536 // len(piece)) for piece in ("a", "(;", "Android ;", "a/", "@a-", "bot", '"')]
    slowest = max(
        microseconds(lambda header=header: judged.__wrapped__(header[:512]), 100) for header in hostile
    )
    figure("browser, 64 kB of hostile header", slowest / 1000, "ms", "0.2")


def importing() -> None:
    script = """
import sys, time
start = time.process_time()
import asok_request
print((time.process_time() - start) * 1000)
assert not {"ua_parser", "multipart"} & set(sys.modules)
"""
    # As installed: compiled once, before the first of the times.
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", script]
    times = [float(subprocess.check_output(command, env=compiled)) for _ in range(12)][1:]
    figure("import, median", statistics.median(times), "ms", "15")
    script = "import tracemalloc; tracemalloc.start(); import asok_request; print(tracemalloc.get_traced_memory()[1])"
    figure("import, memory", int(subprocess.check_output([sys.executable, "-c", script])) / 1e6, "MB", "3")


if __name__ == "__main__":
    for part in (construction, forms, urlencoded, cookies, browsers, importing):
        part()
