"""Plural and ordinal categories of every language of CLDR (UTS 35, part 3, Language Plural Rules)."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from . import locales
from .patterns import Pattern

Rule = Callable[..., str]
Operands = tuple[int, int, int, int, int, int]

LARGEST_EXPONENT = 400
_NUMBER = Pattern(r"[+-]?(\d{1,400})(?:\.(\d{0,400}))?(?:[ce](\d{1,2}))?", re.ASCII | re.IGNORECASE)


def plural_category(language: str, number: object, *, ordinal: bool = False) -> str:
    """`zero`, `one`, `two`, `few`, `many` or `other`.

    `number` is an int, a float, a Decimal, or text that shows the digits to count with: `"1.0"` has a
    visible fraction digit, `"1.2c6"` is 1.2 million in compact notation. Anything else is `other`.
    """
    return category(rule(language, ordinal=ordinal), number)


def plural_categories(language: str, *, ordinal: bool = False) -> tuple[str, ...]:
    """The categories that the language tells apart, in CLDR's order; the last is `other`."""
    return _found(language, ordinal)[1]


def rule(language: str, *, ordinal: bool = False) -> Rule:
    """The function of the operands i, v, w, f, t, e that gives the category."""
    return _found(language, ordinal)[0]


def category(rule: Rule, number: object) -> str:
    found = operands(number)
    return rule(*found) if found else "other"


def operands(number: object) -> Operands | None:
    """The operands i, v, w, f, t and e of a number's absolute value; None if it is no number."""
    if isinstance(number, int):
        return abs(int(number)), 0, 0, 0, 0, 0
    text = number if isinstance(number, str) else digits(number)
    found = _NUMBER.fullmatch(text.strip()) if len(text) < 1000 else None
    if not found:
        return None
    whole, fraction, exponent = found[1], found[2] or "", int(found[3] or 0)
    fraction = fraction.ljust(exponent, "0")
    whole, fraction = whole + fraction[:exponent], fraction[exponent:]
    trimmed = fraction.rstrip("0")
    return int(whole), len(fraction), len(trimmed), int(fraction or 0), int(trimmed or 0), exponent


def digits(number: object) -> str:
    """The number (no text) in plain digits, or nothing if it has none or too many to write."""
    if isinstance(number, float):
        if number.is_integer():
            return str(int(number))
        number = repr(number)
        return _written_out(number) if "e" in number else number
    if hasattr(number, "adjusted") and hasattr(number, "is_finite"):
        return _written_out(number)
    whole = getattr(number, "__index__", None)
    return str(whole()) if whole else ""


def _written_out(number: Any) -> str:
    """A Decimal, or a float's text with an exponent, without an exponent."""
    from decimal import Decimal  # takes a while to import, and most numbers are whole

    exact = Decimal(number)
    return format(exact, "f") if exact.is_finite() and abs(exact.adjusted()) < LARGEST_EXPONENT else ""


@lru_cache(maxsize=1024)
def _found(language: str, ordinal: bool) -> tuple[Rule, tuple[str, ...]]:
    table = _table(ordinal)
    tag = locales.canonical(language)
    if tag is None:
        return table["und"]
    names = (str(tag._replace(extensions="")), *locales.parents(tag), tag.language)
    # hi-Latn has en-IN for a parent, but counts as hi does.
    own = (name for name in names if name.partition("-")[0] == tag.language)
    for name in (*own, *names):
        if name in table:
            return table[name]
    return table["und"]


@cache
def _table(ordinal: bool) -> dict[str, tuple[Rule, tuple[str, ...]]]:
    from . import _plural_rules

    groups = _plural_rules.ORDINALS if ordinal else _plural_rules.CARDINALS
    table = {name: (rule, categories) for rule, categories, names in groups for name in names.split()}
    return table | {"und": (_plural_rules.ordinal_af, ("other",))}
