"""How fast look-ups are, on a database of one's own."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address

from asok_geo.database import GeoDB

COUNT = 100_000


def measure(db: GeoDB, count: int = COUNT) -> Iterator[tuple[str, float]]:
    """Look-ups per second of CPU time, for several kinds of traffic; two fields of each result are read."""
    chance = random.Random(1)
    anywhere = [str(IPv4Address(chance.getrandbits(32))) for _ in range(count)]
    anywhere6 = [str(IPv6Address(0x2 << 124 | chance.getrandbits(124))) for _ in range(count)]
    few = anywhere[:1000]
    yield "random IPv4", speed(one_by_one(db), anywhere)
    yield "random IPv6", speed(one_by_one(db), anywhere6)
    yield (
        "a thousand addresses again and again",
        speed(one_by_one(db), [chance.choice(few) for _ in range(count)]),
    )
    yield "random IPv4, lookup_many", speed(at_once(db), anywhere)


def one_by_one(db: GeoDB) -> Callable[[Sequence[str]], None]:
    def run(ips: Sequence[str]) -> None:
        lookup = db.lookup
        for ip in ips:
            location = lookup(ip)
            _ = location["city"], location["country_code"]

    return run


def at_once(db: GeoDB) -> Callable[[Sequence[str]], None]:
    def run(ips: Sequence[str]) -> None:
        for location in db.lookup_many(ips):
            _ = location["city"], location["country_code"]

    return run


def speed(run: Callable[[Sequence[str]], None], ips: Sequence[str]) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        # New strings each time, as they come from a socket.
        fresh = [ip.encode().decode() for ip in ips]
        start = time.process_time()
        run(fresh)
        best = min(best, time.process_time() - start)
    return len(ips) / max(best, 1e-9)
