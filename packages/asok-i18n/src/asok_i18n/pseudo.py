"""`asok-i18n pseudo`: a catalogue in a language that nobody speaks, to see what a layout can't take.

Text gets accents (so that what is not translated stands out), a third more length (as German has it) and
brackets (so that what is cut off shows). `en-XA` is the tag that CLDR keeps for it; `ar-XB` is its
mirror, written from right to left. Arguments, blocks and HTML stay as they are.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

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


class _Way(NamedTuple):
    """How the messages are written: mirrored or with accents, in the strict syntax or the usual one."""

    mirrored: bool
    quoted: bool


def pseudo(
    messages: Mapping[str, Entry], *, strict: bool = False, mirrored: bool = False, quoted: bool = False
) -> dict[str, str]:
    """The messages in the pseudo-language. Broken ones are left as they are.

    strict: whether the messages are in the strict syntax.
    quoted: whether to write that one. It can say all; the usual one has no `#` that is text in a plural,
        and no single brace in a block.
    """
    way = _Way(mirrored, quoted)
    return {key: _message(entry, strict, way) for key, entry in messages.items()}


def _message(entry: Entry, strict: bool, way: _Way) -> str:
    forms = entry if isinstance(entry, tuple) else (entry,)
    try:
        parsed = [syntax.parse(form, strict=strict) for form in forms]
    except MessageError:
        return forms[-1]
    if not isinstance(entry, tuple):
        return _framed(parsed[0], way, "")
    cases = zip(("one", "other"), (parsed[0], parsed[-1]), strict=True)
    inside = " ".join(f"{case}{{{_framed(form, way, 'plural')}}}" for case, form in cases)
    return f"{{n, plural, {inside}}}"


def _framed(nodes: Nodes, way: _Way, block: str) -> str:
    padding = PADDING[: (_length(nodes) + 2) // 3].translate(ACCENTS)
    if way.mirrored:
        return _written(nodes, way, block)
    return f"[{_written(nodes, way, block)}{' ' if padding else ''}{padding}]"


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


def _written(nodes: Nodes, way: _Way, block: str) -> str:
    """The nodes as the syntax has them in a block of that kind, or outside if it is empty."""
    return "".join(_node(node, way, block) for node in nodes)


def _node(node: Node, way: _Way, block: str) -> str:
    if isinstance(node, str):
        text = "".join(_text(part, way.mirrored) for part in _MARKUP.split(node))
        if way.quoted:
            return _as_text(text, "{}#" if block == "plural" else "{}")
        # Within a block braces come in pairs, and need no doubling.
        return text if block else text.replace("{", "{{").replace("}", "}}")
    if isinstance(node, Argument):
        return f"{{{node.name}}}"
    if isinstance(node, Number):
        # The strict syntax has no `#` in a select within a plural.
        outside = way.quoted and block == "select"
        return f"{{{node.name}, plural, offset:{node.offset} other{{#}}}}" if outside else "#"
    return _choice(node, way)


def _choice(node: Choice, way: _Way) -> str:
    offset = f"offset:{node.offset} " if node.offset else ""
    block = "select" if node.kind == "select" else "plural"
    cases = dict(node.cases)
    if way.quoted:
        cases.setdefault("other", cases[next(reversed(cases))])  # which the usual syntax takes for it
    written = " ".join(f"{case}{{{_written(inner, way, block)}}}" for case, inner in cases.items())
    return f"{{{node.name}, {node.kind}, {offset}{written}}}"


def _as_text(text: str, special: str) -> str:
    """ICU's quoting: one pair of apostrophes from the first special character to the end."""
    start = min((at for each in special if (at := text.find(each)) >= 0), default=len(text))
    before, behind = text[:start].replace("'", "''"), text[start:].replace("'", "''")
    return f"{before}'{behind}'" if behind else before


def _text(part: str, mirrored: bool) -> str:
    if _MARKUP.fullmatch(part):
        return part
    return _WORD.sub(rf"{OVERRIDE}\1{POP}", part) if mirrored else part.translate(ACCENTS)
