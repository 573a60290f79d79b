"""Addresses in attributes: a template's ``href="{{ url }}"`` can't become ``javascript:``.

Where the value of an ``href``, ``src``, ``action`` or ``formaction`` attribute is written by an
expression, the expression gets a filter while the template is compiled. The filter lets every relative
address and the schemes http, https, mailto and tel pass; anything else becomes ``#``. A value that the
developer vouches for passes with ``{{ url|trusted_url }}``. The filter ``xmlattr`` writes attributes by
itself, so the addresses among them are looked at there.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from asok_templates import pure
from asok_templates.extending import Environment, Extension, Token, TokenStream

INERT = "#"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WHOLE, PART, TRUSTED = "inert_url", "inert_url_part", "trusted_url"
"""The filters: for an expression that begins a value, for one behind another, and to vouch for a value."""

# What the WHATWG URL parser passes over before it looks for a scheme, and what it takes for one. A colon that
# comes first ends a scheme whose letters an earlier expression may have written.
EDGE = "".join(map(chr, range(0x21)))
DROPPED = str.maketrans("", "", "\t\n\r")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*|):")

# A `<` that ends the text begins a tag whose name an expression writes.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*|\Z)|<!(?=--)(?P<comment>)")
COMMENT_END = re.compile(r"--!?>")
ATTRIBUTE = re.compile(r"[\s/]*(?P<name>[^\s/>=]+)(?P<equals>\s*=\s*)?")
NAMES = frozenset({"href", "src", "action", "formaction", "xlink:href"})
RAW_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
"""The elements whose text holds no tags, and where it ends."""

VALUE_ENDS = {"'": re.compile("'"), '"': re.compile('"'), " ": re.compile(r"[\s>]")}
"""Where a value ends, by its quote; a blank stands for none."""

SETTLES = re.compile(r"[/?#:]")


class TrustedUrl(str):
    """An address that the developer vouches for, whatever its scheme."""

    __slots__ = ()


class SafeUrls(Extension):
    """Puts the filters in place; see the module."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters[WHOLE] = inert_url
        environment.filters[PART] = inert_url_part
        environment.filters[TRUSTED] = TrustedUrl
        environment.filters["xmlattr"] = _with_inert_urls(environment.filters["xmlattr"])

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        return _filtered(stream)


@pure
def inert_url(value: Any) -> Any:
    """Return the value, or ``#`` where its scheme could run something."""
    if isinstance(value, TrustedUrl):
        return value
    text = html.unescape(str(value)) if hasattr(value, "__html__") else str(value)
    scheme = SCHEME.match(text.lstrip(EDGE).translate(DROPPED))
    return value if scheme is None or scheme[1].lower() in SCHEMES else INERT


@pure
def inert_url_part(value: Any) -> Any:
    """Return the value if it can't complete a scheme that an earlier expression began, or else ''."""
    if isinstance(value, TrustedUrl):
        return value
    text = html.unescape(str(value)) if hasattr(value, "__html__") else str(value)
    head = re.split(r"[/?#]", text, maxsplit=1)[0]
    return "" if ":" in head else value


def _with_inert_urls(xmlattr: Callable[..., str]) -> Callable[..., str]:
    """Return a ``xmlattr`` whose addresses can't run anything."""

    @pure
    @wraps(xmlattr)
    def written(context: Any, attributes: Mapping[str, Any], autospace: bool = True) -> str:
        checked = {
            name: inert_url(value) if name.lower() in NAMES else value for name, value in attributes.items()
        }
        return xmlattr(context, checked, autospace)

    return written


def _filtered(stream: Iterable[Token]) -> Iterator[Token]:
    """Follow the HTML between the expressions, and wrap those that write an address."""
    place = Place()
    applied: str | None = None
    for token in stream:
        if token.type == "data":
            place.read(token.value)
        elif token.type == "block_begin":
            place.branch()
        elif token.type == "variable_begin":
            applied = place.filter()
            place.write()
            yield token
            if applied:
                yield Token(token.lineno, "lparen", "(")
            continue
        elif token.type == "variable_end" and applied:
            yield Token(token.lineno, "rparen", ")")
            yield Token(token.lineno, "pipe", "|")
            yield Token(token.lineno, "name", applied)
            applied = None
        yield token


class Place:
    """Where in the HTML a template stands: in text, in a tag, in the value of an attribute.

    Inside a value it knows what may have been written before: nothing, only expressions, or a text
    (``/``, ``?``, ``#``, ``:``) after which no scheme can begin.
    """

    def __init__(self) -> None:
        self._in_tag = False
        self._pending: str | None = None
        self._raw: str | None = None
        self._quote: str | None = None
        self._watched = False
        self._empty = True
        self._settled = False
        self._branched = False

    def filter(self) -> str | None:
        """Return the name of the filter that an expression needs here."""
        if self._quote is None or not self._watched or self._settled:
            return None
        return WHOLE if self._empty else PART

    def write(self) -> None:
        """Take note of an expression."""
        self._empty = False

    def branch(self) -> None:
        """Take note of a statement: what follows may stand alone, so nothing new is taken as written."""
        if self._quote is not None and not self._settled:
            self._branched = True
            self._empty = True

    def read(self, text: str) -> None:
        """Follow a piece of literal text."""
        at = 0
        while at < len(text):
            if self._quote is not None:
                at = self._read_value(text, at)
            elif self._in_tag:
                at = self._read_tag(text, at)
            else:
                at = self._read_text(text, at)

    def _read_text(self, text: str, at: int) -> int:
        if self._raw:
            end = RAW_ENDS[self._raw].search(text, at)
            self._raw = None if end else self._raw
            return end.end() if end else len(text)
        tag = TAG.search(text, at)
        if tag is None:
            return len(text)
        if tag["comment"] is not None:
            end = COMMENT_END.search(text, tag.end())  # `<!-->` is a whole one
            return end.end() if end else len(text)
        self._in_tag = True
        name = tag["name"].lower()
        self._pending = name if name in RAW_ENDS and not tag["close"] else None
        return tag.end()

    def _read_tag(self, text: str, at: int) -> int:
        if text[at] == ">":
            self._in_tag = False
            self._raw, self._pending = self._pending, None
            return at + 1
        attribute = ATTRIBUTE.match(text, at)
        if attribute is None:
            return at + 1
        if attribute["equals"]:
            self._open(attribute["name"].lower(), text[attribute.end() : attribute.end() + 1])
            return attribute.end() + (1 if self._quote in ('"', "'") else 0)
        return attribute.end()

    def _open(self, name: str, first: str) -> None:
        self._quote = first if first in ('"', "'") and first else " "
        self._watched = name in NAMES
        self._empty, self._settled, self._branched = True, False, False

    def _read_value(self, text: str, at: int) -> int:
        unquoted = self._quote == " "
        end = VALUE_ENDS[self._quote or " "].search(text, at)
        piece = text[at : end.start()] if end else text[at:]
        self._note(piece)
        if end is None:
            return len(text)
        self._quote = None
        return end.start() if unquoted else end.end()

    def _note(self, piece: str) -> None:
        if SETTLES.search(piece) and not self._branched:
            self._settled = True
        if piece.strip():
            self._empty = False
