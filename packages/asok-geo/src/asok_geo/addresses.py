"""Addresses as numbers, and what an address that no row covers is."""

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple

Address = str | int | IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MALFORMED = "malformed"
PRIVATE = "private"
RESERVED = "reserved"
UNKNOWN = "unknown"
NO_DATABASE = "no database"

MAPPED = 0xFFFF << 32  # ::ffff:0:0/96, RFC 4291 section 2.5.5.2
NAT64 = 0x64FF9B << 96  # 64:ff9b::/96, RFC 6052 section 2.1
SIX_TO_FOUR = 0x2002 << 112  # 2002::/16, RFC 3056 section 2
LOW32 = (1 << 32) - 1


class Number(NamedTuple):
    """An address to look up: its value, and whether it is an IPv6 address."""

    value: int
    v6: bool


def parse(address: Address) -> Number | None:
    """The number of an address, `None` if it is malformed. A zone (`fe80::1%eth0`) is left out.

    An `int` below 2**32 is an IPv4 address, as in the `-num` files.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return Number(int(parsed), parsed.version == 6)


def embedded(value: int) -> int | None:
    """The IPv4 address inside an IPv4-mapped, NAT64 or 6to4 address; `None` for any other IPv6 address."""
    if value >> 32 in {MAPPED >> 32, NAT64 >> 32}:
        return value & LOW32
    if value >> 112 == SIX_TO_FOUR >> 112:
        return value >> 80 & LOW32
    return None


def reason(value: int, v6: bool) -> str:
    """Why nothing is known of a well-formed address (IANA special-purpose address registries)."""
    address = IPv6Address(value) if v6 else IPv4Address(value)
    if any(address in network for network in (LOCAL6 if v6 else LOCAL4)):
        return PRIVATE
    return UNKNOWN if address.is_global and not address.is_multicast else RESERVED


def network_around(value: int, first: int, last: int, v6: bool) -> Network:
    """The largest network that holds the address and lies within first..last."""
    bits = 128 if v6 else 32
    length = bits - (first ^ last).bit_length()
    while True:
        size = 1 << (bits - length)
        start = value & -size
        if first <= start and start + size - 1 <= last:
            return IPv6Network((start, length)) if v6 else IPv4Network((start, length))
        length += 1


# Private use, shared (RFC 6598), loopback and link-local.
LOCAL4 = tuple(
    IPv4Network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
    )
)
LOCAL6 = tuple(IPv6Network(text) for text in ("fc00::/7", "fe80::/10", "::1/128"))
