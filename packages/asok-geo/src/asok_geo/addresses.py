"""Addresses as numbers, and what an address that no row covers is."""

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from operator import index
from typing import NamedTuple, SupportsIndex

Address = str | SupportsIndex | IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MALFORMED = "malformed"
PRIVATE = "private"
RESERVED = "reserved"
UNKNOWN = "unknown"
NO_DATABASE = "no database"

# What IANA's special-purpose address registries (RFC 6890) keep out of public use, in order: private are
# private use, shared (RFC 6598), loopback and link-local; reserved is what else is not handed out,
# documentation and multicast included.
SPECIAL4 = (
    ("0.0.0.0", "0.255.255.255", RESERVED),
    ("10.0.0.0", "10.255.255.255", PRIVATE),
    ("100.64.0.0", "100.127.255.255", PRIVATE),
    ("127.0.0.0", "127.255.255.255", PRIVATE),
    ("169.254.0.0", "169.254.255.255", PRIVATE),
    ("172.16.0.0", "172.31.255.255", PRIVATE),
    ("192.0.0.0", "192.0.0.255", RESERVED),
    ("192.0.2.0", "192.0.2.255", RESERVED),
    ("192.88.99.0", "192.88.99.255", RESERVED),
    ("192.168.0.0", "192.168.255.255", PRIVATE),
    ("198.18.0.0", "198.19.255.255", RESERVED),
    ("198.51.100.0", "198.51.100.255", RESERVED),
    ("203.0.113.0", "203.0.113.255", RESERVED),
    ("224.0.0.0", "255.255.255.255", RESERVED),
)
SPECIAL6 = (
    ("::", "::", RESERVED),
    ("::1", "::1", PRIVATE),
    ("::2", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    # 2001::/23 is kept for protocols, but for what is used across networks: Teredo 2001::/32, AMT
    # 2001:3::/32, AS112 2001:4:112::/48, ORCHIDv2 2001:20::/28, DRIP 2001:30::/28.
    ("2001:1::", "2001:2:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("2001:4::", "2001:4:111:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("2001:4:113::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("2001:40::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("4000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", PRIVATE),
    ("fe00::", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
    ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", PRIVATE),
    ("fec0::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", RESERVED),
)

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

    An integer (an `int`, or numpy's) below 2**32 is an IPv4 address, as in the `-num` files.
    """
    if isinstance(address, bool):
        return None
    try:
        parsed = ipaddress.ip_address(
            address if isinstance(address, str | IPv4Address | IPv6Address) else index(address)
        )
    except (TypeError, ValueError):
        return None
    return Number(int(parsed), parsed.version == 6)


def embedded(value: int) -> int | None:
    """The IPv4 address inside an IPv4-mapped, NAT64 or 6to4 address; `None` for any other IPv6 address."""
    if value >> 32 in {MAPPED >> 32, NAT64 >> 32}:
        return value & LOW32
    if value >> 112 == SIX_TO_FOUR >> 112:
        return value >> 80 & LOW32
    return None


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
