"""Routing: folders to addresses, and addresses back to folders."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, cast
from unicodedata import normalize
from urllib.parse import quote, urlencode

from asok_request import FrozenDict

from asok_server.errors import AsokError, ConfigError


class RouteError(ConfigError):
    """The folders of a project don't make one table of routes; the message names the files."""


class UnknownPage(AsokError):
    """``url_for`` was asked for a page that is not there, or with values that no page takes."""


class UnfitValue(UnknownPage):
    """A page is there, but a value that its address needs is missing or of another kind."""


class Placed(Protocol):
    """What a table holds: something that knows its folder below ``src/pages`` and its file."""

    @property
    def folder(self) -> str: ...
    @property
    def file(self) -> str: ...


P = TypeVar("P", bound=Placed)


class Captured(FrozenDict[Any]):
    """What the folders of a page captured of a path: ``request.params``."""

    __slots__ = ()
    _what = "path parameter"
    __init__ = cast(Any, dict).__init__  # one for each request: made by the interpreter alone

    def __reduce__(self) -> tuple[Any, ...]:
        return Captured, (dict(self),)


NOTHING = Captured()


class Converter(NamedTuple):
    """A kind of captured segment: which texts it takes, and what it makes of them."""

    takes: Callable[[str], object]
    convert: Callable[[str], Any]


# What a folder may capture. No page function, and no file opened by one, ever meets a control character, `.`
# or `..` as a segment of a path.
TEXT = r"(?!\.{1,2}(?:/|\Z))[^/\x00-\x1f\x7f]+"

# In the order in which they are tried; `str` and `path` come after every typed one.
CONVERTERS: Mapping[str, Converter] = {
    "int": Converter(re.compile(r"-?[0-9]{1,100}").fullmatch, int),
    "float": Converter(re.compile(r"-?[0-9]{1,100}(?:\.[0-9]{1,100})?").fullmatch, float),
    "uuid": Converter(re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch, uuid.UUID),
    "slug": Converter(re.compile(r"[A-Za-z0-9_-]+").fullmatch, str),
    "str": Converter(re.compile(rf"{TEXT}").fullmatch, str),
    "path": Converter(re.compile(rf"{TEXT}(?:/{TEXT})*").fullmatch, str),
}
RANK: Mapping[str, int] = {kind: rank for rank, kind in enumerate(CONVERTERS)}
CAPTURE = re.compile(r"\[(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?P<kind>[a-z]+))?\]")


class RouteTable(Generic[P]):
    """Every page of a site, found by address in time that does not grow with their number.

    At each segment a literal folder wins over a typed capture (int, float, uuid, slug, in this order),
    a typed over an untyped one, and that over ``[rest:path]``. The order of the file system never counts.

    Raises :class:`RouteError` where two folders stand for the same address, or where a page could
    never be reached.
    """

    def __init__(self, pages: Iterable[P]) -> None:
        self._root: Node[P] = Node()
        self._literal: dict[str, P] = {}
        self._parents: dict[str, Node[P]] = {"/": self._root}
        self._routes: dict[str, Route[P]] = {}
        for page in sorted(pages, key=lambda page: page.folder):
            self._add(Route[P].of(page))

    def __iter__(self) -> Iterator[P]:
        return (route.page for route in self._routes.values())

    def match(self, path: str, /) -> tuple[P, Captured] | None:
        """Return the page at a decoded path, and what its folders captured, or None."""
        page = self._literal.get(path)
        if page is not None:
            return page, NOTHING
        last = path.rfind("/") + 1
        parent = self._parents.get(path[:last])  # its captures come first: all folders before are literal
        found = None if parent is None else parent.last(path[last:])
        if found is not None or not path.startswith("/"):
            return found
        values: list[Any] = []
        route = self._root.find(path[1:].split("/"), 0, values)
        return None if route is None else (route.page, Captured(zip(route.names, values)))  # noqa: B905

    def keep_clear(self, prefix: str, why: str) -> None:
        """Raise RouteError, which says why, for a page below a prefix that is not for pages."""
        for page in self:
            if f"/{page.folder}/".startswith(prefix):
                raise RouteError(f"{page.file} can't be reached: {why}")

    def url_for(self, name: str, /, **values: Any) -> str:
        """Return the address of the page in folder ``name``, as ``'user/[id]'``.

        Values that the folder does not capture become the query string; one that is None is as if it were
        not given. Raises :class:`UnknownPage`.
        """
        if not isinstance(name, str):
            raise UnknownPage(f"{name!r} names no page: that is a folder below src/pages, as 'user/[id]'")
        folder = name.strip("/")
        route = self._routes.get(folder) or self._routes.get(composed(folder))
        if route is None:
            below = [known for known in self._routes if known.startswith(f"{folder}/[")]
            near = below or get_close_matches(name, self._routes, 1)
            raise UnknownPage(f"there is no page {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        path = "/" + "/".join(segment.write(name, values) for segment in route.segments)
        query = {key: value for key, value in values.items() if key not in route.names and value is not None}
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def _add(self, route: "Route[P]") -> None:
        node, place = self._root, "/"
        for segment in route.segments:
            if node.takes_rest:
                taker = f", as {node.route.page.file} does" if node.route else ""
                raise RouteError(
                    f"{route.page.file} can't be reached: [name:path] takes all that follows{taker}"
                )
            node, place = node.child(segment), f"{place}{segment.text}/"
            if "[" not in place:
                self._parents[place] = node
        if node.route:
            raise RouteError(f"{node.route.page.file} and {route.page.file} stand for the same address")
        folder = route.page.folder
        node.route = self._routes[composed(folder)] = route
        if not route.names:
            self._literal[f"/{folder}"] = self._literal[f"/{composed(folder)}"] = route.page


def composed(text: str) -> str:
    """Return a name of a folder as addresses have it: some systems keep its accents apart (Unicode NFD)."""
    return text if text.isascii() else normalize("NFC", text)


class Segment(NamedTuple):
    """One folder: its name as an address has it, or what it captures under which name.

    ``folder`` is the name as the file system has it.
    """

    text: str
    kind: str | None
    name: str
    folder: str

    @classmethod
    def of(cls, folder: str, file: str) -> "Segment":
        capture = CAPTURE.fullmatch(folder)
        if capture is None:
            if "[" in folder or "]" in folder:
                raise RouteError(f"{file}: {folder!r} is no folder name; write [name] or [name:kind]")
            return cls(composed(folder), None, "", folder)
        kind = capture["kind"] or "str"
        if kind not in CONVERTERS:
            raise RouteError(f"{file}: {folder!r} has no known kind; there are {', '.join(CONVERTERS)}")
        return cls(folder, kind, capture["name"], folder)

    def write(self, page: str, values: Mapping[str, Any]) -> str:
        """Return this segment of an address, percent-encoded."""
        if self.kind is None:
            return quote(self.text, safe="")
        if values.get(self.name) is None:
            raise UnfitValue(f"the page {page!r} needs a value for {self.name!r}")
        text = _text(values[self.name])
        if not CONVERTERS[self.kind].takes(text):
            raise UnfitValue(f"{text!r} is no {self.kind} for {self.name!r} of the page {page!r}")
        return quote(text, safe="/" if self.kind == "path" else "")


def _text(value: Any) -> str:
    """Return a value as an address has it: a float has no exponent there, which no page would take."""
    return f"{Decimal(str(value)):f}" if isinstance(value, float) else str(value)


class Route(NamedTuple, Generic[P]):
    """A page and the segments that lead to it."""

    page: P
    segments: tuple[Segment, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, page: P) -> "Route[P]":
        folders = page.folder.split("/") if page.folder else []
        segments = tuple(Segment.of(folder, page.file) for folder in folders)
        names = tuple(segment.name for segment in segments if segment.kind)
        if len(set(names)) < len(names):
            raise RouteError(f"{page.file} captures two values under one name")
        return cls(page, segments, names)


class Node(Generic[P]):
    """A place in the tree of segments."""

    __slots__ = ("captures", "literals", "route", "takes_rest")

    def __init__(self) -> None:
        self.literals: dict[str, Node[P]] = {}
        self.captures: list[tuple[str, Converter, Node[P]]] = []
        self.route: Route[P] | None = None
        self.takes_rest = False

    def child(self, segment: Segment) -> "Node[P]":
        """Return the node below, made if it is not there yet."""
        if segment.kind is None:
            child = self.literals.setdefault(segment.text, Node())
            self.literals[segment.folder] = child
            return child
        for kind, _, node in self.captures:
            if kind == segment.kind:
                return node
        node = Node[P]()
        node.takes_rest = segment.kind == "path"
        self.captures.append((segment.kind, CONVERTERS[segment.kind], node))
        self.captures.sort(key=lambda capture: RANK[capture[0]])
        return node

    def last(self, segment: str) -> tuple[P, Captured] | None:
        """Return the page that captures the last segment of a path, and nothing before it."""
        for _, (takes, convert), node in self.captures:
            if node.route is not None and takes(segment):
                return node.route.page, Captured({node.route.names[0]: convert(segment)})
        return None

    def find(self, segments: list[str], at: int, values: list[Any]) -> "Route[P] | None":
        """Return the route of ``segments[at:]`` and append what it captures to ``values``."""
        segment, last = segments[at], at + 1 == len(segments)
        below = self.literals.get(segment)
        if below is not None:
            route = below.route if last else below.find(segments, at + 1, values)
            if route is not None:
                return route
        for _, (takes, convert), node in self.captures:
            text = "/".join(segments[at:]) if node.takes_rest else segment
            if not takes(text):
                continue
            values.append(convert(text))
            route = node.route if last or node.takes_rest else node.find(segments, at + 1, values)
            if route is not None:
                return route
            values.pop()
        return None
