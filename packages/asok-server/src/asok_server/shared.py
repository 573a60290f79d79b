"""Shared variables: named once for the app, worked out at most once for each request."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeGuard

from asok_server.errors import AsokError

if TYPE_CHECKING:
    from asok_server.forms import Form


class UnknownShared(AsokError, KeyError):
    """No variable of that name was shared."""

    def __str__(self) -> str:
        return str(self.args[0])


def is_dynamic(value: Any) -> bool:
    """Whether a shared value depends on the request: a callable, or the definition of a form."""
    return callable(value) or _is_form(value)


def value_for(request: Any, values: Mapping[str, Any], name: str) -> Any:
    """Return a shared variable as a request sees it: a callable is called with it, a form is bound to it.

    Raises UnknownShared, which names what is close.
    """
    if name not in values:
        raise UnknownShared(_unknown(name, values))
    value = values[name]
    if callable(value):
        return value(request)
    return value.bind(request) if _is_form(value) else value


def _is_form(value: Any) -> "TypeGuard[Form]":
    from asok_server.forms import Form  # an app that shares nothing does not pay for it

    return isinstance(value, Form)


def _unknown(name: str, values: Mapping[str, Any]) -> str:
    near = get_close_matches(str(name), values, 1)
    return f"nothing is shared as {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
