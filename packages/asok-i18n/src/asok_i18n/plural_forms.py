"""gettext's `Plural-Forms` header: a C expression, read by its own grammar and never executed as it is."""

import re
from collections.abc import Callable
from typing import NoReturn, cast

LONGEST = 1000
DEEPEST = 40
MOST_FORMS = 100

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*", re.ASCII)
_TOKEN = re.compile(r"\s*(\d{1,9}|n\b|[=!<>]=|&&|\|\||[-+*/%<>?:!()])", re.ASCII)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_PYTHON = {"||": "or", "&&": "and", "/": "//"}


def plural_forms(header: str) -> tuple[int, Callable[[int], int]]:
    """The number of forms, and the function that picks one by a number.

    The function is total: where C would divide by zero or leave the forms, it picks the first.
    Raises ValueError for a header that is no such expression.
    """
    found = _HEADER.fullmatch(header) if len(header) <= LONGEST else None
    if not found:
        raise ValueError("Plural-Forms is not 'nplurals=N; plural=EXPRESSION;'")
    count = int(found[1])
    if not 0 < count <= MOST_FORMS:
        raise ValueError(f"Plural-Forms has {count} forms")
    expression = _compiled(found[2])

    def pick(number: int) -> int:
        try:
            index = int(expression(abs(number)))
        except ZeroDivisionError:
            return 0
        return index if 0 <= index < count else 0

    return count, pick


def _compiled(text: str) -> Callable[[int], int]:
    source = _Expression(text).python()
    try:
        # Made of numbers, n and operators alone by the grammar below.
        return cast(Callable[[int], int], eval(f"lambda n: {source}", {"__builtins__": {}}))
    except (SyntaxError, MemoryError, RecursionError):
        raise ValueError("Plural-Forms is nested too deep") from None


class _Expression:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0

    def python(self) -> str:
        source = self.ternary(0)
        if self.peek():
            self.fail()
        return source

    def ternary(self, depth: int) -> str:
        if depth > DEEPEST:
            raise ValueError("Plural-Forms is nested too deep")
        condition = self.binary(0, depth)
        if not self.take("?"):
            return condition
        then = self.ternary(depth + 1)
        if not self.take(":"):
            self.fail()
        return f"({then} if {condition} else {self.ternary(depth + 1)})"

    def binary(self, level: int, depth: int) -> str:
        if level == len(_LEVELS):
            return self.unary(depth)
        left = self.binary(level + 1, depth)
        chained = 0
        while (operator := self.peek()) in _LEVELS[level]:
            chained += 1
            if chained > DEEPEST:
                raise ValueError("Plural-Forms is too long")
            self.at += 1
            left = f"({left} {_PYTHON.get(operator, operator)} {self.binary(level + 1, depth)})"
            if level < 2:
                left = f"(not not {left})"
        return left

    def unary(self, depth: int) -> str:
        if depth > DEEPEST:
            raise ValueError("Plural-Forms is nested too deep")
        if self.take("!"):
            return f"(not {self.unary(depth + 1)})"
        if self.take("("):
            inner = self.ternary(depth + 1)
            if not self.take(")"):
                self.fail()
            return f"({inner})"
        token = self.peek()
        if token != "n" and not token.isdigit():
            self.fail()
        self.at += 1
        return token if token == "n" else str(int(token))

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, token: str) -> bool:
        taken = self.peek() == token
        self.at += taken
        return taken

    def fail(self) -> NoReturn:
        raise ValueError(f"Plural-Forms is broken at {self.peek() or 'its end'!r}")


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise ValueError(f"Plural-Forms is broken at {text[at:].strip()[:1]!r}")
        tokens.append(found[1])
        at = found.end()
    return tokens
