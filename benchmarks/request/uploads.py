"""Uploads of many megabytes beside peers and a plain copy, in processor time.

Usage: uploads.py [megabytes] [directory]
"""

import os
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

import django
import werkzeug.wrappers
from asok_request import Request
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

BOUNDARY = b"----WebKitFormBoundary7MA4YWxkTrZu0gW"
MIB = 1024 * 1024
CONTENTS = {
    "plain": os.urandom(MIB).replace(b"\r", b"x"),
    "line breaks": b"\r\n" * (MIB // 2),
    "near-boundaries": (b"\r\n--" + BOUNDARY[:-1] + b"x") * (MIB // (len(BOUNDARY) + 4)),
    "one letter": b"x" * MIB,
    "text": b"The quick brown fox jumps over the lazy dog.\r\n" * (MIB // 46),
}


def write_body(path: Path, content: bytes, megabytes: int) -> None:
    with path.open("wb") as body:
        body.write(
            b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="f"; filename="f.bin"\r\n\r\n'
        )
        for _ in range(megabytes * MIB // len(content)):
            body.write(content)
        body.write(b"\r\n--" + BOUNDARY + b"--\r\n")


def environ(path: Path) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "multipart/form-data; boundary=" + BOUNDARY.decode(),
        "CONTENT_LENGTH": str(path.stat().st_size),
        "wsgi.input": path.open("rb"),
        "wsgi.url_scheme": "http",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
    }


def ours(given: dict[str, Any]) -> int:
    request = Request(given, max_content_length=1 << 40)
    size = request.files["f"].size
    request.close()
    return size


def werkzeugs(given: dict[str, Any]) -> int:
    file = werkzeug.wrappers.Request(given).files["f"]
    size = file.stream.seek(0, os.SEEK_END)
    file.close()
    return size


def djangos(given: dict[str, Any]) -> int:
    file = WSGIRequest(given).FILES["f"]
    size = file.size
    file.close()
    return size


def plain_copy(given: dict[str, Any]) -> int:
    with tempfile.TemporaryFile() as copy:
        while chunk := given["wsgi.input"].read(256 * 1024):
            copy.write(chunk)
        return copy.tell()


def seconds(read: Any, path: Path) -> tuple[float, int]:
    given = environ(path)
    with given["wsgi.input"]:
        start = time.process_time()
        size = read(given)
        return time.process_time() - start, size


def peak(read: Any, path: Path) -> float:
    given = environ(path)
    with given["wsgi.input"]:
        tracemalloc.start()
        read(given)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return top / 1e6


READERS = {"ours": ours, "werkzeug": werkzeugs, "django": djangos, "plain copy": plain_copy}


def main(megabytes: int, folder: str | None) -> None:
    settings.configure()
    django.setup()
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        paths = {what: Path(temporary) / what for what in CONTENTS}
        for what, path in paths.items():
            write_body(path, CONTENTS[what], megabytes)
        # Contents take turns like readers do, because a processor is not as fast at all times.
        rounds = [
            {
                (what, name): seconds(read, path)
                for what, path in paths.items()
                for name, read in READERS.items()
            }
            for _ in range(7)
        ]
        best = {key: min(each[key][0] for each in rounds) for key in rounds[0]}
        for what, path in paths.items():
            assert len({rounds[0][what, name][1] for name in READERS if name != "plain copy"}) == 1
            report(
                f"{megabytes} MB, {what}", {name: best[what, name] for name in READERS}, best["plain", "ours"]
            )
            print(f"{'':24}peak {peak(ours, path):.2f} MB (goal 2)")


def report(what: str, best: dict[str, float], base: float) -> None:
    ours = best["ours"]
    print(
        f"{what:24}"
        + " ".join(f"{name} {taken:.2f} s " for name, taken in best.items())
        + f" werkzeug/ours {best['werkzeug'] / ours:.2f}  django/ours {best['django'] / ours:.2f}"
        + f"  of a plain copy {best['plain copy'] / ours:.0%} (goal 60 %)"
        + f"  of plain content {ours / base:.2f} (goal 1.3)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2] if len(sys.argv) > 2 else None)
