"""A translated message: text as it is, and HTML on demand."""

from collections.abc import Callable

Arguments = tuple[object, ...]
Keywords = dict[str, object]
Rendering = tuple[Callable[[Arguments, Keywords], str], Arguments, Keywords]


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
        if source is None:
            return str(self)
        if isinstance(source, str):
            return source
        render, arguments, keywords = source
        return render(arguments, keywords)

    def __reduce__(self) -> tuple[Callable[[str, str], "Text"], tuple[str, str]]:
        return made, (str(self), self.__html__())


def made(text: str, html: str | None) -> Text:
    """A Text whose HTML is known; None says that it is the text itself."""
    result = Text(text)
    result.source = html
    return result


def escape(value: object) -> str:
    """The value as HTML: its own `__html__` if it has one, else its text with `& < > ' "` escaped."""
    if type(value) is int:
        return str(value)
    if type(value) is not str and (html := getattr(value, "__html__", None)):
        return str(html())
    text = str(value)
    if text.isalnum():
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")
