"""Attributes that are worked out when first read, and from then on are plain attributes."""

from __future__ import annotations

from collections.abc import Callable

# Not from `typing`, whose import alone would take as long as all of this package's.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from functools import cached_property as lazy
    from typing import Any
else:

    class lazy:  # noqa: N801 (a decorator, spelled as `property` is)
        """Like `functools.cached_property`, without the lock that Python 3.11 takes on the first read."""

        def __init__(self, compute):
            self.compute = compute
            self.name = compute.__name__
            self.__doc__ = compute.__doc__

        def __get__(self, instance, owner):
            if instance is None:
                return self
            value = self.compute(instance)
            setattr(instance, self.name, value)  # cheaper than through __dict__, which it would create
            return value


class once:  # noqa: N801 (likewise)
    """The same for what is equal for all instances: worked out for the class, and never again."""

    def __init__(self, compute: Callable[[], Any]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, instance: object | None, owner: type) -> Any:
        value = self.compute()
        setattr(self.owner, self.name, value)
        return value


__all__ = ["lazy", "once"]
