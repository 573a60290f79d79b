"""Texts with up to three arguments in them, each as a function of its own.

The functions below are patterns: constants in angle brackets stand for the message's texts and names.
"""

from typing import Any, Literal

from .constants import with_constants
from .text import Origin, Renderer, Text, escape, replaced

Kind = Literal["str", "Text", "html"]

MOST_ARGUMENTS = 3


def interpolation(
    kind: Kind, literals: list[str], names: list[str | int], origin: Origin | None = None
) -> Renderer:
    """One to three arguments between texts. It raises for an argument that is missing.

    kind: what the function makes: text, a Text whose HTML `origin` makes, or HTML with arguments escaped.
    """
    values: dict[str, object] = {"<origin>": origin}
    values |= zip(("<a>", "<b>", "<c>", "<d>"), literals, strict=False)
    values |= zip(("<x>", "<y>", "<z>"), names, strict=False)
    return with_constants(_PATTERNS[kind][len(names) - 1], values)


def _one(values: Any) -> str:
    return f"<a>{values['<x>']}<b>"


def _two(values: Any) -> str:
    return f"<a>{values['<x>']}<b>{values['<y>']}<c>"


def _three(values: Any) -> str:
    return f"<a>{values['<x>']}<b>{values['<y>']}<c>{values['<z>']}<d>"


def _one_as_text(values: Any) -> Any:
    result: Any = Text(f"<a>{values['<x>']}<b>")
    result.origin = "<origin>"
    result.values = values
    return result


def _two_as_text(values: Any) -> Any:
    result: Any = Text(f"<a>{values['<x>']}<b>{values['<y>']}<c>")
    result.origin = "<origin>"
    result.values = values
    return result


def _three_as_text(values: Any) -> Any:
    result: Any = Text(f"<a>{values['<x>']}<b>{values['<y>']}<c>{values['<z>']}<d>")
    result.origin = "<origin>"
    result.values = values
    return result


# A word of letters and digits, which most arguments are, has nothing to escape.


def _one_in_html(values: Any) -> str:
    x = values["<x>"]
    return f"<a>{(x if x.isalnum() else replaced(x)) if type(x) is str else escape(x)}<b>"


def _two_in_html(values: Any) -> str:
    x, y = values["<x>"], values["<y>"]
    return (
        f"<a>{(x if x.isalnum() else replaced(x)) if type(x) is str else escape(x)}"
        f"<b>{(y if y.isalnum() else replaced(y)) if type(y) is str else escape(y)}<c>"
    )


def _three_in_html(values: Any) -> str:
    x, y, z = values["<x>"], values["<y>"], values["<z>"]
    return (
        f"<a>{(x if x.isalnum() else replaced(x)) if type(x) is str else escape(x)}"
        f"<b>{(y if y.isalnum() else replaced(y)) if type(y) is str else escape(y)}"
        f"<c>{(z if z.isalnum() else replaced(z)) if type(z) is str else escape(z)}<d>"
    )


_PATTERNS = {
    "str": (_one, _two, _three),
    "Text": (_one_as_text, _two_as_text, _three_as_text),
    "html": (_one_in_html, _two_in_html, _three_in_html),
}
