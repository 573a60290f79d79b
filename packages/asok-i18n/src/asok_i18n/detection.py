"""Which language a request asks for: `?lang=`, then the cookie, then Accept-Language, then the default."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from .negotiation import Negotiator, negotiator
from .patterns import Pattern

PARAMETER = "lang"
COOKIE = "asok_lang"
MOST_CHOICES = 8
_CHOICE = Pattern(r"[A-Za-z]{1,8}(?:[-_][A-Za-z\d]{1,8}){0,8}", re.ASCII)
_ESCAPED = Pattern(r"\\(?:([0-3][0-7]{2})|(.))")


def detect(
    query: str | None, cookie: str | None, header: str | None, available: Iterable[str], default: str
) -> str:
    """The language of a request, out of the raw query string, Cookie and Accept-Language headers.

    The first of `?lang=`, the cookie `asok_lang` and the header that leads to an available language
    wins, else the default. The answer is spelt as in `available` (or is `default`); paths, wildcards
    and junk lead nowhere. `_` equals `-`, case does not matter. Never raises. Of a parameter or cookie
    that is there many times the first eight are looked at.
    """
    languages = negotiator(available, default)
    return chosen(query, languages) or kept(cookie, languages) or languages.negotiate(header)


def chosen(query: str | None, languages: Negotiator) -> str | None:
    """The available language that a query string chooses, if any."""
    return _first(_parameters(query), languages) if query else None


def kept(cookie: str | None, languages: Negotiator) -> str | None:
    """The available language that a Cookie header has kept, if any."""
    return _first(_cookies(cookie), languages) if cookie else None


def _first(values: Iterator[str], languages: Negotiator) -> str | None:
    for value in islice(values, MOST_CHOICES):
        if _CHOICE.fullmatch(value) and (found := languages.choose(value)):
            return found
    return None


def _parameters(query: str) -> Iterator[str]:
    for pair in query.removeprefix("?").split("&"):
        name, _, value = pair.partition("=")
        if name == PARAMETER or ("%" in name and _decode(name) == PARAMETER):
            yield _decode(value)


def _decode(text: str) -> str:
    if "%" not in text and "+" not in text:
        return text
    # Costs milliseconds to import, and a language hardly ever needs it.
    from urllib.parse import unquote_plus

    return unquote_plus(text[:256], errors="replace")


def _cookies(cookie: str) -> Iterator[str]:
    for pair in cookie.split(";"):
        name, _, value = pair.partition("=")
        if name.strip() == COOKIE:
            value = value.strip()
            quoted = len(value) > 1 and value[0] == value[-1] == '"'
            yield _ESCAPED.sub(_unescaped, value[1:-1]) if quoted else value


def _unescaped(found: re.Match[str]) -> str:
    """A character behind a backslash, or by its octal code, as http.cookies writes what it must quote."""
    return chr(int(found[1], 8)) if found[1] else found[2]
