"""What a form asks of the request: the part of it that is read, by structure alone."""

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar

import asok_request

T_co = TypeVar("T_co", covariant=True)


class Values(Protocol[T_co]):
    """A mapping with several values to a name, in the order in which they were sent."""

    def get(self, key: str, /) -> T_co | None: ...
    def getlist(self, key: str, /) -> Sequence[T_co]: ...
    def __contains__(self, key: object, /) -> bool: ...


class Upload(Protocol):
    """An uploaded file: ``size`` in bytes, ``stream`` seekable."""

    @property
    def filename(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def stream(self) -> BinaryIO: ...


class Request(Protocol):
    """The request that a form is bound to."""

    @property
    def method(self) -> str: ...
    @property
    def form(self) -> Values[str]: ...
    @property
    def files(self) -> Values[Upload]: ...
    def __(self, key: str, /, **args: Any) -> str: ...


Bindable = asok_request.Request | Request
"""What a form is bound to. asok_request's Request is named because type checkers don't see through its lazy
attributes; it needs the translation that the server adds."""

Text = str | Callable[[Any], str]
"""A text, or a function that is called with the request and returns it (to translate it, for example)."""


def resolved(value: Any, request: Request | None) -> Any:
    """Return a value, or what the function in its place returns for the request."""
    return value(request) if callable(value) else value
