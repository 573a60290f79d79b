"""A language's fallback chain: its layers in order, and the messages found in them so far."""

from typing import Literal

from . import locales
from .errors import CatalogError
from .messages import AnyMessage, Entry, Forms, Layer, Message, Missing, Report, Wanted, build
from .rendering import Style
from .text import Arguments, Keywords, Renderer, Values

CONTEXT = "\x04"


class Chain:
    """Messages by key, compiled when first used and kept: a hit in a fallback then costs what any hit costs.

    Only what the catalogues have is kept, so that keys from outside can't fill the memory.
    """

    __slots__ = (
        "_isolate",
        "_layers",
        "_messages",
        "_report",
        "_wanted",
        "htmls",
        "language",
        "plain",
        "texts",
    )

    def __init__(
        self,
        language: str,
        layers: tuple[Layer, ...],
        isolate: bool,
        wanted: Wanted,
        report: Report,
    ) -> None:
        self.language = language
        self._layers = layers
        self._isolate = isolate
        self._wanted: Wanted = wanted
        self._report = report
        self._messages: dict[str, Message | Forms] = {}
        # The renderers alone, one step nearer. They raise for an argument that can't be shown.
        self.texts: dict[str, Renderer] = {}
        self.htmls: dict[str, Renderer] = {}
        # Messages without placeholders.
        self.plain: dict[str, str] = {}

    def message(self, key: str) -> AnyMessage:
        known = self._messages.get(key)
        if known is None:
            found = self._find(key)
            if found is None:
                self._report(f"{self.language}: {key!r}: no such message")
                return Missing(key, self._report, self._wanted)
            known = self._messages.setdefault(key, self._built(key, *found))
            if known.plain:
                self.plain[key] = known.text(())
            self.texts[key] = known.text
        return known

    def text(self, key: str, arguments: Arguments, keywords: Keywords) -> str:
        """The text of a message that is used for the first time, or whose renderer has raised."""
        message, values = self.message(key), together(arguments, keywords)
        if isinstance(message, Missing) and not values:
            return key
        try:
            return message.text(values)
        except Exception:  # an argument that is missing, or whose own str() fails
            return message.rescued(values)

    def html(self, key: str, arguments: Arguments, keywords: Keywords) -> str:
        """The HTML of such a message."""
        message = self.message(key)
        html = message.html(together(arguments, keywords))
        if not isinstance(message, Missing):
            self.htmls[key] = message.in_html
        return html

    def has(self, key: str) -> bool:
        return key in self._messages or self._find(key) is not None

    def _find(self, key: str) -> tuple[Entry, Layer] | None:
        for layer in self._layers:
            try:
                entry = layer.entries.get(key)
            except CatalogError as error:  # a compiled file that was damaged after it was opened
                self._report(str(error))
                continue
            if entry:
                return entry, layer
        return None

    def _built(self, key: str, entry: Entry, layer: Layer) -> Message | Forms:
        isolated = self._isolate and direction_of(layer.language) == "rtl"
        return build(key, entry, layer, Style(layer.language, isolate=isolated), self._report, self._wanted)


def together(arguments: Arguments, keywords: Keywords) -> Values:
    """The arguments as one: positional ones by number."""
    return {**dict(enumerate(arguments)), **keywords}


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    tag = locales.canonical(language)
    return locales.direction(tag) if tag else "ltr"
