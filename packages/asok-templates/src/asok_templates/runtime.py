"""What compiled templates call while they render."""

import sys
from typing import Any

import jinja2
from markupsafe import Markup, escape

try:
    from markupsafe import _escape_inner as escape_text  # a str in, a str out, in C
except ImportError:  # a later MarkupSafe may move it

    def escape_text(text: str, /) -> str:
        return str(escape(text))


NEVER_ESCAPED = frozenset({int, float, bool, type(None)})


def escaped(value: Any) -> str:
    """`str(markupsafe.escape(value))`, without the Markup between."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind in NEVER_ESCAPED or kind is Markup:
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
