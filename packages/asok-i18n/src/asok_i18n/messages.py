"""One message of one language, compiled when it is first used."""

from collections.abc import Callable
from typing import Protocol

from . import plurals, syntax
from .errors import MessageError
from .rendering import Renderer, Style, compiled, render_visibly
from .syntax import Nodes
from .text import Arguments, Keywords, Text, escape, made

Entry = str | tuple[str, ...]
Report = Callable[[str], None]

COUNTS = ("n", "count", "num", "number")


class Entries(Protocol):
    """What a layer looks its messages up in: a dict, or a compiled file."""

    def get(self, key: str, /) -> Entry | None: ...


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

    __slots__ = ("_html", "_nodes", "_report", "_style", "key", "text")

    def __init__(self, key: str, nodes: Nodes, language: str, isolate: bool, report: Report) -> None:
        self.key = key
        self._nodes = nodes
        self._style = Style(language, html=False, isolate=isolate)
        self._report = report
        self._html: Renderer | None = None
        # Raises for a missing argument, so that the common case costs no test: see `rescued`.
        self.text: Renderer = compiled(nodes, self._style)

    def html(self, arguments: Arguments, keywords: Keywords) -> str:
        try:
            return (self._html or self.html_renderer())(arguments, keywords)
        except Exception:  # an argument that is missing, or whose own str() fails
            return render_visibly(self._nodes, self._style._replace(html=True), arguments, keywords)[0]

    def html_renderer(self) -> Renderer:
        """What makes the HTML. It raises for a missing argument, as `text` does."""
        if self._html is None:
            self._html = compiled(self._nodes, self._style._replace(html=True))
        return self._html

    def rescued(self, arguments: Arguments, keywords: Keywords) -> str:
        """The text where `text` raised: placeholders that can't be filled stay visible, and are reported."""
        text, failed = render_visibly(self._nodes, self._style, arguments, keywords)
        for name in failed:
            self._report(f"{self._style.language}: {self.key!r}: no usable argument for {{{name}}}")
        return text

    def bare(self) -> Text:
        """The message called without arguments."""
        if any(not isinstance(node, str) for node in self._nodes):
            return made(self.rescued((), {}), self.html((), {}))
        return made("".join(str(node) for node in self._nodes), None)


class Forms:
    """A gettext message with plural forms: the file's header picks one by the number."""

    __slots__ = ("_forms", "_rule")

    def __init__(self, forms: list[Message], rule: Callable[[int], int]) -> None:
        self._forms = forms
        self._rule = rule

    def text(self, arguments: Arguments, keywords: Keywords) -> str:
        form = self._form(arguments, keywords)
        try:
            return form.text(arguments, keywords)
        except Exception:  # an argument that is missing, or whose own str() fails
            return form.rescued(arguments, keywords)

    def html(self, arguments: Arguments, keywords: Keywords) -> str:
        return self._form(arguments, keywords).html(arguments, keywords)

    def html_renderer(self) -> Renderer:
        return self.html

    def rescued(self, arguments: Arguments, keywords: Keywords) -> str:
        return self._forms[0].rescued(arguments, keywords)

    def bare(self) -> Text:
        return self._forms[0].bare()

    def _form(self, arguments: Arguments, keywords: Keywords) -> Message:
        found = plurals.operands(_count(arguments, keywords))
        # gettext knows whole numbers only; one and a half is not one.
        index = self._rule(found[0] + (found[4] > 0)) if found else 0
        return self._forms[index] if index < len(self._forms) else self._forms[0]


class Missing:
    """A key that no catalogue has: it stands for itself, and HTML escapes it."""

    __slots__ = ("_message",)

    def __init__(self, key: str, report: Report) -> None:
        self._message = Message(key, syntax.parse_simple(key), "und", False, report)

    def text(self, arguments: Arguments, keywords: Keywords) -> str:
        return self._message.text(arguments, keywords)

    def html(self, arguments: Arguments, keywords: Keywords) -> str:
        try:
            return escape(self.text(arguments, keywords))
        except Exception:  # an argument that is missing, or whose own str() fails
            return escape(self.rescued(arguments, keywords))

    def rescued(self, arguments: Arguments, keywords: Keywords) -> str:
        return self._message.rescued(arguments, keywords)


AnyMessage = Message | Forms | Missing


def build(key: str, entry: Entry, layer: Layer, isolate: bool, report: Report) -> Message | Forms:
    """The message of an entry. Broken blocks are reported, and shown as they are."""
    if isinstance(entry, tuple):
        return Forms([_message(key, form, layer, isolate, report) for form in entry], layer.plural)
    return _message(key, entry, layer, isolate, report)


def _message(key: str, text: str, layer: Layer, isolate: bool, report: Report) -> Message:
    try:
        nodes = syntax.parse(text, strict=layer.strict)
    except MessageError as error:
        report(f"{layer.language}: {key!r}: {error} (at character {error.position})")
        nodes = syntax.parse_simple(text)
    return Message(key, nodes, layer.language, isolate, report)


def _picker(header: str) -> Callable[[int], int]:
    from .plural_forms import plural_forms  # only gettext's catalogues need it

    return plural_forms(header)[1]


def _germanic(number: int) -> int:
    return int(number != 1)


def _count(arguments: Arguments, keywords: Keywords) -> object:
    for name in COUNTS:
        if name in keywords:
            return keywords[name]
    return arguments[0] if arguments else 1
