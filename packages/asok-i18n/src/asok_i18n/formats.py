"""Dates, numbers, currencies, units, lists and names as a language writes them: the extra `[babel]`.

Every answer is Babel's own, to the byte. The locale is looked up once, and recent answers are remembered.
Babel is imported by the first call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dates
    from decimal import Decimal

    Instant = dates.date | dates.time | float | None
    Zone = dates.tzinfo | None
    Quantity = float | Decimal

MOST_REMEMBERED = 4096

Width = Literal["long", "short", "narrow"]
Length = Literal["full", "long", "medium", "short"]
Answer = Callable[..., str]


class Formats:
    """The formats of one language. Raises FormatsUnavailableError without Babel.

    `format` is one of CLDR's lengths or a pattern of CLDR's letters; all other arguments are those of the
    Babel function that each method names.
    """

    __slots__ = ("_functions", "_language", "_recent", "_tells_all")

    def __init__(self, language: str) -> None:
        """`language` is a BCP 47 tag; one without formats in CLDR gets those of its parent, or English."""
        self._language = language
        self._functions: dict[str, Answer] = {}
        self._recent: Answer = lru_cache(MOST_REMEMBERED, typed=True)(_call)
        self._tells_all: Callable[[object], bool]

    def date(self, value: dates.date | None = None, format: Length | str = "medium") -> str:  # noqa: A002
        """A date, today's if none is given (babel.dates.format_date)."""
        return self._answer("date", value, format)

    def time(self, value: Instant = None, format: Length | str = "medium", tzinfo: Zone = None) -> str:  # noqa: A002
        """A time of day, in `tzinfo` or UTC (babel.dates.format_time)."""
        return self._answer("time", value, format, tzinfo)

    def datetime(self, value: Instant = None, format: Length | str = "medium", tzinfo: Zone = None) -> str:  # noqa: A002
        """A date and time, in `tzinfo` or UTC (babel.dates.format_datetime)."""
        return self._answer("datetime", value, format, tzinfo)

    def relative(
        self,
        delta: dates.timedelta | float,
        granularity: str = "second",
        threshold: float = 0.85,
        add_direction: bool = False,
        format: Width = "long",  # noqa: A002
    ) -> str:
        """A span of time; with `add_direction`: `in 3 days` (babel.dates.format_timedelta)."""
        return self._answer("timedelta", delta, granularity, threshold, add_direction, format)

    def number(self, value: Quantity, format: str | None = None, **options: Any) -> str:  # noqa: A002
        """A decimal number (babel.numbers.format_decimal)."""
        return self._answer("decimal", value, format, **options)

    def percent(self, value: Quantity, format: str | None = None, **options: Any) -> str:  # noqa: A002
        """A share of 1 in percent (babel.numbers.format_percent)."""
        return self._answer("percent", value, format, **options)

    def currency(self, value: Quantity, currency: str, format: str | None = None, **options: Any) -> str:  # noqa: A002
        """An amount of money, `currency` by its ISO 4217 code (babel.numbers.format_currency)."""
        return self._answer("currency", value, currency, format, **options)

    def unit(self, value: Quantity | str, unit: str, length: Width = "long") -> str:
        """A measure, `unit` by its CLDR name such as `length-meter` (babel.units.format_unit)."""
        return self._answer("unit", value, unit, length)

    def list(self, items: Iterable[str], style: str = "standard") -> str:
        """`a, b and c` (babel.lists.format_list)."""
        return self._answer("list", tuple(items), style)

    def territory_name(self, code: str) -> str:
        """The name of a country or region by its ISO 3166 or UN M.49 code; an unknown one is its own."""
        return self._answer("territory", code)

    def language_name(self, tag: str) -> str:
        """The name of a language by its BCP 47 tag; an unknown one is its own."""
        return self._answer("language", tag)

    def _answer(self, name: str, value: object, *options: object, **named: object) -> str:
        function = self._functions.get(name) or self._load(name)
        if self._tells_all(value):
            return self._recent(function, value, *options, **named)
        return function(value, *options, **named)

    def _load(self, name: str) -> Answer:
        # Brings datetime and decimal, which serving messages does not need.
        from . import formatting

        self._tells_all = formatting.tells_all
        return self._functions.setdefault(name, formatting.function(name, self._language))


def _call(function: Answer, value: object, *options: object, **named: object) -> str:
    return function(value, *options, **named)
