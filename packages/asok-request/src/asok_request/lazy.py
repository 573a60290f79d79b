"""Attributes that are worked out when first read, and from then on are plain attributes."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 (a decorator, spelled as `property` is)
    """Like `functools.cached_property`, without the lock that Python 3.11 takes on the first read."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "lazy[T]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> "lazy[T] | T":
        if instance is None:
            return self
        value = self.compute(instance)
        setattr(instance, self.name, value)  # cheaper than through __dict__, which it would create
        return value


class once(Generic[T]):  # noqa: N801 (likewise)
    """The same for what is equal for all instances: worked out for the class, and never again."""

    def __init__(self, compute: Callable[[], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, instance: object | None, owner: type) -> T:
        value = self.compute()
        setattr(self.owner, self.name, value)
        return value
