"""A language's fallback chain: its layers in order, and the messages found in them so far."""

from typing import Literal

from . import locales
from .messages import AnyMessage, Entry, Forms, Layer, Message, Missing, Report, build
from .rendering import Renderer
from .text import Arguments, Keywords

CONTEXT = "\x04"


class Chain:
    """Messages by key, compiled when first used and kept: a hit in a fallback then costs what any hit costs.

    Only what the catalogues have is kept, so that keys from outside can't fill the memory.
    """

    __slots__ = ("_isolate", "_layers", "_report", "htmls", "language", "messages", "texts")

    def __init__(self, language: str, layers: tuple[Layer, ...], isolate: bool, report: Report) -> None:
        self.language = language
        self._layers = layers
        self._isolate = isolate
        self._report = report
        self.messages: dict[str, Message | Forms] = {}
        # The renderers alone, one step nearer. They raise for an argument that can't be shown.
        self.texts: dict[str, Renderer] = {}
        self.htmls: dict[str, Renderer] = {}

    def message(self, key: str) -> AnyMessage:
        known = self.messages.get(key)
        if known is None:
            found = self._find(key)
            if found is None:
                self._report(f"{self.language}: {key!r}: no such message")
                return Missing(key, self._report)
            known = self.messages.setdefault(key, self._built(key, *found))
            self.texts[key] = known.text
        return known

    def text(self, key: str, arguments: Arguments, keywords: Keywords) -> str:
        """The text of a message that is used for the first time, or whose renderer has raised."""
        message = self.message(key)
        try:
            return message.text(arguments, keywords)
        except Exception:  # an argument that is missing, or whose own str() fails
            return message.rescued(arguments, keywords)

    def html(self, key: str, arguments: Arguments, keywords: Keywords) -> str:
        """The HTML of such a message."""
        message = self.message(key)
        if not isinstance(message, Missing):
            self.htmls[key] = message.html_renderer()
        return message.html(arguments, keywords)

    def has(self, key: str) -> bool:
        return key in self.messages or self._find(key) is not None

    def _find(self, key: str) -> tuple[Entry, Layer] | None:
        for layer in self._layers:
            if entry := layer.entries.get(key):
                return entry, layer
        return None

    def _built(self, key: str, entry: Entry, layer: Layer) -> Message | Forms:
        isolated = self._isolate and direction_of(layer.language) == "rtl"
        return build(key, entry, layer, isolated, self._report)


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    tag = locales.canonical(language)
    return locales.direction(tag) if tag else "ltr"
