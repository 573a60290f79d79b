"""What compiled templates call while they render."""

import sys
from collections.abc import Callable
from typing import Any

import jinja2
import markupsafe
from markupsafe import Markup


def plain_escape(text: str, /) -> str:
    return str(markupsafe.escape(text))


# MarkupSafe's own step from str to str, in C; a later version may hide it elsewhere.
escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", plain_escape)
# Whose text is the same later, and needs no escaping.
PLAIN = frozenset({int, float, bool, type(None), Markup})


def escaped(value: Any) -> str:
    """`str(markupsafe.escape(value))`, without the Markup between."""
    if type(value) is str:
        return escape_text(value)
    if type(value) in PLAIN:
        return str(value)
    if hasattr(value, "__html__"):
        return str(Markup(value.__html__()))
    return escape_text(str(value))


def item(environment: jinja2.Environment, value: Any, name: str) -> Any:
    """What Jinja2 gives for `value.name` after looking it up failed with the exception being handled."""
    if type(value) is dict:
        return environment.getattr(value, name)
    if not isinstance(sys.exception(), AttributeError):
        raise  # a KeyError of the property's own
    try:
        return value[name]
    except (TypeError, LookupError, AttributeError):
        return environment.undefined(obj=value, name=name)
