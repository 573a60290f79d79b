"""One message of one language, compiled when it is first used."""

from collections.abc import Callable
from typing import Literal, Protocol

from . import plurals, syntax
from .errors import MessageError
from .rendering import Style, compiled, render_visibly
from .syntax import Nodes
from .text import Renderer, Values, answer, escape

Entry = str | tuple[str, ...]
Report = Callable[[str], None]
# What a message's `text` answers with: a str, or a Text, which has its HTML at hand.
Wanted = Literal["text", "both"]

COUNTS = ("n", "count", "num", "number")


class Entries(Protocol):
    """What a layer looks its messages up in: a dict, or a compiled file."""

    def get(self, key: str, /) -> Entry | None:
        """Raises CatalogError for a message that is lost."""
        ...


class Layer:
    """The messages of one file. Never changes."""

    __slots__ = ("entries", "language", "plural", "plural_forms", "strict")

    def __init__(self, language: str, entries: Entries, plural_forms: str = "", strict: bool = False) -> None:
        """`plural_forms`: gettext's header, if there is one. Raises ValueError for a broken one."""
        self.language = language
        self.entries = entries
        self.plural_forms = plural_forms
        self.plural = _picker(plural_forms) if plural_forms else _germanic
        self.strict = strict


class Message:
    """A message in text and in HTML. Rendering never raises: what can't be shown stays visible."""

    __slots__ = ("_report", "_wanted", "key", "origin", "text")

    def __init__(self, key: str, nodes: Nodes, style: Style, report: Report, wanted: Wanted = "text") -> None:
        self.key = key
        self._report = report
        self.origin = _Origin(nodes, style)
        self._wanted = wanted
        # Raises for a missing argument, so that the common case costs no test: see `rescued`.
        self.text: Renderer = compiled(nodes, style, self.origin if wanted == "both" else None)

    def html(self, values: Values) -> str:
        try:
            return self.in_html(values)
        except Exception:  # an argument that is missing, or whose own str() fails
            return self._visibly(self.origin.style.for_html(), values)

    @property
    def in_html(self) -> Renderer:
        """What makes the HTML. It raises as `text` does."""
        return self.origin.in_html

    def rescued(self, values: Values) -> str:
        """The text where `text` raised: placeholders that can't be filled stay visible, and are reported."""
        text = self._visibly(self.origin.style, values)
        return answer(text, self.origin, values) if self._wanted == "both" else text

    def _visibly(self, style: Style, values: Values) -> str:
        text, failed = render_visibly(self.origin.nodes, style, values)
        for name in failed:
            self._report(f"{style.language}: {self.key!r}: no usable argument for {{{name}}}")
        return text

    @property
    def plain(self) -> bool:
        """Whether nothing is to be filled in: the text is the same whatever the arguments."""
        return all(isinstance(node, str) for node in self.origin.nodes)


class _Origin:
    """What makes a message's HTML: compiled when it is first asked for."""

    __slots__ = ("in_html", "nodes", "style")

    def __init__(self, nodes: Nodes, style: Style) -> None:
        self.nodes = nodes
        self.style = style
        self.in_html: Renderer = self._first

    def html(self, values: Values) -> str:
        try:
            return self.in_html(values)
        except Exception:  # an argument that is missing, or whose own str() fails
            return render_visibly(self.nodes, self.style.for_html(), values)[0]

    def _first(self, values: Values) -> str:
        self.in_html = compiled(self.nodes, self.style.for_html())
        return self.in_html(values)


class Forms:
    """A gettext message with plural forms: the file's header picks one by the number."""

    __slots__ = ("_forms", "_rule", "in_html", "text")
    plain = False

    def __init__(self, forms: list[Message], rule: Callable[[int], int]) -> None:
        self._forms = forms
        self._rule = rule
        texts, origins = [form.text for form in forms], [form.origin for form in forms]
        self.text: Renderer = lambda values: texts[_index(_count(values), rule, len(texts))](values)
        self.in_html: Renderer = lambda values: origins[_index(_count(values), rule, len(origins))].in_html(
            values
        )

    def html(self, values: Values) -> str:
        return self._usable_form(values).html(values)

    def rescued(self, values: Values) -> str:
        return self._usable_form(values).rescued(values)

    def _usable_form(self, values: Values) -> Message:
        try:
            index = _index(_count(values), self._rule, len(self._forms))
        except Exception:  # no number was given, or one of a kind that can't be read
            index = _index(1, self._rule, len(self._forms))
        return self._forms[index]


def _index(count: object, rule: Callable[[int], int], forms: int) -> int:
    found = plurals.operands(count)
    # gettext knows whole numbers only; one and a half is not one.
    index = rule(found[0] + (found[4] > 0)) if found else 0
    return index if index < forms else 0


class Missing:
    """A key that no catalogue has: it stands for itself, and HTML escapes it."""

    __slots__ = ("_message", "_wanted", "in_html")
    plain = False

    def __init__(self, key: str, report: Report, wanted: Wanted = "text") -> None:
        self._message = Message(key, syntax.parse_simple(key), Style("und"), report)
        self._wanted = wanted
        self.in_html: Renderer = self.html

    def text(self, values: Values) -> str:
        return self._answer(self._message.text(values), values)

    def html(self, values: Values) -> str:
        try:
            return escape(self._message.text(values))
        except Exception:  # an argument that is missing, or whose own str() fails
            return escape(self._message.rescued(values))

    def rescued(self, values: Values) -> str:
        return self._answer(self._message.rescued(values), values)

    def _answer(self, text: str, values: Values) -> str:
        return answer(text, self, values) if self._wanted == "both" else text


AnyMessage = Message | Forms | Missing


def build(
    key: str, entry: Entry, layer: Layer, style: Style, report: Report, wanted: Wanted = "text"
) -> Message | Forms:
    """The message of an entry. Broken blocks are reported, and shown as they are."""
    if isinstance(entry, tuple):
        return Forms([_message(key, form, layer, style, report, wanted) for form in entry], layer.plural)
    return _message(key, entry, layer, style, report, wanted)


def _message(key: str, text: str, layer: Layer, style: Style, report: Report, wanted: Wanted) -> Message:
    try:
        nodes = syntax.parse(text, strict=layer.strict)
    except MessageError as error:
        report(f"{layer.language}: {key!r}: {error} (at character {error.position})")
        nodes = syntax.parse_broken(text)
    return Message(key, nodes, style, report, wanted)


def _picker(header: str) -> Callable[[int], int]:
    from .plural_forms import plural_forms  # only gettext's catalogues need it

    return plural_forms(header)[1]


def _germanic(number: int) -> int:
    return int(number != 1)


def _count(values: Values) -> object:
    """The number that picks the form: the argument that is named like one, else the first.

    Raises LookupError if there is none.
    """
    for name in (*COUNTS, 0):
        try:
            return values[name]
        except (LookupError, TypeError):  # TypeError: positional arguments only, which have no names
            continue
    raise LookupError(COUNTS)
