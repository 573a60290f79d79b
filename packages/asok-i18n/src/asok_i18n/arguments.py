"""What a message asks for: its arguments, and its blocks."""

import re
from typing import NamedTuple

from . import syntax
from .messages import Entry
from .syntax import Choice, walk

_FREE = re.compile(r"[^{}]*(?:\{\w+\}[^{}]*)*")
_NAMES = re.compile(r"\{(\w+)\}")


class Shape(NamedTuple):
    """The names of a message's arguments, and the plural and select blocks in it."""

    names: frozenset[str]
    blocks: tuple[Choice, ...]


def shape_of(entry: Entry, strict: bool) -> Shape:
    """Raises MessageError for a message whose syntax is broken."""
    if isinstance(entry, tuple):
        shapes = [shape_of(form, strict) for form in entry]
        names = frozenset(name for shape in shapes for name in shape.names)
        return Shape(names, tuple(block for shape in shapes for block in shape.blocks))
    if "{" not in entry:
        return Shape(frozenset(), ())
    if not strict and _FREE.fullmatch(entry):
        return Shape(frozenset(map(_usual, _NAMES.findall(entry))), ())
    nodes = syntax.parse(entry, strict=strict)
    blocks = tuple(node for node in walk(nodes) if isinstance(node, Choice))
    names = frozenset(str(node.name) for node in walk(nodes) if not isinstance(node, str))
    return Shape(names, blocks)


def _usual(name: str) -> str:
    return str(int(name)) if name.isascii() and name.isdecimal() else name
