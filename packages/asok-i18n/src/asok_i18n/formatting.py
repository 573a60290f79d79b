"""Babel's functions as one locale has them: what `formats` needs once something is to be formatted."""

import datetime as dates
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, cast

from . import locales
from .errors import FormatsUnavailableError

if TYPE_CHECKING:
    from babel import Locale

Answer = Callable[..., str]
_PLAIN = frozenset({int, str, dates.date, dates.timedelta})


def tells_all(value: object) -> bool:
    """Whether equal values of its type are written alike: not 0.0 and -0.0, nor one moment in two zones."""
    kind = type(value)
    if kind is float:
        return value != 0
    if kind is dates.datetime or kind is dates.time:
        return getattr(value, "tzinfo", None) is None
    if kind is tuple:
        return all(type(each) is str for each in cast(tuple[object, ...], value))
    return kind in _PLAIN


def function(name: str, language: str) -> Answer:
    """A kind of format for a language. Raises FormatsUnavailableError without Babel."""
    try:
        from babel import dates as babel_dates
        from babel import lists, numbers, units
    except ImportError:
        raise FormatsUnavailableError("formats need Babel: install asok-i18n[babel]") from None
    locale = babel_locale(language)
    if name == "territory":
        return partial(_territory_name, locale)
    if name == "language":
        return partial(_language_name, locale)
    module = {
        **dict.fromkeys(("date", "time", "datetime", "timedelta"), babel_dates),
        **dict.fromkeys(("decimal", "percent", "currency"), numbers),
        "unit": units,
        "list": lists,
    }[name]
    return partial(getattr(module, f"format_{name}"), locale=locale)


def _territory_name(locale: "Locale", code: str) -> str:
    names = cast(Mapping[str, str], locale.territories)
    return names.get(code.upper(), code)


def _language_name(locale: "Locale", tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="_" if "_" in tag else "-").get_display_name(locale) or tag
    except (ValueError, UnknownLocaleError):
        return cast(Mapping[str, str], locale.languages).get(tag, tag)


@lru_cache(maxsize=1024)
def babel_locale(language: str) -> "Locale":
    """Babel's locale for a BCP 47 tag: its own, else that of its nearest parent, else English."""
    from babel import Locale, UnknownLocaleError

    tag = locales.canonical(language)
    exact = (language, str(tag), *locales.lineage(tag), tag.language) if tag else ()
    for name in exact:
        try:
            return Locale.parse(name, sep="_" if "_" in name else "-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")
