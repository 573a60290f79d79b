"""Web origins: scheme, host and port, compared as browsers compare them (RFC 6454)."""

import re
from ipaddress import AddressValueError, IPv6Address
from typing import NamedTuple

# Exactly two slashes, no user information; ASCII, so that no letter outside it folds into one inside.
_AUTHORITY = r"(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::([0-9]{0,5}))?"
_ORIGIN = re.compile(rf"(https?)://{_AUTHORITY}", re.IGNORECASE | re.ASCII)
_URL = re.compile(rf"(https?)://{_AUTHORITY}(?=[/?#]|\Z)", re.IGNORECASE | re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """An origin in its one canonical form: lower case, the port always there, IPv6 compressed."""

    scheme: str
    host: str
    port: int


def parse_origin(text: str) -> Origin | None:
    """Read ``scheme://host[:port]`` and nothing more; None for anything else, ``null`` included."""
    return _canonical(_ORIGIN.fullmatch(text))


def origin_of(url: str) -> Origin | None:
    """Return the origin of an absolute http or https URL; None for every other text."""
    return _canonical(_URL.match(url))


def _canonical(match: re.Match[str] | None) -> Origin | None:
    if match is None:
        return None
    scheme, host, digits = match[1].lower(), match[2].lower(), match[3]
    port = int(digits) if digits else _DEFAULT_PORTS[scheme]
    if host.startswith("["):
        host = _compressed(host[1:-1])
    return Origin(scheme, host, port) if host and port < 65536 else None


def _compressed(address: str) -> str:
    try:
        return f"[{IPv6Address(address).compressed}]"
    except AddressValueError:
        return ""
