"""Numbers as a language writes them: in groups, with its decimal separator and its minus.

The digits are Latin ones, as Babel's are. Source: UTS 35 part 3, Number Format Patterns.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from . import locales, plurals
from .patterns import Pattern

Numeral = Callable[[object], str | None]
Format = tuple[str, str, str, int, int, int]

MOST_DECIMALS = 3
_NUMBER = Pattern(r"([+-]?)(0|[1-9]\d*)(?:\.(\d+))?", re.ASCII)
_EXACT = 1 << 53


def visible(value: object) -> object:
    """The number as it is shown, with at most the three decimals of CLDR's pattern; text stays as it is."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if value and abs(value) < _EXACT and value.is_integer():
            return int(value)
        from decimal import Decimal  # takes a while to import, and most numbers are whole

        number = Decimal(repr(value))
        return _rounded(number).normalize() if number.is_finite() else value
    if hasattr(value, "as_tuple") and hasattr(value, "is_finite"):
        return _rounded(value) if value.is_finite() else value
    whole = getattr(value, "__index__", None)
    return whole() if whole else value


def _rounded(value: Any) -> Any:
    from decimal import Context, Decimal

    if value.as_tuple().exponent >= -MOST_DECIMALS or value.adjusted() >= plurals.LARGEST_EXPONENT:
        return value
    context = Context(prec=2 * plurals.LARGEST_EXPONENT)
    return value.quantize(Decimal("0.001"), "ROUND_HALF_EVEN", context).normalize(context)


@lru_cache(maxsize=1024)
def numeral(language: str) -> Numeral:
    """A function that writes a number, or gives None for what is none."""
    point, separator, minus, last, others, least = _format(language)

    def write(value: object) -> str | None:
        if type(value) is int and -1 < value < 100:
            return str(value)
        sign, whole, fraction = _parts(value)
        if not whole:
            return None
        if len(whole) >= last + least:
            whole = _grouped(whole, last, others, separator)
        return f"{minus if sign == '-' else sign}{whole}{point if fraction else ''}{fraction}"

    return write


def _grouped(whole: str, last: int, others: int, separator: str) -> str:
    start = len(whole) - last
    first = start % others or others
    groups = [whole[:first], *(whole[at : at + others] for at in range(first, start, others)), whole[start:]]
    return separator.join(groups)


def _parts(value: object) -> tuple[str, str, str]:
    """The sign, the whole digits and the decimals; no digits for what is no number."""
    shown = visible(value)
    found = _NUMBER.fullmatch(shown if isinstance(shown, str) else plurals.digits(shown))
    return (found[1], found[2], found[3] or "") if found else ("", "", "")


def _format(language: str) -> Format:
    table, tag = _table(), locales.canonical(language)
    names = (str(tag._replace(extensions="")), *locales.lineage(tag)) if tag else ()
    return next((table[name] for name in names if name in table), table["und"])


@cache
def _table() -> dict[str, Format]:
    from ._number_formats import FORMATS

    return {name: line[:6] for line in FORMATS for name in line[6].split()}
