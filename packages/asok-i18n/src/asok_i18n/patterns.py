"""Regular expressions that are compiled when they are first used: to compile all takes most of an import."""

import re
from collections.abc import Callable, Iterator
from typing import Any

METHODS = ("findall", "finditer", "fullmatch", "match", "search", "sub")


class Pattern:
    """As `re.Pattern`, with what this package uses of it."""

    __slots__ = ("_source", *METHODS)
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    sub: Callable[..., str]

    def __init__(self, expression: str, flags: int = 0) -> None:
        self._source = expression, flags

    def __getattr__(self, name: str) -> Any:
        # Comes here only as long as the slots are empty.
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
