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

    __slots__ = ("origin", "values")
    origin: "Origin"
    values: Values

    def __html__(self) -> str:
        origin, values = self.origin, self.values
        in_html = origin.in_html  # a name of its own: Python takes longer to call it as if it were a method
        try:
            return in_html(values)
        except Exception:  # an argument that is missing, or whose own str() fails
            return origin.html(values)

    def __reduce__(self) -> tuple[Callable[[str, str], "Text"], tuple[str, str]]:
        return made, (str(self), self.__html__())


class Origin(Protocol):
    """What makes a Text's HTML: its message."""

    in_html: Renderer
    """May raise."""

    def html(self, values: Any, /) -> str:
        """Never raises."""
        ...


class _Html:
    """The origin of a Text whose HTML is known: its value is the HTML."""

    __slots__ = ("in_html",)
    html = staticmethod(str)

    def __init__(self) -> None:
        self.in_html: Renderer = str


HTML = _Html()


def answer(text: str, origin: Origin, values: Any) -> Text:
    result = Text(text)
    result.origin = origin
    result.values = values
    return result


def made(text: str, html: str) -> Text:
    """A Text whose HTML is known."""
    return answer(text, HTML, html)


def markup(html: str) -> Text:
    """A Text that is its own HTML."""
    return made(html, html)


def escape(value: object) -> str:
    """The value as HTML: its own `__html__` if it has one, else its text with `& < > ' "` escaped."""
    if type(value) is str:
        return value if value.isalnum() else replaced(value)
    if type(value) is int:
        return str(value)
    if html := getattr(value, "__html__", None):
        return str(html())
    return replaced(str(value))


def replaced(text: str) -> str:
    """The text with `& < > ' "` escaped. It looks first, which is cheaper: most text has none of them."""
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
