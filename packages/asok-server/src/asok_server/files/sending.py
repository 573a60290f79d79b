"""Files as answers: send_file, and what static files share with it."""

import os
import time
from hashlib import blake2b
from os import PathLike

from asok_server.errors import Abort
from asok_server.files.conditions import Conditions, UnsatisfiableRangeError
from asok_server.files.disposition import content_disposition
from asok_server.files.filebody import FileBody, OpenFile, open_regular
from asok_server.files.httpdate import http_date
from asok_server.files.mediatypes import is_scriptable, media_type, with_charset
from asok_server.files.paths import contained
from asok_server.response import Headers, Response

SANDBOX = ("Content-Security-Policy", "sandbox")
_ACCEPT_RANGES = ("Accept-Ranges", "bytes")
_PLAIN: Headers = (("Content-Type", "text/plain; charset=utf-8"),)
_NO_CONDITIONS = Conditions()


class FileNotServed(Abort):
    """There is no such file, or it may not be served: a 404 that does not tell which."""

    def __init__(self) -> None:
        super().__init__(404)


def send_file(
    path: str | PathLike[str],
    *,
    conditions: Conditions = _NO_CONDITIONS,
    as_attachment: bool = True,
    filename: str | None = None,
    content_type: str | None = None,
    base_dir: str | PathLike[str] | None = None,
    max_age: int | None = None,
) -> Response:
    """Answer with a file, streamed in blocks, or with what the conditions make of it: 206, 304, 412, 416.

    An absolute ``path`` is the program's own and served as it is. With ``base_dir`` it may come from a
    user: it is a name inside that folder, never above it, never a dotfile; a relative path without
    ``base_dir`` is such a name inside the working folder. Only regular files are sent.

    ``as_attachment`` lets the browser save the file (default) rather than show it; markup that is shown gets
    ``Content-Security-Policy: sandbox``, so that no script in it runs. ``filename`` is the name to save it
    under (default: its own), of which only the last part counts; ``content_type`` replaces the type that
    follows from the name. The answer is private to the browser and checked again at each use, or after
    ``max_age`` seconds.

    :raises FileNotServed: no such file, or not one to be served; becomes a 404.
    :raises ValueError: ``content_type`` is no media type.
    """
    own_name = os.fspath(path)
    name = filename or own_name
    kind = with_charset(content_type) if content_type is not None else media_type(name, own_name)
    opened = _open(own_name, base_dir)
    if opened is None:
        raise FileNotServed
    freshness = "no-cache" if max_age is None else f"max-age={max_age}"
    about: Headers = (
        ("Content-Type", kind),
        ("Content-Disposition", content_disposition("attachment" if as_attachment else "inline", name)),
        *(() if as_attachment or not is_scriptable(kind) else (SANDBOX,)),
    )
    return respond(opened, conditions, _etag(opened), about, (("Cache-Control", f"private, {freshness}"),))


def _open(path: str, base_dir: str | PathLike[str] | None) -> OpenFile | None:
    if base_dir is None and os.path.isabs(path):  # noqa: PTH117
        return open_regular(path, follow=True)
    real = contained(os.curdir if base_dir is None else base_dir, path)
    return open_regular(real, follow=False) if real is not None else None


def respond(
    opened: OpenFile, conditions: Conditions, etag: str, about: Headers, caching: Headers
) -> Response:
    """Answer with an open file as the conditions want it, and see to it that the file gets closed.

    ``about`` are the headers that describe the content and come only with it; ``caching`` are those that a
    304 has as well. Methods other than GET and HEAD are no retrieval of the file: their conditions are not
    its.
    """
    if conditions.method not in ("GET", "HEAD"):
        conditions = _NO_CONDITIONS
    modified = min(opened.modified_ns // 1_000_000_000, int(time.time()))
    status = conditions.status(etag, modified)
    if status == 304:
        opened.close()
        return Response(b"", 304, (("ETag", etag), *caching))
    if status == 412:
        opened.close()
        return Response(b"The file is not as the request expects it.", 412, _PLAIN)
    validators = (("ETag", etag), ("Last-Modified", http_date(modified)), _ACCEPT_RANGES, *caching)
    try:
        part = conditions.slice(opened.size, etag, modified)
    except UnsatisfiableRangeError:
        opened.close()
        text = f"The range lies outside of the file's {opened.size} bytes."
        return Response(
            text.encode(), 416, (*_PLAIN, ("Content-Range", f"bytes */{opened.size}"), _ACCEPT_RANGES)
        )
    return _content(opened, conditions.method, part, (*about, *validators))


def _content(opened: OpenFile, method: str, part: slice | None, headers: Headers) -> Response:
    start, stop = (part.start, part.stop) if part else (0, opened.size)
    headers = (*headers, ("Content-Length", str(stop - start)))
    if part:
        headers = (*headers, ("Content-Range", f"bytes {start}-{stop - 1}/{opened.size}"))
    status = 206 if part else 200
    if method == "GET":
        return Response(FileBody(opened, start, stop - start), status, headers)
    opened.close()
    return Response((), status, headers)


def _etag(opened: OpenFile) -> str:
    """A strong entity tag that tells nothing of the disk it comes from."""
    return f'"{blake2b(repr(opened.identity).encode(), digest_size=12).hexdigest()}"'
