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


class SharedValues:
    """The shared variables as one request sees them.

    A callable is called with the request at the first use of its name. The definition of a form is
    bound to the request.
    """

    __slots__ = ("_known", "_request", "_values")

    def __init__(self, values: Mapping[str, Any], request: Any) -> None:
        self._values = values
        self._request = request
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the variable's value. Raises UnknownShared, which names what is close."""
        if name not in self._known:
            if name not in self._values:
                raise UnknownShared(_unknown(name, self._values))
            self._known[name] = self._bound(self._values[name])
        return self._known[name]

    def _bound(self, value: Any) -> Any:
        if callable(value):
            return value(self._request)
        return value.bind(self._request) if _is_form(value) else value


def _is_form(value: Any) -> "TypeGuard[Form]":
    from asok_server.forms import Form  # an app that shares nothing does not pay for it

    return isinstance(value, Form)


def _unknown(name: str, values: Mapping[str, Any]) -> str:
    near = get_close_matches(name, values, 1)
    return f"nothing is shared as {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
