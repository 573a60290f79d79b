"""Static files: addresses that hold a hash of the content, and the answers behind them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import file_digest
from io import FileIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from asok_server.errors import AsokError
from asok_server.files.conditions import Conditions
from asok_server.files.encodings import preferred
from asok_server.files.filebody import OpenFile, identity_of, open_regular
from asok_server.files.mediatypes import is_scriptable, media_type
from asok_server.files.paths import contained
from asok_server.files.sending import SANDBOX, respond
from asok_server.response import Headers, Response

_IMMUTABLE = "public, max-age=31536000, immutable"
_REVALIDATED = "no-cache"
_ENCODINGS = MappingProxyType({"br": ".br", "gzip": ".gz"})
_SOURCES = (".py", ".pyc", ".pyi", ".pyo", ".pyw", ".pyx", ".pyd", ".jinja", ".jinja2", ".j2")
_REMEMBERED = 1024
"""How many answers of 304 are kept; what clients send can't make more of them."""
_TEMPLATE_FOLDERS = ("html", "__pycache__")


class StaticFileNotFoundError(AsokError, LookupError):
    """``static()`` was asked for a file that there isn't; the message names those that are close."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"there is no static file {name!r}{hint}")
        self.name = name
        self.near = tuple(near)


class _Asset(NamedTuple):
    """A file that was found, open."""

    path: str
    file: OpenFile


class _Known(NamedTuple):
    """What was found out about a file, as long as its identity stays the same."""

    identity: tuple[int, int, int]
    digest: str


class _Unmodified(NamedTuple):
    """A 304 that was sent, and the files on which it depends: it holds while they are as they were."""

    response: Response
    files: tuple[tuple[str, tuple[int, int, int]], ...]

    def holds(self) -> bool:
        return all(identity_of(path) == identity for path, identity in self.files)


class Statics:
    """The static files of a project.

    ``roots`` are looked through in order; in them folders called ``html``, Python and template sources,
    dotfiles and links that lead out are no static files. ``named`` are single files that are served under a
    name of their own, before all roots. ``prefix`` is where they are mounted, with a slash on both ends.

    With ``reload`` each address is made from the file as it is now (development); without it each file's
    hash is worked out once. An answer always belongs to the file as it is now.
    """

    def __init__(
        self,
        roots: Sequence[str | os.PathLike[str]],
        *,
        named: Mapping[str, str | os.PathLike[str]] | None = None,
        prefix: str = "/static/",
        reload: bool = False,
    ) -> None:
        self._roots = tuple(Path(root) for root in roots)
        self._named = {name: os.path.realpath(path) for name, path in (named or {}).items()}
        self._prefix = prefix
        self._reload = reload
        self._paths: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._known: dict[str, _Known] = {}
        self._unmodified: dict[tuple[str | None, ...], _Unmodified] = {}

    def url(self, name: str, script_name: str = "") -> str:
        """Return the address of a file, such as ``/static/css/app.css?v=0a1b2c3d4e5f``.

        ``script_name`` is the prefix that the whole app is mounted under.

        :raises StaticFileNotFoundError: there is no such file; the message names those that are close.
        """
        address = self._addresses.get(name)
        if address is None:
            if not isinstance(name, str):
                raise StaticFileNotFoundError(name, ())
            version = self._version(name)
            address = f"{self._prefix}{quote(name)}?v={version}"
            if not self._reload:
                self._addresses[name] = address
        return quote(script_name) + address if script_name else address

    def respond(self, name: str, conditions: Conditions, version: str | None = None) -> Response | None:
        """Answer a GET or HEAD for a file; None where there is none.

        ``version`` is the ``v`` of the query. If it is the content's own, the answer may be kept for ever;
        any other is checked again at each use. A ``.br`` or ``.gz`` neighbour that is not older than the
        file is sent instead, if the client prefers it. A 304 that was sent before is sent again without
        opening any file, as long as none has changed.
        """
        key = (name, version, *conditions)
        known = self._unmodified.get(key)
        if known is not None and known.holds():
            return known.response
        original = self._open(name)
        if original is None:
            return None
        response, chosen = self._answer(name, original, conditions, version)
        if response.status == 304:
            self._remember(key, response, {original, chosen})
        return response

    def _answer(
        self, name: str, original: _Asset, conditions: Conditions, version: str | None
    ) -> tuple[Response, _Asset]:
        """Return the answer, and the file that was chosen for it: the original or a neighbour."""
        digest = self._digest(original)
        kind = media_type(name)
        about: Headers = (("Content-Type", kind), *((SANDBOX,) if is_scriptable(kind) else ()))
        caching: Headers = (("Cache-Control", _IMMUTABLE if version == digest else _REVALIDATED),)
        neighbours = _neighbours(original)
        if neighbours:
            caching = (*caching, ("Vary", "Accept-Encoding"))
        encoding = preferred(conditions.accept_encoding, tuple(neighbours))
        chosen = original if encoding is None else neighbours[encoding]
        for asset in (original, *neighbours.values()):
            if asset is not chosen:
                asset.file.close()
        if encoding is not None:
            digest = f"{self._digest(chosen)}-{encoding}"
            about = (*about, ("Content-Encoding", encoding))
        return respond(chosen.file, conditions, f'"{digest}"', about, caching), chosen

    def _remember(self, key: tuple[str | None, ...], response: Response, assets: set[_Asset]) -> None:
        if len(self._unmodified) >= _REMEMBERED:
            self._unmodified.clear()
        files = tuple((asset.path, asset.file.identity) for asset in assets)
        self._unmodified[key] = _Unmodified(response, files)

    def _version(self, name: str) -> str:
        asset = self._open(name)
        if asset is None:
            raise StaticFileNotFoundError(name, get_close_matches(name, self._names(), n=3))
        try:
            return self._digest(asset)
        finally:
            asset.file.close()

    def _open(self, name: str) -> _Asset | None:
        path = self._paths.get(name) or self._find(name)
        file = open_regular(path, follow=False) if path is not None else None
        if path is None or file is None:
            return None
        if not self._reload:
            self._paths[name] = path
        return _Asset(path, file)

    def _find(self, name: str) -> str | None:
        if name in self._named:
            return self._named[name]
        if not _is_public(name):
            return None
        found = (contained(root, name) for root in self._roots)
        return next((path for path in found if path is not None and os.path.isfile(path)), None)  # noqa: PTH113

    def _digest(self, asset: _Asset) -> str:
        known = self._known.get(asset.path)
        if known is None or known.identity != asset.file.identity:
            known = self._known[asset.path] = _Known(asset.file.identity, _hash(asset.file))
        return known.digest

    def _names(self) -> Iterator[str]:
        """List every static file, for the hint in an error."""
        yield from self._named
        for root in self._roots:
            names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
            yield from (name for name in names if _is_public(name) and "/." not in f"/{name}")


def _is_public(name: str) -> bool:
    *folders, last = name.lower().split("/")
    if any(folder in _TEMPLATE_FOLDERS for folder in folders):
        return False
    return not last.endswith(_SOURCES) and (bool(folders) or not last.endswith((".html", ".htm")))


def _neighbours(original: _Asset) -> dict[str, _Asset]:
    """Open the compressed forms that lie beside a file, are no links and no older than it."""
    found: dict[str, _Asset] = {}
    for encoding, suffix in _ENCODINGS.items():
        path = original.path + suffix
        file = open_regular(path, follow=False)
        if file is not None and file.modified_ns >= original.file.modified_ns:
            found[encoding] = _Asset(path, file)
        elif file is not None:
            file.close()
    return found


def _hash(file: OpenFile) -> str:
    with FileIO(file.descriptor, closefd=False) as content:
        digest = file_digest(content, "sha256").hexdigest()[:16]
        content.seek(0)
    return digest
