"""The Cookie header (RFC 6265bis, section 4.2), read as servers write it."""

import re

from .mappings import FrozenDict
from .wsgi import wsgi_text

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
ESCAPE = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))")
PREFIXES = ("__host-", "__secure-")


def parse_cookies(header: str, secure: bool = True) -> FrozenDict[str]:
    """The cookies of a Cookie header, as a dict that cannot be changed.

    `header` is a WSGI string. A pair without `=`, without a name or with a control character is dropped,
    alone. Of cookies with the same name the first, which is the one with the longest path, wins. A
    quoted value loses its quotes, its backslashes and its octal escapes (``\\073``); a percent escape is
    never undone. Names and values are UTF-8; what is not becomes U+FFFD. Unless `secure`, names that
    begin with ``__Host-`` or ``__Secure-`` are dropped: no browser sends those over plain http, so
    whoever did is not to be believed. Linear in time, never raises.
    """
    cookies: dict[str, str] = {}
    plain = header.isascii() and '"' not in header  # then it says what it means as it stands
    suspect = not header.isprintable()  # more is suspect than is wrong, but this is found out sooner
    for pair in header.split(";"):
        name, equals, value = pair.partition("=")
        name = name.strip(" \t")
        if not equals or not name or name in cookies:
            continue
        if (suspect and CONTROL.search(pair)) or not (secure or not name.lower().startswith(PREFIXES)):
            continue
        value = value.strip(" \t")
        if not plain:
            name, value = wsgi_text(name), wsgi_text(unquoted(value) if value[:1] == '"' else value)
        cookies.setdefault(name, value)
    return FrozenDict(cookies, "cookie")


def unquoted(value: str) -> str:
    if not QUOTED.fullmatch(value):
        return value
    inner = value[1:-1]
    return ESCAPE.sub(unescaped, inner) if "\\" in inner else inner


def unescaped(escape: re.Match[str]) -> str:
    octal, plain = escape.groups()
    return chr(int(octal, 8)) if octal else plain
