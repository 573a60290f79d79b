"""HTML attributes: how they are given in Python and how they are written."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from markupsafe import escape as escape_markup

from asok_server.forms.errors import FormError

Attribute = Any
"""A text, a number, True for a bare attribute, False or None for none, or a function of the request that
returns one of these. ``value`` and ``checked`` say the initial value, which may be of any type."""

NAME = re.compile(r"[^\s\x00-\x1f\x7f\"'>/=]+")
UNSAFE = re.compile("[&<>'\"]")
FIXED = frozenset({"name", "type"})
INITIAL = frozenset({"value", "checked"})


def named(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Return attributes by their HTML names: ``class_`` for class, ``data_id`` for data-id."""
    if not attributes:
        return {}
    found = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    for name, value in found.items():
        if name in FIXED or not NAME.fullmatch(name):
            raise FormError(f"{name!r} can't be given as an attribute of a field")
        if name not in INITIAL and not (
            value is None or isinstance(value, str | int | float) or callable(value)
        ):
            offered = isinstance(value, list | tuple | dict)
            hint = "; what can be chosen is given as options" if offered else ""
            raise FormError(
                f"the attribute {name!r} is {value!r}: it can only be a text, a number or a bool{hint}"
            )
    if found.get("required"):
        raise FormError("required is a rule: as an attribute alone, only the browser would ask for it")
    return found


def written(attributes: Mapping[str, Attribute]) -> str:
    """Return attributes as HTML, each escaped once, with a space before each."""
    return "".join(map(_one, attributes.items()))


def _one(attribute: tuple[str, Attribute]) -> str:
    name, value = attribute
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(plain(value))}"'


def escape(text: Any) -> str:
    """Return a text as HTML; what is Markup is HTML already. Most texts hold nothing to replace."""
    return text if isinstance(text, str) and not UNSAFE.search(text) else escape_markup(text)


def plain(value: Any) -> str:
    """Return the text of a value: attributes and messages hold no markup, only what it says."""
    if type(value) is str:
        return value
    return value.striptags() if isinstance(value, Markup) else str(value)
