"""Requests: sound ones to begin with, and what becomes of them."""

import json
import random
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from fuzz_calls import Raw, Target

URLENCODED = "application/x-www-form-urlencoded"
UUID = "6fa459ea-ee8a-3ca4-894e-db77e160355e"

PATHS = (
    "/", "/alone", "/alone/", "/contact", "/upload", "/api", "/api/42", "/api/-1.5", f"/api/{UUID}", "/api/a-b",
    "/api/%C3%A9", "/docs/report.txt", "/docs/deep/er/image.png", "/docs/page.html?show=1", "/docs/..%2f.env",
    "/docs/report.txt?as=%22%0d%0a%E2%82%AC.txt", "/go?to=/contact", "/go?to=//evil.example", "/go?to=%5C%5Cx",
    "/cookie?v=%E2%82%AC;a=b%22", "/session", "/stream?a=1&b=2", "/stream?events=1", "/stream?template=1",
    "/abort/404?why=%3Cb%3E", "/abort/451", "/404", "/nothing", "/mounted/x", "/static/css/app.css",
    "/static/js/app.js", "/static/images/logo.svg", "/static/css/../.hidden", "/static/asok.js", "/?lang=fr",
    "/?lang=xx&name=%7Bname.__class__%7D", "/?title=%3Cscript%3E&u=javascript:alert(1)", "/%FF", "/a%00b",
)  # fmt: skip

FIELDS = (
    "X-Block: main", "X-Block: nav,footer", "X-Block: nope", "X-Block: <b>", "Accept-Language: fr;q=0.9, ar, *;q=0",
    "Accept-Language: zh-Hant-TW", "Cookie: asok_lang=ar; a=b", 'Cookie: a="\\303\\251"; =x; b', "Range: bytes=0-9",
    "Range: bytes=-5", "Range: bytes=9-", "Range: bytes=999999999999999999999-", "If-Range: \"x\"", "If-Match: *",
    'If-None-Match: "a", W/"b"', "If-None-Match: *", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "Accept-Encoding: gzip, br;q=0.1", "Accept-Encoding: *;q=0",
    "Host: localhost", "Host: a.example.com:8000", "Host: [::1]:443", "Host: evil", "Host: a b", "Host: 1.2.3.4.5",
    "X-Forwarded-For: 1.2.3.4, 10.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: a.example.com",
    "X-Forwarded-Port: 8443", 'Forwarded: for="[2001:db8::1]:80";proto=https;host=a', "Forwarded: for=_x, for=unknown",
    "Origin: http://localhost", "Origin: null", "Referer: http://localhost/contact", "Referer: //", "DNT: 1",
    "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site", "Content-Length: 10", "Content-Length: -1",
    "Content-Length: 99999999999", "Content-Type: multipart/form-data", "Content-Type: application/json; charset=utf-16",
    f"Content-Type: {URLENCODED}", "Transfer-Encoding: chunked", "User-Agent: Mozilla/5.0 (Windows NT 10.0) Firefox/130",
    'Sec-CH-UA: "Chromium";v="130", "Not(A:Brand";v="99"', "Sec-CH-UA-Mobile: ?1", "X-HTTP-Method-Override: DELETE",
)  # fmt: skip

PIECES = (
    b"\x00", b"\r\n", b"\n", b"\r", b"%", b"%00", b"%0d%0a", b"%ff", b"%C3%A9", b"\xff", b"\xc3\xa9", b"..", b"/", b"//",
    b"\\", b";", b"&", b"=", b"&csrf_token=", b"[", b"]", b"{", b"}", b"{0.__class__}", b'"', b"'", b"<script>", b"--", b",",
    b":", b"-", b"-1", b"0", b"9" * 5000, b"1e999", b"NaN", b"[" * 200, b"\xed\xa0\x80", b"%ED%A0%80", b"\xe2\x80\xae",
    b"a" * 5000, b"q=", b"*", b"?", b"#", b"\t", b" ", b"\x7f", b"\x85", b"__class__", b"filename*=utf-8''%e2", b"\x1f\x8b",
)  # fmt: skip

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW", "__init__", "")


def seeds(target: Target) -> list[Raw]:
    """Return sound requests: every path, each field once, and the forms with a session's own token."""
    made = [Raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()) for path in PATHS]
    made += [
        Raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{field}\r\n\r\n".encode())
        for field in FIELDS
        for path in ("/", "/api", "/static/css/app.css", "/docs/report.txt")
    ]
    return made + list(_sent(*_visit(target)))


def _visit(target: Target) -> tuple[str, str]:
    """Fetch a form; return the session's cookie and its token."""
    _, headers, body = target.send(Raw(b"GET /contact HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    cookies = "; ".join(value.partition(";")[0] for name, value in headers if name == "Set-Cookie")
    found = re.search(rb'name="csrf_token" value="([^"]+)"', body)
    assert found, "the form has no token"
    return cookies, found[1].decode()


def _sent(cookie: str, token: str) -> Iterator[Raw]:
    """Yield what a browser sends with a cookie and a token: forms, uploads, JSON."""
    common = f"Host: localhost\r\nCookie: {cookie}\r\nX-CSRF-Token: {token}\r\n"
    contact = {"csrf_token": token, "name": "Ada", "email": "ada@example.com", "address[city]": "Paris"}
    typed = contact | {"age": "42", "share": "1e3", "day": "2026-02-29", "at": "2026-01-01T00:00", "one": "a"}
    wide = typed | {"token": UUID, "site": "https://exämple.com", "phone": "+33 1", "tick": "on", "many": "x"}
    forms = {
        "/contact": (contact, typed, wide, {"csrf_token": token}),
        "/session": ({"value": "x"}, {"user": "ada"}, {"user": "gone"}, {"out": "1"}),
        "/go": ({"message": "<b>é", "default": "//evil"},),
    }
    for path, all_of in forms.items():
        for fields in all_of:
            yield _post(path, common, URLENCODED, urlencode(fields).encode())
            yield _post(path, f"{common}X-Block: main\r\n", "multipart/form-data; boundary=X", _parts(fields))
    files = {
        "doc": ("a.txt", b"text"),
        "image": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(20)),
        "all": ("é.gif", b"GIF89a"),
    }
    for method in ("POST", "PUT", "PATCH"):
        body = _parts({"csrf_token": token}, files)
        yield _post("/upload", common, "multipart/form-data; boundary=X", body, method)
    for value in ({"a": [1, 2.5, None, "é"]}, [], "text", 1e300, {"deep": [[[[[[]]]]]]}):
        yield _post("/api", common, "application/json", json.dumps(value).encode())
    yield _post("/api", common, "application/json", b"", "DELETE")


def _post(path: str, common: str, kind: str, body: bytes, method: str = "POST") -> Raw:
    head = f"{method} {path} HTTP/1.1\r\n{common}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return Raw(head.encode() + body)


def _parts(fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None) -> bytes:
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    for name, (filename, content) in (files or {}).items():
        parts.append(
            f'name="{name}"; filename="{filename}"\r\nContent-Type: image/png\r\n\r\n'.encode() + content
        )
    opening = b"--X\r\nContent-Disposition: form-data; "
    return b"".join(opening + part + b"\r\n" for part in parts) + b"--X--\r\n"


class Mutator:
    """Makes requests out of requests, the same ones for the same random numbers."""

    def __init__(self, sound: list[Raw], chance: random.Random) -> None:
        self._sound = sound
        self._chance = chance
        self._ways: tuple[Callable[[bytes], bytes], ...] = (
            self._inserted, self._flipped, self._cut, self._doubled, self._spliced, self._with_field,
            self._with_field, self._with_method, self._moved, self._without_field,
        )  # fmt: skip

    def next(self) -> Raw:
        """Return a sound request after up to six changes, most often one or two."""
        chance = self._chance
        data = chance.choice(self._sound).data
        for _ in range(min(int(chance.expovariate(0.7)), 6)):
            data = chance.choice(self._ways)(data)
        if chance.random() < 0.7:
            data = with_length(data)
        scheme = "https" if chance.random() < 0.2 else "http"
        peer = chance.choice(("127.0.0.1", "127.0.0.1", "1.2.3.4", "::1", "", "nowhere"))
        return Raw(data, scheme, peer)

    def _place(self, data: bytes) -> int:
        return self._chance.randrange(len(data) + 1)

    def _inserted(self, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + self._chance.choice(PIECES) + data[at:]

    def _flipped(self, data: bytes) -> bytes:
        changed = bytearray(data or b"x")
        changed[self._chance.randrange(len(changed))] = self._chance.randrange(256)
        return bytes(changed)

    def _cut(self, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + data[at + self._chance.choice((1, 2, 8, 64, 1000)) :]

    def _doubled(self, data: bytes) -> bytes:
        at, size = self._place(data), self._chance.choice((1, 4, 20, 100))
        return data[:at] + data[at : at + size] * self._chance.choice((2, 3, 50)) + data[at + size :]

    def _spliced(self, data: bytes) -> bytes:
        other = self._chance.choice(self._sound).data
        return data[: self._place(data)] + other[self._place(other) :]

    def _moved(self, data: bytes) -> bytes:
        """Send the rest of the request to another page."""
        method, _, rest = data.partition(b" ")
        return (
            method
            + b" "
            + self._chance.choice(PATHS).encode()
            + b" HTTP/1.1\r\n"
            + rest.partition(b"\r\n")[2]
        )

    def _with_field(self, data: bytes) -> bytes:
        line, _, rest = data.partition(b"\r\n")
        return line + b"\r\n" + self._chance.choice(FIELDS).encode() + b"\r\n" + rest

    def _without_field(self, data: bytes) -> bytes:
        head, end, body = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        del lines[self._chance.randrange(len(lines))]
        return b"\r\n".join(lines) + end + body

    def _with_method(self, data: bytes) -> bytes:
        return self._chance.choice(METHODS).encode() + b" " + data.partition(b" ")[2]


def with_length(data: bytes) -> bytes:
    """Return the request with the length that its body has now, so that the body is read at all."""
    head, _, body = data.partition(b"\r\n\r\n")
    return re.sub(
        rb"(?i)\r\ncontent-length:[^\r\n]*", b"\r\nContent-Length: %d" % len(body), head, count=1
    ) + (b"\r\n\r\n" + body)
