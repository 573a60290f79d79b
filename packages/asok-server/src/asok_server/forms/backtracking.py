"""Regular expressions that can take exponential time, recognized before they meet a visitor's text."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

REPEATED_GROUP = re.compile(r"\)[*+{]")
GREEDY = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})


def explodes(source: str) -> bool:
    r"""Tell whether a pattern repeats a repetition with nothing fixed between the rounds.

    ``(a+)+`` and ``(\w+\s?)*`` can split one text in exponentially many ways, and Python tries them all
    before it gives up; so may patterns that this does not see, as ``(a|a)*``. Possessive and atomic parts
    (``a++``, ``(?>a+)``) are not tried again.
    """
    if not REPEATED_GROUP.search(source):
        return False
    # The parser that `re` itself compiles with: private, yet the same in every Python that is supported.
    parse: Any = importlib.import_module("re._parser").parse
    return any(map(_is_ambiguous, _repeats(parse(source))))


def _repeats(pattern: Any) -> Iterator[Any]:
    """Give the bodies of all repetitions without an upper limit, inner ones too."""
    for operation, argument in pattern:
        for part in _inside(str(operation), argument):
            yield from _repeats(part)
        if _is_endless(operation, argument):
            yield argument[2]


def _is_ambiguous(body: Any) -> bool:
    """Tell whether a repetition alone can be all that the body matches."""
    endless = 0
    for operation, argument in _flat(body):
        if _is_endless(operation, argument):
            endless += 1
        elif not _can_be_empty(operation, argument):
            return False
    return endless > 0


def _flat(body: Any) -> Iterator[Any]:
    """Give the items of a body, those of the groups in it included; of optional groups, the endless ones."""
    for operation, argument in body:
        if str(operation) == "SUBPATTERN":
            yield from _flat(argument[-1])
        elif _can_be_empty(operation, argument) and not _is_endless(operation, argument):
            yield from (
                item
                for part in _inside(str(operation), argument)
                for item in _flat(part)
                if _is_endless(*item)
            )
        else:
            yield operation, argument


def _is_endless(operation: Any, argument: Any) -> bool:
    return str(operation) in GREEDY and str(argument[1]) == "MAXREPEAT"


def _can_be_empty(operation: Any, argument: Any) -> bool:
    name = str(operation)
    return name in ZERO_WIDTH or (name in GREEDY and argument[0] == 0)


def _inside(operation: str, argument: Any) -> list[Any]:
    """Return the patterns in an item."""
    match operation:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [argument[2]]
        case "SUBPATTERN":
            return [argument[-1]]
        case "BRANCH":
            return list(argument[1])
        case "ATOMIC_GROUP":
            return [argument]
        case "ASSERT" | "ASSERT_NOT":
            return [argument[1]]
        case _:
            return []
