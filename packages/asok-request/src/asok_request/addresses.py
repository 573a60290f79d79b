"""IP addresses as proxies write them."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Brackets and port as in Forwarded (RFC 7239, section 6), whose port may be obfuscated ("_x").
NODE = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<v4>[0-9.]+))(?::(?P<port>[0-9]{1,5}|_[A-Za-z0-9._-]+))?"
    r"|(?P<bare>[0-9A-Fa-f:.]+)"
)


def parse_address(text: str) -> Address | None:
    """An address without brackets, port or zone; one of IPv4 mapped into IPv6 is the IPv4 one."""
    try:
        address = ip_address(text) if "%" not in text else None
    except ValueError:
        return None
    return unmapped(address) if address else None


def parse_node(text: str) -> Address | None:
    """An address as a hop of X-Forwarded-For or Forwarded: brackets and port allowed, None if malformed."""
    match = NODE.fullmatch(text)
    if not match:
        return None
    port = match["port"] or "0"
    if port[0] != "_" and int(port) > 65535:
        return None
    address = parse_address(match["v6"] or match["v4"] or match["bare"])
    if match["v6"] and ":" not in match["v6"]:
        return None
    return address


def unmapped(address: Address) -> Address:
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def canonical(text: str) -> str:
    """The peer's address in its usual spelling; text that is no address (a socket's path) as it is."""
    address, _, _zone = text.partition("%")
    return str(parse_address(address) or text)


class Proxies:
    """Who may say for whom a request is made: networks, any peer at all, or a number of hops."""

    __slots__ = ("any_peer", "hops", "networks")

    def __init__(self, entries: Iterable[object] | int) -> None:
        """Raises ValueError, naming the entry, when one is neither a network nor ``*``."""
        if isinstance(entries, int) and entries < 0:
            raise ValueError(str(entries))
        self.hops = entries if isinstance(entries, int) else 0
        listed = [] if isinstance(entries, int) else list(entries)
        self.any_peer = bool(self.hops) or "*" in listed
        self.networks = tuple(network(entry) for entry in listed if entry != "*")

    def __bool__(self) -> bool:
        return self.any_peer or bool(self.networks)

    def trust_peer(self, address: Address | None) -> bool:
        """Whether the one who is connected to us is a proxy; its address is None on a Unix socket."""
        return self.any_peer or self.trust(address)

    def trust(self, address: Address | None) -> bool:
        """Whether an address is in one of the networks."""
        return address is not None and any(address in each for each in self.networks)


def network(entry: object) -> Network:
    if not isinstance(entry, str | IPv4Address | IPv6Address | IPv4Network | IPv6Network):
        raise ValueError(str(entry))
    try:
        found = ip_network(entry, strict=False)
    except ValueError:
        raise ValueError(str(entry)) from None
    mapped = unmapped(found.network_address)
    if isinstance(mapped, IPv4Address) and found.version == 6 and found.prefixlen >= 96:
        return IPv4Network((mapped, found.prefixlen - 96))
    return found
