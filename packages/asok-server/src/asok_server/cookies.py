"""Cookies that are set: the Set-Cookie value, and signed values (RFC 6265)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from asok_server.errors import AsokError
from asok_server.files.httpdate import http_date

if TYPE_CHECKING:
    from itsdangerous import TimestampSigner

MAX_BYTES = 4096
SameSite = Literal["Lax", "Strict", "None"]

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PLAIN_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")
_DOMAIN = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?", re.IGNORECASE
)
_OCTETS = tuple(
    chr(octet) if _PLAIN_VALUE.fullmatch(chr(octet)) else f"\\{octet:03o}" for octet in range(256)
)


class CookieError(AsokError, ValueError):
    """A cookie that browsers would refuse or misread; the message says why."""


class CookieTooLargeError(CookieError):
    """A cookie of more than 4096 bytes, attributes included: browsers drop it without a word."""


class _Attributes(NamedTuple):
    path: str
    domain: str | None
    secure: bool
    httponly: bool
    samesite: str | None
    partitioned: bool


def set_cookie(
    name: str,
    value: str,
    *,
    max_age: int | timedelta | None = None,
    expires: datetime | float | None = None,
    path: str = "/",
    domain: str | None = None,
    secure: bool = False,
    httponly: bool = False,
    samesite: SameSite | None = "Lax",
    partitioned: bool = False,
) -> str:
    """Write the value of a ``Set-Cookie`` header.

    ``value`` is any text; what a cookie can't hold as it is, is quoted, with octal escapes of its UTF-8
    bytes. ``max_age`` is in seconds or a timedelta, ``expires`` a moment (UTC if it names no zone) or seconds
    since 1970; with neither the cookie lasts until the browser is closed.

    :raises CookieTooLargeError: more than 4096 bytes in all.
    :raises CookieError: a name that is no token (RFC 9110), a value that is no text, a lifetime that is no
        time, a path or domain that can't be one, or attributes that a browser refuses together:
        ``SameSite=None``, ``Partitioned``, ``__Secure-`` and ``__Host-`` need ``secure``; ``__Host-`` needs
        the path ``/`` and no domain.
    """
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise CookieError(f"a cookie's name is a token (letters, digits, !#$%&'*+-.^_`|~), not {name!r}")
    attributes = _Attributes(path, domain, secure, httponly, samesite, partitioned)
    _check_prefix(name, attributes)
    lifetime = (
        f"; Max-Age={_seconds(max_age)}" if max_age is not None else "",
        f"; Expires={_moment(expires)}" if expires is not None else "",
    )
    cookie = f"{name}={_written(value)}{''.join(lifetime)}{_tail(attributes)}"
    if len(cookie) > MAX_BYTES:
        raise CookieTooLargeError(
            f"the cookie {name!r} has {len(cookie)} bytes; browsers keep at most {MAX_BYTES}"
        )
    return cookie


def delete_cookie(
    name: str,
    *,
    path: str = "/",
    domain: str | None = None,
    secure: bool = False,
    httponly: bool = False,
    samesite: SameSite | None = "Lax",
    partitioned: bool = False,
) -> str:
    """Write the ``Set-Cookie`` value that makes a browser forget a cookie.

    ``path``, ``domain`` and ``partitioned`` have to be those it was set with; a ``__Host-`` or
    ``__Secure-`` cookie needs ``secure`` for this too.
    """
    return set_cookie(
        name,
        "",
        max_age=0,
        expires=0,
        path=path,
        domain=domain,
        secure=secure,
        httponly=httponly,
        samesite=samesite,
        partitioned=partitioned,
    )


def sign(name: str, value: str, keys: Sequence[str]) -> str:
    """Sign a cookie's value with the first key; the signature holds for a cookie of this name only."""
    if not isinstance(value, str):
        raise CookieError(f"a cookie's value is text, not {type(value).__name__}")
    try:
        return _signer(name, keys).sign(value).decode()
    except UnicodeEncodeError:
        raise CookieError(f"the value of the cookie {name!r} can't be written as UTF-8") from None


def unsign(name: str, signed: str, keys: Sequence[str], max_age: int | None = None) -> str | None:
    """Return the value that was signed under this name with any of the keys; None for everything else.

    ``max_age`` is the greatest age in seconds: an older signature, or one from the future, counts as none.
    """
    from itsdangerous import BadData

    try:
        return _signer(name, keys).unsign(signed, max_age).decode()
    except (BadData, ValueError):
        return None


def _signer(name: str, keys: Sequence[str]) -> "TimestampSigner":
    from itsdangerous import TimestampSigner  # only a page that signs its own cookies needs it

    return TimestampSigner(
        list(reversed(keys)), salt=f"asok.cookie.{name}", key_derivation="hmac", digest_method=sha256
    )


def _written(value: object) -> str:
    if not isinstance(value, str):
        raise CookieError(f"a cookie's value is text, not {type(value).__name__}")
    if _PLAIN_VALUE.fullmatch(value):
        return value
    try:
        octets = value.encode()
    except UnicodeEncodeError:
        raise CookieError(f"the cookie value {value!r} can't be written as UTF-8") from None
    return f'"{"".join([_OCTETS[octet] for octet in octets])}"'


def _seconds(max_age: object) -> int:
    if isinstance(max_age, timedelta):
        return int(max_age.total_seconds())
    if not isinstance(max_age, int | float):
        raise CookieError(f"max_age is a number of seconds or a timedelta, not {max_age!r}")
    return int(max_age)


def _moment(expires: object) -> str:
    if isinstance(expires, datetime):
        expires = (expires if expires.tzinfo else expires.replace(tzinfo=UTC)).timestamp()
    if not isinstance(expires, int | float):
        raise CookieError(f"expires is a datetime or the seconds since 1970, not {expires!r}")
    return http_date(expires)


@lru_cache(maxsize=256)  # a site's cookies have few
def _tail(attributes: _Attributes) -> str:
    parts = (
        f"; Path={_path(attributes.path)}",
        f"; Domain={_domain(attributes.domain)}" if attributes.domain else "",
        "; Secure" if attributes.secure else "",
        "; HttpOnly" if attributes.httponly else "",
        f"; SameSite={_samesite(attributes)}" if attributes.samesite else "",
        "; Partitioned" if _partitioned(attributes) else "",
    )
    return "".join(parts)


def _path(path: str) -> str:
    if not (isinstance(path, str) and path.startswith("/")):
        raise CookieError(f"a cookie's path begins with a slash, unlike {path!r}")
    try:
        return quote(path, safe="/%!$&'()*+,=:@~")
    except UnicodeEncodeError:
        raise CookieError(f"a cookie's path can't be {path!r}") from None


def _domain(domain: str) -> str:
    if not isinstance(domain, str):
        raise CookieError(f"a cookie's domain is a host name, not {domain!r}")
    try:
        ascii_name = domain.removeprefix(".").encode("idna").decode()
    except UnicodeError:
        ascii_name = ""
    if not _DOMAIN.fullmatch(ascii_name):
        raise CookieError(f"a cookie's domain is a host name without a port, not {domain!r}")
    return ascii_name


def _samesite(attributes: _Attributes) -> str:
    spelled = str(attributes.samesite).capitalize()
    if spelled not in ("Lax", "Strict", "None"):
        raise CookieError(f"SameSite is 'Lax', 'Strict' or 'None', not {attributes.samesite!r}")
    if spelled == "None" and not attributes.secure:
        raise CookieError("browsers refuse SameSite=None without Secure")
    return spelled


def _partitioned(attributes: _Attributes) -> bool:
    if attributes.partitioned and not attributes.secure:
        raise CookieError("browsers refuse Partitioned without Secure")
    return attributes.partitioned


def _check_prefix(name: str, attributes: _Attributes) -> None:
    """Hold a name to what its prefix promises (RFC 6265bis section 4.1.3), whatever its case."""
    lowered = name.lower()
    if lowered.startswith(("__secure-", "__host-")) and not attributes.secure:
        raise CookieError(f"a cookie called {name!r} has to be Secure")
    if lowered.startswith("__host-") and (attributes.path != "/" or attributes.domain):
        raise CookieError(f"a cookie called {name!r} has the path '/' and no domain")
