"""CSS selectors, as far as assertions need them (W3C Selectors, levels 3 and 4)."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from asok_server.errors import AsokError

_IDENT = r"-?(?:[A-Za-z_\u0080-\U0010ffff]|\\.)(?:[\w\u0080-\U0010ffff-]|\\.)*"
_SIMPLE = re.compile(
    rf"""(?P<tag>\*|{_IDENT})
    |\#(?P<id>(?:[\w\u0080-\U0010ffff-]|\\.)+)
    |\.(?P<class>{_IDENT})
    |\[\s*(?P<name>(?:[\w:-]|\\.)+)\s*
        (?:(?P<operator>[~|^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'\]]+))\s*)?\]
    """,
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*([>+~,])\s*|\s+")

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


class SelectorError(AsokError, ValueError):
    """A selector that can't be read; the message shows where."""


class Node(Protocol):
    """What selectors look at."""

    @property
    def tag(self) -> str: ...
    @property
    def attributes(self) -> dict[str, str]: ...
    @property
    def parent(self) -> "Node | None": ...
    @property
    def elements(self) -> "Iterable[Node]": ...


Test = Callable[[Node], bool]


class Compound(NamedTuple):
    """Tests that one element has to pass, and how it is related to the compound before it."""

    combinator: str
    tests: tuple[Test, ...]


Selector = tuple[Compound, ...]


def parse(text: str) -> list[Selector]:
    """Read selectors: tags, ``*``, ``#id``, ``.class``, ``[attribute]`` with every operator, all four
    combinators.

    :raises SelectorError: anything else.
    """
    selectors: list[Selector] = []
    compounds: list[Compound] = []
    position, combinator = len(text) - len(text.lstrip()), " "
    end = len(text.rstrip())
    while True:
        position, tests = _compound(text, position)
        compounds.append(Compound(combinator, tests))
        found = _COMBINATOR.match(text, position, end)
        if found is None and position < end:
            raise SelectorError(f"can't read {text!r} from {text[position:]!r} on")
        combinator = (found[1] or " ") if found else ","
        if combinator == ",":
            selectors.append(tuple(compounds))
            compounds, combinator = [], " "
        if found is None:
            return selectors
        position = found.end()


def matches(node: Node, selector: Selector) -> bool:
    """Whether an element is what the last compound describes, in the surroundings of the others."""
    *before, last = selector
    if not all(test(node) for test in last.tests):
        return False
    return not before or any(matches(other, tuple(before)) for other in _related(node, last.combinator))


def _compound(text: str, start: int) -> tuple[int, tuple[Test, ...]]:
    tests: list[Test] = []
    position = start
    while (found := _SIMPLE.match(text, position)) and not (found["tag"] and tests):
        tests.append(_test(found))
        position = found.end()
    if not tests:
        raise SelectorError(f"can't read {text!r} from {text[position:]!r} on")
    return position, tuple(tests)


def _test(found: re.Match[str]) -> Test:
    if found["tag"]:
        tag = _unescaped(found["tag"]).lower()
        return lambda node: tag in ("*", node.tag)
    if found["id"]:
        wanted = _unescaped(found["id"])
        return lambda node: node.attributes.get("id") == wanted
    if found["class"]:
        name = _unescaped(found["class"])
        return lambda node: name in node.attributes.get("class", "").split()
    return _attribute_test(found)


def _attribute_test(found: re.Match[str]) -> Test:
    name = _unescaped(found["name"]).lower()
    if found["operator"] is None:
        return lambda node: name in node.attributes
    compare = _OPERATORS[found["operator"]]
    wanted = next(value for value in found.group("double", "single", "bare") if value is not None)
    return lambda node: name in node.attributes and compare(node.attributes[name], wanted)


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _related(node: Node, combinator: str) -> Iterator[Node]:
    """Find the elements that the compound before may stand for, the nearest first."""
    parent = node.parent
    if combinator == ">":
        yield from () if parent is None else (parent,)
    elif combinator == " ":
        while parent is not None:
            yield parent
            parent = parent.parent
    elif parent is not None:
        earlier = _before(node, parent)
        yield from earlier[:1] if combinator == "+" else earlier


def _before(node: Node, parent: Node) -> list[Node]:
    siblings = list(parent.elements)
    place = next(number for number, sibling in enumerate(siblings) if sibling is node)
    return siblings[:place][::-1]
