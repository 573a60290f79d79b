"""Status codes: their reason phrases, and the number that can be called to set it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Generic, TypeVar

LINES: Mapping[int, str] = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
"""The status lines of every registered code, as ``start_response`` takes them (RFC 9110, section 15)."""

BODILESS = frozenset({204, 304})
"""Final answers that end with their headers (RFC 9110, section 6.4.1)."""

R = TypeVar("R")


def unregistered(status: int) -> str:
    """Return the status line of a code that nobody registered."""
    return f"{status} Unknown"


class StatusCode(int, Generic[R]):
    """The status so far: an int that compares, and that can be called to set another.

    ``request.status_code == 404`` is plain int equality; ``request.status_code(201)`` sets the status
    and returns the request, so that ``request.status_code(201).json(...)`` reads as a sentence.
    """

    _set: Callable[[int], R]

    def __new__(cls, status: int, set_status: Callable[[int], R]) -> "StatusCode[R]":
        number = super().__new__(cls, status)
        number._set = set_status
        return number

    def __call__(self, status: int, /) -> R:
        """Set the status of the answer, 200 to 599. Raises ValueError for any other number."""
        if not (isinstance(status, int) and 200 <= status <= 599):
            raise ValueError(f"{status!r} is no status of a final answer: use 200 to 599")
        return self._set(int(status))
