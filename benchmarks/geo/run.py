"""Building, memory and look-ups of asok-geo beside its peers, on the data that data.py fetched."""

import csv
import gc
import io
import os
import random
import re
import socket
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, ip_address
from pathlib import Path

import geoip2.database
import IP2Location
import maxminddb
from asok_geo import GeoDB

COUNT = 100_000
ROUNDS = 5


def main(folder: Path) -> None:
    city = folder / "city.csv"
    print(f"load average before: {os.getloadavg()[0]:.1f}")
    build(city)
    rows4, rows6 = agree(city)
    memory(city, rows4, rows6)
    lookups(folder, city, rows4, rows6)


def build(city: Path) -> None:
    """In a process of its own, for the peak."""
    city.with_name("city.csv.asokgeo").unlink(missing_ok=True)
    code = (
        "import resource, sys, time; from asok_geo import GeoDB; start = time.process_time()\n"
        "db = GeoDB.open(sys.argv[1]); used = time.process_time() - start; about = db.metadata\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(f\"{about['rows']:,} rows, {about['rows'] / used:,.0f} rows/CPU s, peak {peak:.0f} MB, \"\n"
        "      f\"index {about['index_size'] / 1e6:.0f} MB\")"
    )
    print("build: ", end="", flush=True)
    subprocess.run([sys.executable, "-c", code, city], check=True)


def agree(city: Path, count: int = 60_000) -> tuple[list[str], list[str]]:
    """Assert that addresses drawn from the CSV's rows get what their row says; the addresses, by family."""
    chance = random.Random(11)
    db = GeoDB.open(city)
    lines = db.metadata["rows"]
    chosen = set(chance.sample(range(lines), 2 * COUNT))
    found: tuple[list[str], list[str]] = [], []
    checked = 0
    with city.open(newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            if number not in chosen:
                continue
            first, last = ip_address(row[0]), ip_address(row[1])
            address = type(first)(chance.randint(int(first), int(last)))
            found[first.version == 6].append(str(address))
            stands_for_ipv4 = first.version == 6 and (address.sixtofour or address.ipv4_mapped)
            if checked < count and not stands_for_ipv4:
                location = db.lookup(str(address))
                said = (location.country_code, location.city, location.lat, location.lon, location.region)
                wanted = (row[2] or None, row[5] or None, float(row[7]), float(row[8]), row[3] or None)
                assert said == wanted, (address, said, wanted)
                checked += 1
    for addresses in found:
        chance.shuffle(addresses)
    print(f"agreement: {checked:,} of {checked:,} addresses")
    return found


def memory(city: Path, rows4: list[str], rows6: list[str]) -> None:
    GeoDB.open(city)
    times, kept, before = [], [], memory_of(shared=False)
    for _ in range(20):
        start = time.perf_counter()
        kept.append(GeoDB.open(city))
        times.append(time.perf_counter() - start)
    print(f"open: {min(times) * 1000:.2f} ms, {(memory_of(shared=False) - before) / 20:.2f} MB")
    for name, ips in (("random IPv4", anywhere(COUNT)), ("IPv4 drawn from rows", rows4), ("IPv6", rows6)):
        own, shared = worker(city, ips[:COUNT])
        print(f"a forked worker, {COUNT:,} look-ups, {name}: {own:.1f} MB of its own, {shared:.1f} MB shared")


def worker(city: Path, ips: list[str]) -> tuple[float, float]:
    """What look-ups add to a forked worker, in MB: its own memory, and what it shares with its like."""
    db = GeoDB.open(city)
    # What the parent has is not to be copied by counting references and by the collector's marks.
    text = "\n".join(ips).encode()
    gc.freeze()
    read, write = os.pipe()
    if os.fork() == 0:
        before = [(memory_of(shared=False), memory_of(shared=True)) for _ in range(2)][1]
        for line in io.BytesIO(text):
            db.lookup(line.rstrip().decode())
        os.write(
            write, f"{memory_of(shared=False) - before[0]} {memory_of(shared=True) - before[1]}".encode()
        )
        os._exit(0)
    os.wait()
    gc.unfreeze()
    own, shared = os.read(read, 100).split()
    return float(own), float(shared)


def memory_of(shared: bool) -> float:
    """MB that this process has written: memory that is mapped to be shared, or its own."""
    maps = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE)[
        1:
    ]
    kind = "Rss" if shared else "Private_Dirty"
    of_kind = (each for each in maps if (each.split()[1][3] == "s") == shared)
    return sum(int(re.search(rf"^{kind}: +(\d+)", each, re.MULTILINE)[1]) for each in of_kind) / 1024


def lookups(folder: Path, city: Path, rows4: list[str], rows6: list[str]) -> None:
    db = GeoDB.open(city)
    chance = random.Random(3)
    random4 = anywhere(COUNT)
    few = rows4[:1000]
    hot = [chance.choice(few) if chance.random() < 0.98 else chance.choice(random4) for _ in range(COUNT)]
    readers: dict[str, Callable[[list[str]], None]] = {
        "asok-geo, by key": by_key(db),
        "asok-geo, by attribute": by_attribute(db),
    }
    many = {"asok-geo lookup_many": at_once(db), "asok-geo columns": columns(db)}
    for name, ips, version in (
        ("random IPv4", random4, 4),
        ("IPv4 drawn from rows", rows4, 4),
        ("hot mix", hot, 4),
        ("IPv6 drawn from rows", rows6[:COUNT], 6),
    ):
        mmdb = folder / f"dbip-city-ipv{version}.mmdb"
        peers = {"maxminddb C": raw(maxminddb.open_database(mmdb, maxminddb.MODE_MMAP_EXT))}
        if name == "random IPv4":
            peers |= {"geoip2": objects(geoip2.database.Reader(mmdb)), "bisect": bisect(city), **geoip2fast()}
            peers["IP2Location"] = ip2location(folder / "city.BIN")
        report(name, readers | (many if version == 4 else {}) | peers, ips)


def report(name: str, readers: dict[str, Callable[[list[str]], None]], ips: list[str]) -> None:
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        for reader, run in readers.items():
            fresh = [ip.encode().decode() for ip in ips]
            start = time.process_time()
            run(fresh)
            best[reader] = min(best[reader], time.process_time() - start)
    print(f"\n{name:30}{'ns each':>10}{'speed / maxminddb C':>22}")
    for reader, seconds in best.items():
        print(f"  {reader:28}{seconds / len(ips) * 1e9:10.0f}{best['maxminddb C'] / seconds:22.2f}")


def by_key(db: GeoDB) -> Callable[[list[str]], None]:
    def run(ips: list[str]) -> None:
        lookup = db.lookup
        for ip in ips:
            location = lookup(ip)
            _ = location["city"], location["country_code"]

    return run


def by_attribute(db: GeoDB) -> Callable[[list[str]], None]:
    def run(ips: list[str]) -> None:
        lookup = db.lookup
        for ip in ips:
            location = lookup(ip)
            _ = location.city, location.country_code

    return run


def at_once(db: GeoDB) -> Callable[[list[str]], None]:
    def run(ips: list[str]) -> None:
        for location in db.lookup_many(ips):
            _ = location["city"], location["country_code"]

    return run


def columns(db: GeoDB) -> Callable[[list[str]], None]:
    def run(ips: list[str]) -> None:
        found = db.lookup_many(ips)
        for _ in zip(found.column("city"), found.column("country_code"), strict=True):
            pass

    return run


def raw(reader: maxminddb.Reader) -> Callable[[list[str]], None]:
    def run(ips: list[str]) -> None:
        get = reader.get
        for ip in ips:
            record = get(ip)
            if record:
                _ = record["city"], record["country_code"]

    return run


def objects(reader: geoip2.database.Reader) -> Callable[[list[str]], None]:
    """geoip2 knows only MaxMind's own records; its reader and its handling of addresses are measured."""

    def run(ips: list[str]) -> None:
        get = reader._db_reader.get
        for ip in ips:
            record = get(ip_address(ip))
            if record:
                _ = record["city"], record["country_code"]

    return run


def geoip2fast() -> dict[str, Callable[[list[str]], None]]:
    """On the country data that it brings along: less work than the others do."""
    from geoip2fast import GeoIP2Fast

    reader = GeoIP2Fast()

    def run(ips: list[str]) -> None:
        for ip in ips:
            record = reader.lookup(ip)
            _ = record.country_name, record.country_code

    return {"geoip2fast (countries)": run}


def ip2location(path: Path) -> Callable[[list[str]], None]:
    reader = IP2Location.IP2Location(path, "SHARED_MEMORY")

    def run(ips: list[str]) -> None:
        for ip in ips:
            record = reader.get_all(ip)
            _ = record.city, record.country_short

    return run


def bisect(city: Path) -> Callable[[list[str]], None]:
    """`ipaddress` and `bisect` over lists, as one writes it oneself."""
    starts, values = [], []
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows_of(city):
        starts.append(int.from_bytes(socket.inet_aton(row[0]), "big"))
        values.append(known.setdefault((row[5], row[2]), (row[5], row[2])))

    def run(ips: list[str]) -> None:
        for ip in ips:
            _, _ = values[bisect_right(starts, int(IPv4Address(ip))) - 1]

    return run


def rows_of(city: Path) -> Iterator[list[str]]:
    with city.open(newline="") as file:
        for row in csv.reader(file):
            if ":" in row[0]:
                return
            yield row


def anywhere(count: int) -> list[str]:
    chance = random.Random(5)
    return [str(IPv4Address(chance.getrandbits(32))) for _ in range(count)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
