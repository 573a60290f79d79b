"""A translated message: text as it is, and HTML on demand."""

from collections.abc import Callable
from typing import Protocol

Arguments = tuple[object, ...]
Keywords = dict[str, object]


class InHtml(Protocol):
    """What can be rendered as HTML; never raises."""

    def html(self, arguments: Arguments, keywords: Keywords, /) -> str: ...


Rendering = tuple[InHtml, Arguments, Keywords]


class Text(str):
    """A message with its arguments filled in.

    As a `str` it is plain text. Where it goes into HTML (an autoescaping template, `markupsafe`), its
    `__html__` is asked instead: the message's own markup stays, and the arguments are escaped, once.
    Every operation on it (`+`, `.upper()`, an f-string) gives an ordinary str, which HTML escapes whole.
    """

    __slots__ = ("source",)
    # How to make the HTML; a str if it is made already, None if it is the text itself.
    source: Rendering | str | None

    def __html__(self) -> str:
        source = self.source
        if isinstance(source, tuple):
            message, arguments, keywords = source
            return message.html(arguments, keywords)
        return str(self) if source is None else source

    def __reduce__(self) -> tuple[Callable[[str, str], "Text"], tuple[str, str]]:
        return made, (str(self), self.__html__())


def made(text: str, html: str | None) -> Text:
    """A Text whose HTML is known; None says that it is the text itself."""
    result = Text(text)
    result.source = html
    return result


def escape(value: object) -> str:
    """The value as HTML: its own `__html__` if it has one, else its text with `& < > ' "` escaped."""
    if type(value) is str:
        text = value
    elif value.__class__ is int:
        return str(value)
    elif html := getattr(value, "__html__", None):
        return str(html())
    else:
        text = str(value)
    if text.isalnum():
        return text
    # Looking is cheaper than replacing, and most arguments have nothing to escape.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text
