"""What a message asks for: its arguments, and its blocks."""

from typing import NamedTuple

from . import syntax
from .messages import Entry
from .syntax import Choice, walk


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
    dynamic = [node for node in walk(syntax.parse(entry, strict=strict)) if not isinstance(node, str)]
    names = frozenset([str(node.name) for node in dynamic])
    return Shape(names, tuple([node for node in dynamic if isinstance(node, Choice)]))
