"""A translated message: text as it is, and HTML on demand."""

from collections.abc import Callable
from typing import Any, Protocol


class Values(Protocol):
    """The arguments of a message: keyword arguments by name, positional ones by number, or both."""

    def __getitem__(self, name: Any, /) -> object: ...


Arguments = tuple[object, ...]
Keywords = dict[str, object]
# Takes Values, as which a dict and a tuple pass.
Renderer = Callable[[Any], str]


class Text(str):
    """A message with its arguments filled in.

    As a `str` it is plain text. Where it goes into HTML (an autoescaping template, `markupsafe`), its
    `__html__` is asked instead: the message's own markup stays, and the arguments are escaped, once.
    Every operation on it (`+`, `.upper()`, an f-string) gives an ordinary str, which HTML escapes whole.
    """

    __slots__ = ("in_html", "values")
    # What makes the HTML, and of what: of the message's arguments, or `str` of HTML that is made already.
    in_html: Renderer
    values: Values

    def __html__(self) -> str:
        return self.in_html(self.values)

    def __reduce__(self) -> tuple[Callable[[str, str], "Text"], tuple[str, str]]:
        return made, (str(self), self.__html__())


def answer(text: str, in_html: Renderer, values: Values) -> Text:
    """A Text of a message, with what makes its HTML."""
    result = Text(text)
    result.in_html = in_html
    result.values = values
    return result


def made(text: str, html: str) -> Text:
    """A Text whose HTML is known."""
    return answer(text, str, html)


def markup(html: str) -> Text:
    """A Text that is its own HTML."""
    return made(html, html)


def escape(value: object) -> str:
    """The value as HTML: its own `__html__` if it has one, else its text with `& < > ' "` escaped."""
    if type(value) is str:
        text = value
    elif type(value) is int:
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
