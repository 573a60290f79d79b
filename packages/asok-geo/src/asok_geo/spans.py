"""Ranges of addresses, from text."""

from collections.abc import Sequence
from itertools import repeat
from operator import and_, le, or_
from socket import AF_INET, AF_INET6, inet_pton
from typing import NamedTuple

from asok_geo.addresses import LOW32, MAPPED

LAST_MAPPED = (MAPPED | LOW32).to_bytes(16, "big")
# The bits behind a prefix of so many digits, by the number of bytes of an address.
BEHIND = {size: {str(bits): (1 << size * 8 - bits) - 1 for bits in range(size * 8 + 1)} for size in (4, 16)}


class Spans(NamedTuple):
    """The ends of ranges of one family, as big-endian bytes: those sort as the numbers do."""

    firsts: list[bytes]
    lasts: list[bytes]


def spans(firsts: Sequence[str], lasts: Sequence[str]) -> Spans:
    """The ranges, if all are as they are mostly written; `OSError` or `ValueError` if `span` has to look."""
    pack = from_digits if firsts[0].isdecimal() else from_text
    packed = pack([*firsts, *lasts])
    lows, highs = packed[: len(firsts)], packed[len(firsts) :]
    if not all(map(le, lows, highs)) or may_be_mapped(lows):
        raise ValueError
    return Spans(lows, highs)


def networks(texts: Sequence[str]) -> Spans:
    """The ranges of networks, if all are as they are mostly written; else as `spans`, also `KeyError`."""
    bases, _, lengths = zip(*(text.partition("/") for text in texts), strict=True)
    lows = from_text(bases)
    size = len(lows[0])
    numbers, behind = list(map(int.from_bytes, lows)), list(map(BEHIND[size].__getitem__, lengths))
    if any(map(and_, numbers, behind)) or may_be_mapped(lows):
        raise ValueError
    return Spans(lows, [number.to_bytes(size, "big") for number in map(or_, numbers, behind)])


def may_be_mapped(lows: Sequence[bytes]) -> bool:
    """Whether some of the ranges may hold IPv4-mapped addresses, which `unmapped` has to look at."""
    return len(lows[0]) == 16 and min(lows) <= LAST_MAPPED


def from_text(texts: Sequence[str]) -> list[bytes]:
    return list(map(inet_pton, repeat(AF_INET6 if ":" in texts[0] else AF_INET), texts))


def from_digits(texts: Sequence[str]) -> list[bytes]:
    numbers = list(map(int, texts))
    highest = max(numbers)
    if not is_digits("".join(texts), len(texts)) or highest >> 128:
        raise ValueError
    return [number.to_bytes(4 if highest <= LOW32 else 16, "big") for number in numbers]


def span(first: str, last: str) -> tuple[int, int, int]:
    """A range's numbers and family. IP2Location's IPv6 files hold IPv4-mapped ranges."""
    (low, v6), (high, high6) = address(first), address(last)
    v6 = v6 or (high6 and is_digits(last))
    if v6 != high6:
        raise ValueError(f"{first} and {last} are not of one family")
    if high < low:
        raise ValueError(f"the range {first} to {last} is inverted")
    return unmapped(low, high, v6)


def network(text: str) -> tuple[int, int, int]:
    """The numbers and the family of a network like 192.0.2.0/24."""
    base, slash, length = text.strip().partition("/")
    low, v6 = address(base)
    bits = 128 if v6 else 32
    if not slash or not is_digits(length) or int(length) > bits:
        raise ValueError(f"{text[:80]!r} is no network")
    size = 1 << (bits - int(length))
    if low & (size - 1):
        raise ValueError(f"{text[:80]!r} has bits set behind its prefix")
    return unmapped(low, low + size - 1, v6)


def unmapped(low: int, high: int, v6: bool) -> tuple[int, int, int]:
    """A range's numbers and family: that of IPv4-mapped addresses is IPv4."""
    if v6 and low >> 32 == high >> 32 == MAPPED >> 32:
        return low & LOW32, high & LOW32, 4
    return low, high, 6 if v6 else 4


def address(text: str) -> tuple[int, bool]:
    """An address's number and whether it is IPv6. Raises `ValueError`."""
    text = text.strip()
    if is_digits(text):
        number = int(text)
        if number >> 128:
            raise ValueError(f"{text} is beyond all addresses")
        return number, number > LOW32
    v6 = ":" in text
    try:
        return int.from_bytes(inet_pton(AF_INET6 if v6 else AF_INET, text), "big"), v6
    except (OSError, ValueError):
        raise ValueError(f"{text[:80]!r} is no address") from None


def is_digits(text: str, count: int = 1) -> bool:
    """Whether a text is the digits of so many numbers, none with more than those of an address."""
    return text.isascii() and text.isdecimal() and len(text) < 40 * count
