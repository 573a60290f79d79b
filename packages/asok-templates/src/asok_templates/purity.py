"""What is known about the functions, filters and methods that templates call."""

from collections.abc import Callable
from typing import Any, TypeVar

from jinja2.defaults import DEFAULT_NAMESPACE

TRANSLATION = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
HARMLESS_GLOBALS = TRANSLATION | frozenset(DEFAULT_NAMESPACE)
# Methods that change nothing on any type that people have.
HARMLESS_METHODS = frozenset(
    [
        "items",
        "keys",
        "values",
        "upper",
        "lower",
        "title",
        "capitalize",
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "rsplit",
        "splitlines",
        "replace",
        "startswith",
        "endswith",
        "format",
        "isoformat",
        "strftime",
        "encode",
        "decode",
        "zfill",
        "isdigit",
    ]
)
# Jinja2's own filters that are given the context, but only to call another filter or test with it.
FORWARDING = frozenset({"map", "select", "reject", "selectattr", "rejectattr"})
# Those that give a generator.
GENERATING = FORWARDING | {"batch", "slice", "unique"}
# Those that go through what they are given, which leaves nothing of a generator.
READING_UP = GENERATING | {"first", "groupby", "join", "list", "max", "min", "reverse", "sort", "sum"}
F = TypeVar("F", bound=Callable[..., Any])


def pure(function: F) -> F:
    """Mark a filter, test or global function: it changes nothing, and reads no variable that templates set.

    A block rendered alone then need not call it where it stands outside of the block.
    """
    function.asok_pure = True  # type: ignore[attr-defined]
    return function


def is_pure(function: object) -> bool:
    return bool(getattr(function, "asok_pure", False))


def takes_context(function: object) -> bool:
    if is_pure(function):
        return False
    for candidate in (function, getattr(function, "__call__", None)):  # noqa: B004
        if getattr(getattr(candidate, "jinja_pass_arg", None), "name", None) == "context":
            return True
    return False
