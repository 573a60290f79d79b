"""Pages for those who are logged in."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, overload

from asok_server.request import Request

T = TypeVar("T")
Page = Callable[[Request], T]


@overload
def require_login(page: Page[T], /) -> Page[T]: ...
@overload
def require_login(*, location: str = "/login") -> Callable[[Page[T]], Page[T]]: ...
def require_login(
    page: Page[T] | None = None, /, *, location: str = "/login"
) -> Page[T] | Callable[[Page[T]], Page[T]]:
    """Let a page function run only for a visitor who is logged in; send others to ``location``.

    Used bare, ``@require_login``, or with the login page's address, ``@require_login(location='/enter')``,
    which gets the way back in ``?next=``.
    """

    def guard(function: Page[T]) -> Page[T]:
        @wraps(function)
        def guarded(request: Request) -> T:
            request.require_login(location)
            return function(request)

        return guarded

    return guard if page is None else guard(page)
