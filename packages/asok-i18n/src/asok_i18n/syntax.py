"""The grammar of messages: `{name}`, `{{`, `}}`, and ICU's plural, selectordinal and select blocks.

The usual syntax takes the apostrophe as an ordinary character, and whatever is no placeholder
as text. The strict one is ICU MessageFormat's (apostrophe mode DOUBLE_OPTIONAL): apostrophes quote, braces
are not doubled, and what is no placeholder is an error. Both take time linear in the message's length.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from .errors import MessageError
from .patterns import Pattern

DEEPEST = 16
BLOCKS = frozenset({"plural", "selectordinal", "select"})

_SPECIAL = Pattern(r"[{}#']")
_FREE = Pattern(r"[^{}]*(?:\{\w+\}[^{}]*)*")
_PLACEHOLDER = Pattern(r"\{\s*(\w+)\s*\}")
_BLOCK = Pattern(r"\{\s*(\w+)\s*,\s*(\w+)\s*(?:,\s*|(?=\}))")
_OFFSET = Pattern(r"offset\s*:\s*(\d{1,9})\s*")
_CASE = Pattern(r"\s*(=-?\d{1,15}(?:\.\d{1,15})?|[\w-]+)\s*\{")
_CLOSE = Pattern(r"\s*\}")
_SIMPLE = Pattern(r"\{\{|\}\}|\{\s*(\w+)\s*\}")
_BRACE = Pattern(r"\{\s*(\w+)\s*\}|[{}]")
_QUOTED = Pattern(r"((?:[^']|'')*)'?")


class Argument(NamedTuple):
    """`{name}`: a keyword argument, or a positional one if the name is a number."""

    name: str | int


class Number(NamedTuple):
    """`#`: the number of the plural block around it, less the block's offset."""

    name: str | int
    offset: int


class Choice(NamedTuple):
    """A block: `cases` are keyed by category, by `=N` (for plurals), or by the value that is selected."""

    name: str | int
    kind: str
    offset: int
    exact: dict[str, str]
    cases: dict[str, "Nodes"]


Node = str | Argument | Number | Choice
Nodes = tuple[Node, ...]


def walk(nodes: Nodes) -> Iterator[Node]:
    """All nodes, those within blocks too."""
    for node in nodes:
        yield node
        if isinstance(node, Choice):
            for case in node.cases.values():
                yield from walk(case)


def parse(text: str, *, strict: bool = False) -> Nodes:
    """The message's parts. Raises MessageError for a block that is broken or nested over 16 deep."""
    if not (strict and "'" in text):
        if "{" not in text and "}" not in text:
            return (text,) if text else ()
        if _FREE.fullmatch(text):
            return tuple(_free(text))
    return _Parser(text, strict).message(None, 0)


def _free(text: str) -> Iterator[Node]:
    """The parts of a message that has no braces but those of plain placeholders."""
    before, *rest = text.split("{")
    if before:
        yield before
    for part in rest:
        name, _, behind = part.partition("}")
        yield Argument(_name(name))
        if behind:
            yield behind


def parse_simple(text: str) -> Nodes:
    """The parts where all but placeholders is text: for a key without a message."""
    nodes: list[Node] = []
    end = 0
    for found in _SIMPLE.finditer(text):
        nodes.append(text[end : found.start()])
        nodes.append(Argument(_name(found[1])) if found[1] else found[0])
        end = found.end()
    return _merged([*nodes, text[end:]])


def parse_broken(text: str) -> Nodes:
    """The parts of a message that `parse` refuses: all is text but the placeholders outside braces."""
    nodes: list[Node] = []
    end = depth = 0
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif not depth:
            nodes += text[end : found.start()], Argument(_name(found[1]))
            end = found.end()
    return _merged([*nodes, text[end:]])


class _Parser:
    def __init__(self, text: str, strict: bool) -> None:
        self.text = text
        self.strict = strict
        self.at = 0

    def message(self, plural: Number | None, depth: int) -> Nodes:
        """Up to the end of the text, or of the case that the message is in."""
        text, nodes, braces = self.text, list[Node](), 0
        while special := _SPECIAL.search(text, self.at):
            nodes.append(text[self.at : special.start()])
            self.at = special.end()
            character = special[0]
            if character == "}" and depth and not braces:
                return _merged(nodes)
            if character == "{":
                nodes.append(self.opened(plural, depth))
                if nodes[-1] == "{" and depth:
                    braces += 1
            elif character == "}":
                nodes.append("}")
                if braces:
                    braces -= 1
                elif not self.strict and text.startswith("}", self.at):
                    self.at += 1
            elif character == "#":
                nodes.append(plural or "#")
            else:
                nodes.append(self.apostrophe(plural) if self.strict else "'")
        if depth:
            self.fail("a case is not closed")
        nodes.append(text[self.at :])
        self.at = len(text)
        return _merged(nodes)

    def opened(self, plural: Number | None, depth: int) -> Node:
        """What begins with the brace just passed."""
        start = self.at - 1
        if not depth and not self.strict and self.text.startswith("{", self.at):
            self.at += 1
            return "{"
        if found := _PLACEHOLDER.match(self.text, start):
            self.at = found.end()
            return Argument(_name(found[1]))
        found = _BLOCK.match(self.text, start)
        if found and found[2] in BLOCKS:
            self.at = found.end()
            return self.block(_name(found[1]), found[2], plural, depth + 1)
        if self.strict:
            self.fail("a brace that opens no placeholder")
        return "{"

    def block(self, name: str | int, kind: str, plural: Number | None, depth: int) -> Choice:
        if depth > DEEPEST:
            self.fail(f"blocks are nested over {DEEPEST} deep")
        offset = 0
        if kind == "select":
            inner = None if self.strict else plural
        else:
            if found := _OFFSET.match(self.text, self.at):
                offset, self.at = int(found[1]), found.end()
            inner = Number(name, offset)
        cases: dict[str, Nodes] = {}
        while found := _CASE.match(self.text, self.at):
            if found[1] in cases:
                self.fail(f"the case {found[1]!r} is there twice")
            self.at = found.end()
            cases[found[1]] = self.message(inner, depth)
        closed = _CLOSE.match(self.text, self.at)
        if not closed or not cases:
            self.fail(f"the {kind} block is not closed")
        if self.strict and "other" not in cases:
            self.fail(f"the {kind} block has no case 'other'")
        self.at = closed.end()
        exact = {plain_number(case[1:]): case for case in cases if case[0] == "="} if kind != "select" else {}
        return Choice(name, kind, offset, exact, cases)

    def apostrophe(self, plural: Number | None) -> str:
        """ICU: `''` is one; before a brace (or `#` in a plural) it quotes up to the next lone one."""
        following = self.text[self.at : self.at + 1]
        if following == "'":
            self.at += 1
            return "'"
        if following in ("{", "}") or (following == "#" and plural):
            quoted = _QUOTED.match(self.text, self.at)
            assert quoted
            self.at = quoted.end()
            return quoted[1].replace("''", "'")
        return "'"

    def fail(self, reason: str) -> NoReturn:
        raise MessageError(reason, self.at)


def _name(text: str) -> str | int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def plain_number(text: str) -> str:
    """A number's text without zeros that don't count, so that equal numbers are equal texts."""
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("+-").partition(".")
    digits = f"{whole.lstrip('0') or '0'}.{fraction.rstrip('0')}".rstrip(".")
    return digits if digits == "0" else sign + digits


def _merged(nodes: list[Node]) -> Nodes:
    """The nodes with neighbouring texts joined and empty ones left out."""
    merged: list[Node] = []
    texts: list[str] = []
    for node in [*nodes, None]:
        if isinstance(node, str):
            texts.append(node)
            continue
        if text := "".join(texts):
            merged.append(text)
        texts.clear()
        if node is not None:
            merged.append(node)
    return tuple(merged)
