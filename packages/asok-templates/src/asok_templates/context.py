"""The variables a template sees; some of them worked out only when a template asks."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import jinja2
from jinja2.runtime import missing

T = TypeVar("T")


class Lazy(Generic[T]):
    """A context value that is computed when a template first uses the variable, and then once.

    >>> Templates(".").render("page.html", user=Lazy(lambda: load_user(request)))

    A page, block, include or macro that does not name the variable never calls the function; all parts
    of a page that name it share the one result. An exception of the function passes through, and the next
    use calls it again.
    """

    __slots__ = ("_compute", "_value")

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute = compute
        self._value: Any = missing

    def __call__(self) -> T:
        """The value."""
        if self._value is missing:
            self._value = self._compute()
        value: T = self._value
        return value


class Context(jinja2.runtime.Context):
    """Jinja2's context that looks into `Lazy` values."""

    def resolve_or_missing(self, key: str) -> Any:
        if key in self.vars:
            value = self.vars[key]
        elif key in self.parent:
            value = self.parent[key]
        else:
            return missing
        return value() if type(value) is Lazy else value
