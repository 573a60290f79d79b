"""The controls that a field can be: how each is cleaned, read and shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from asok_server.forms import values

Scale = Literal["text", "number", "date", "list", "file", "files"]
"""What ``min``, ``max`` and ``between`` measure: characters, the value, the moment, choices, KB, files."""

NEWLINES = re.compile(r"\r\n?|\n")

LENGTHS = frozenset({"required", "minlength", "maxlength"})
TEXTUAL = LENGTHS | {"pattern", "inputmode"}
LIMITS = frozenset({"min", "max"})
RANGED = LIMITS | {"required", "step"}


def one_line(text: str) -> str:
    """Drop line ends, as HTML does, and the space around; of what can't be seen at all nothing is left."""
    line = (secret(text) if "\n" in text or "\r" in text else text).strip()
    return line if line.isprintable() or not values.is_invisible(line) else ""


def secret(text: str) -> str:
    """Drop line ends, keep every space."""
    return NEWLINES.sub("", text)


def lines(text: str) -> str:
    """End each line with LF alone, so that lengths are those that the browser counts."""
    return NEWLINES.sub("\n", text) if "\r" in text else text


@dataclass(frozen=True, slots=True)
class Control:
    """One kind of control.

    ``implied`` is the attributes that rules may add to it, ``rules`` what it demands of every value.
    ``convert`` gives a value its type, or raises ValueError. ``fit`` makes a value of that type of what a
    program may have in its place.
    """

    name: str
    type: str
    implied: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    clean: Callable[[str], str] = one_line
    convert: Callable[[str], Any] | None = None
    fit: Callable[[Any], Any] | None = None
    scale: Scale = "text"
    hints: tuple[tuple[str, str], ...] = ()


CONTROLS = {
    control.name: control
    for control in (
        Control("text", "text", TEXTUAL),
        Control("search", "search", TEXTUAL),
        Control("tel", "tel", TEXTUAL, hints=(("autocomplete", "tel"),)),
        Control("email", "email", TEXTUAL, ("email",), hints=(("autocomplete", "email"),)),
        Control("url", "url", TEXTUAL, ("url",), hints=(("autocomplete", "url"),)),
        Control("password", "password", TEXTUAL, clean=secret),
        Control("textarea", "textarea", LENGTHS, clean=lines),
        Control("hidden", "hidden", clean=str),
        Control("number", "number", RANGED, ("numeric",), convert=values.number, scale="number"),
        Control("range", "range", LIMITS, ("numeric",), convert=values.number, scale="number"),
        Control("date", "date", RANGED, ("date",), convert=values.iso_date, fit=values.as_date, scale="date"),
        Control("time", "time", RANGED, ("time",), convert=values.iso_time, fit=values.as_time, scale="date"),
        Control(
            "datetime_local",
            "datetime-local",
            RANGED,
            ("datetime_local",),
            convert=values.iso_datetime,
            fit=values.as_datetime,
            scale="date",
        ),
        Control(
            "month", "month", RANGED, ("month",), convert=values.month, fit=values.as_month, scale="date"
        ),
        Control("color", "color", rules=("color",), convert=values.color),
        Control("select", "select", frozenset({"required"}), clean=str),
        Control("radio", "radio", frozenset({"required"}), clean=str),
        Control("checkbox", "checkbox", frozenset({"required"}), clean=str),
        Control("file", "file", frozenset({"required", "accept"}), scale="file"),
        Control("files", "file", frozenset({"required", "accept"}), scale="files"),
    )
}

BETTER = {"email": "email", "url": "url", "date": "date"}
"""A text field with one of these rules is shown as the control made for it."""
