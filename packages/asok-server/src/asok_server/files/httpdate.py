"""HTTP dates: the one form that is written, the three that are read."""

import re
from calendar import timegm
from datetime import UTC, datetime
from email.utils import formatdate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"[a-z]{{3}}, (?P<day>[0-9]{{2}}) (?P<month>[a-z]{{3}}) (?P<year>[0-9]{{4}}) {_TIME} GMT",
        rf"[a-z]{{6,9}}, (?P<day>[0-9]{{2}})-(?P<month>[a-z]{{3}})-(?P<year>[0-9]{{2}}) {_TIME} GMT",
        rf"[a-z]{{3}} (?P<month>[a-z]{{3}}) (?P<day>[0-9 ][0-9]) {_TIME} (?P<year>[0-9]{{4}})",
    )
)


def http_date(seconds: float) -> str:
    """Write seconds since 1970 in the form of RFC 9110 section 5.6.7: ``Sun, 06 Nov 1994 08:49:37 GMT``."""
    return formatdate(int(seconds), usegmt=True)


def parse_http_date(text: str) -> int | None:
    """Read an HTTP date in any of the three forms of RFC 9110 section 5.6.7, as seconds since 1970.

    Anything else is None. A year of two digits is the one nearest to now that is at most 50 years ahead.
    """
    found = next(filter(None, (form.fullmatch(text.strip(" \t")) for form in _FORMS)), None)
    if found is None or found["month"].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(found["month"].lower()) + 1
    day, hour, minute = int(found["day"]), int(found["hour"]), int(found["minute"])
    second = min(int(found["second"]), 59) if found["second"] == "60" else int(found["second"])
    try:
        moment = datetime(_full_year(found["year"]), month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return timegm(moment.timetuple())


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    latest = datetime.now(UTC).year + 50
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100
