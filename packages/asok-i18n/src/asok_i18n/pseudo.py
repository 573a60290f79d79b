"""`asok-i18n pseudo`: a catalogue in a language that nobody speaks, to see what a layout can't take.

Text gets accents (so that what is not translated stands out), a third more length (as German has it) and
brackets (so that what is cut off shows). `en-XA` is the tag that CLDR keeps for it; `ar-XB` is its
mirror, written from right to left. Arguments, blocks and HTML stay as they are.
"""

import re
from collections.abc import Mapping

from . import syntax
from .errors import MessageError
from .messages import Entry
from .syntax import Argument, Choice, Node, Nodes, Number

ACCENTS = str.maketrans(
    "AÀBCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
PADDING = "one two three four five six seven eight nine ten"
OVERRIDE, POP = "\u202e", "\u202c"
_MARKUP = re.compile(r"(<[^<>]*>|&#?\w+;)")
_WORD = re.compile(r"(\w+)")


def pseudo(messages: Mapping[str, Entry], *, strict: bool = False, mirrored: bool = False) -> dict[str, str]:
    """The messages in the pseudo-language, in the usual syntax. Broken ones are left as they are."""
    return {key: _message(entry, strict, mirrored) for key, entry in messages.items()}


def _message(entry: Entry, strict: bool, mirrored: bool) -> str:
    if isinstance(entry, tuple):
        cases = zip(("one", "other"), (entry[0], entry[-1]), strict=True)
        inside = " ".join(f"{case}{{{_message(form, strict, mirrored)}}}" for case, form in cases)
        return f"{{n, plural, {inside}}}"
    try:
        nodes = syntax.parse(entry, strict=strict)
    except MessageError:
        return entry
    padding = PADDING[: (_length(nodes) + 2) // 3].translate(ACCENTS)
    if mirrored:
        return _written(nodes, True, 0)
    return f"[{_written(nodes, False, 0)}{' ' if padding else ''}{padding}]"


def _length(nodes: Nodes) -> int:
    """How long the text is without its arguments, in the longest cases of its blocks."""
    return sum(
        len(node)
        if isinstance(node, str)
        else max(map(_length, node.cases.values()))
        if isinstance(node, Choice)
        else 0
        for node in nodes
    )


def _written(nodes: Nodes, mirrored: bool, depth: int) -> str:
    return "".join(_node(node, mirrored, depth) for node in nodes)


def _node(node: Node, mirrored: bool, depth: int) -> str:
    if isinstance(node, str):
        text = "".join(_text(part, mirrored) for part in _MARKUP.split(node))
        # Within a block braces come in pairs, and need no doubling.
        return text if depth else text.replace("{", "{{").replace("}", "}}")
    if isinstance(node, Argument):
        return f"{{{node.name}}}"
    if isinstance(node, Number):
        return "#"
    offset = f"offset:{node.offset} " if node.offset else ""
    cases = " ".join(
        f"{case}{{{_written(inner, mirrored, depth + 1)}}}" for case, inner in node.cases.items()
    )
    return f"{{{node.name}, {node.kind}, {offset}{cases}}}"


def _text(part: str, mirrored: bool) -> str:
    if _MARKUP.fullmatch(part):
        return part
    return _WORD.sub(rf"{OVERRIDE}\1{POP}", part) if mirrored else part.translate(ACCENTS)
