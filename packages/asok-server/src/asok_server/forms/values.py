"""Texts to values and back, as HTML writes them: numbers, dates, times.

Every parser takes a text and returns the value or raises ValueError, whatever the text is. Only ASCII
digits count. Source: WHATWG HTML, "Common microsyntaxes".
"""

import math
import re
import unicodedata
from datetime import date, datetime, time
from enum import Enum
from typing import Any

LONGEST_NUMBER = 400
"""More characters than any finite double needs; a longer text is no number."""

NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"-?[0-9]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")

INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""The general categories of Unicode whose characters leave no mark by themselves."""

BOOLEANS = {
    **dict.fromkeys(("1", "true", "on", "yes"), True),
    **dict.fromkeys(("0", "false", "off", "no"), False),
}


def number(text: str) -> int | float:
    """Return an int for digits alone, else a float; infinite, too large and not-a-number are refused."""
    _match(NUMBER, text[: LONGEST_NUMBER + 1])
    if len(text) > LONGEST_NUMBER or not math.isfinite(value := float(text)):
        raise ValueError(text)
    return int(text) if INTEGER.fullmatch(text) else value


def integer(text: str) -> int:
    """Return the int that decimal digits write, with a minus sign or none, within the range of a double."""
    _match(INTEGER, text)
    return int(number(text))


def boolean(text: str) -> bool:
    """Return what 1, true, on, yes, 0, false, off or no mean, in any case."""
    value = BOOLEANS.get(text.lower())
    if value is None:
        raise ValueError(text)
    return value


def iso_date(text: str) -> date:
    """Return the date of ``YYYY-MM-DD``."""
    return date.fromisoformat(_match(DATE, text))


def iso_time(text: str) -> time:
    """Return the time of ``HH:MM``, ``HH:MM:SS`` or ``HH:MM:SS.mmm``."""
    return time.fromisoformat(_milliseconds(_match(TIME, text)))


def iso_datetime(text: str) -> datetime:
    """Return the naive local date and time of ``YYYY-MM-DDTHH:MM[:SS[.mmm]]`` (a space may replace the T)."""
    return datetime.combine(iso_date(text[:10]), iso_time(text[11:] if text[10:11] in {"T", " "} else ""))


def month(text: str) -> str:
    """Return ``YYYY-MM`` itself: Python has no type for a month."""
    if text.startswith("0000"):
        raise ValueError(text)
    return _match(MONTH, text)


def color(text: str) -> str:
    """Return ``#rrggbb`` in small letters."""
    return _match(COLOR, text).lower()


def as_date(value: Any) -> Any:
    """Return the day of a moment; any other value as it is."""
    return value.date() if isinstance(value, datetime) else value


def as_time(value: Any) -> Any:
    """Return the time of day of a moment; any other value as it is."""
    return value.time() if isinstance(value, datetime) else value


def as_datetime(value: Any) -> Any:
    """Return the moment at which a day begins; any other value as it is."""
    day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time()) if day else value


def as_month(value: Any) -> Any:
    """Return the month of a day or a moment, as :func:`month` does; any other value as it is."""
    return value.isoformat()[:7] if isinstance(value, date) else value


def written(value: Any) -> str:
    """Return the text that a control holds for a value: what the parsers above read."""
    match value:
        case None:
            return ""
        case Enum():
            return written(value.value)
        case datetime():
            return value.replace(tzinfo=None).isoformat(timespec=_precision(value))
        case time():
            return value.replace(tzinfo=None).isoformat(timespec=_precision(value))
        case date():
            return value.isoformat()
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def showable(text: str) -> str:
    """Return a text that HTML can hold: NUL and halves of surrogate pairs become U+FFFD."""
    return text if is_text(text) else re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def is_text(text: str) -> bool:
    """Tell whether HTML can hold a text: neither NUL nor half of a surrogate pair is in it."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_invisible(text: str) -> bool:
    """Tell whether a text is made of spaces, controls and zero-width characters alone (but no NUL)."""
    return "\0" not in text and all(unicodedata.category(character) in INVISIBLE for character in text)


def _match(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _milliseconds(text: str) -> str:
    """Python 3.11 reads three digits of a second or six, HTML allows one to three."""
    whole, dot, fraction = text.partition(".")
    return f"{whole}.{fraction:0<3}" if dot else whole


def _precision(value: datetime | time) -> str:
    if value.microsecond:
        return "milliseconds"
    return "seconds" if value.second else "minutes"
