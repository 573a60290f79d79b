"""Host names and ports (RFC 3986, section 3.2.2), and the list of those that are served."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(
    rf"(?P<name>(?=.{{1,254}}(?::|$)){LABEL}(?:\.{LABEL})*\.?|\[[0-9a-f:.]{{2,45}}\])(?::(?P<port>[0-9]{{0,5}}))?",
    re.ASCII,
)
DEFAULT_PORTS = {"http": 80, "https": 443}
# A name that ends in a number must be an IPv4 address (WHATWG URL, section 3.5).
ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$")


class Host(NamedTuple):
    """`name` in lower case, an IPv6 address in its brackets; `port` None where none was given."""

    name: str
    port: int | None

    def within(self, scheme: str) -> str:
        """``name:port``, the port only where it is not the scheme's own."""
        if self.port is None or self.port == DEFAULT_PORTS.get(scheme):
            return self.name
        return f"{self.name}:{self.port}"


def parse_host(value: str, default_port: str | None = None) -> Host | None:
    """The host and port of a Host header; None if it is malformed.

    `default_port` is what X-Forwarded-Port says: it counts where the host names none, and only if it is
    no scheme's own, since a proxy in front of another may say the port between the two.
    """
    match = HOST.fullmatch(value.lower()) if value.isascii() else None
    if not match:
        return None
    name, port = match["name"], int(match["port"]) if match["port"] else None
    if (port is not None and port > 65535) or not well_formed(name):
        return None
    if port is None and default_port:
        port = special_port(default_port)
    return Host(name, port)


def special_port(text: str) -> int | None:
    port = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return port if 0 < port < 65536 and port not in DEFAULT_PORTS.values() else None


def server_name(environ: Mapping[str, Any]) -> str:
    """The host of a request that names none, from the server's own name and port (PEP 3333).

    The usual port is left out: a proxy may have come to it with another scheme than the client's.
    """
    name, port = str(environ.get("SERVER_NAME", "")), str(environ.get("SERVER_PORT", ""))
    host = f"[{name}]" if ":" in name else name
    usual = DEFAULT_PORTS.get(environ.get("wsgi.url_scheme", "http"))
    return host if port == str(usual) else f"{host}:{port}"


def well_formed(name: str) -> bool:
    if name[0] != "[" and not ENDS_IN_NUMBER.search(name):
        return True
    from .addresses import parse_address

    address = parse_address(name.strip("[]").removesuffix("."))
    return address is not None and (name[0] == "[") == (":" in name)


class AllowedHosts:
    """`example.com` allows that name on every port, `example.com:8000` on that one, `.example.com` the
    domain and its subdomains, `*` everything; no entry at all allows everything too."""

    __slots__ = ("_domains", "_names")

    def __init__(self, entries: Iterable[str]) -> None:
        """Raises ValueError, naming the entry, when one is no host."""
        self._names: set[tuple[str, int | None]] = set()
        self._domains: list[tuple[str, int | None]] = []
        for entry in entries:
            self._add(entry)

    def _add(self, entry: str) -> None:
        if entry == "*":
            self._domains.append(("", None))
            return
        host = parse_host(entry.removeprefix("."))
        if host is None:
            raise ValueError(entry)
        name = host.name.removesuffix(".")
        self._names.add((name, host.port))
        if entry.startswith("."):
            self._domains.append(("." + name, host.port))

    def allow(self, host: Host, scheme: str) -> bool:
        """Whether `host` is served; a host without a port means the scheme's own."""
        if not self._names and not self._domains:
            return True
        name = host.name.removesuffix(".")
        ports = (None, host.port or DEFAULT_PORTS.get(scheme))
        if any((name, each) in self._names for each in ports):
            return True
        return any(name.endswith(domain) and each in ports for domain, each in self._domains)
