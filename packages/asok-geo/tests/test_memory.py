"""What a worker needs for itself."""

import re
import subprocess
import sys
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from asok_geo import GeoDB

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ROWS = 40_000
BASE = int(IPv6Address("2a00::"))


def rows4(n):
    """The first and the last address of row n: from 20.0.0.0 in steps of 8192, beginning inside a /24."""
    return IPv4Address((20 << 24) + n * 8192 + 64), IPv4Address((20 << 24) + n * 8192 + 8191)


def rows6(n):
    """The like: from 2a00:: in steps of a /28, beginning inside a /32."""
    return IPv6Address(BASE + (n << 100) + (1 << 80)), IPv6Address(BASE + (n << 100) + (1 << 96) - 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A file of different cities all over the addresses of both families."""
    path = tmp_path_factory.mktemp("memory") / "geo.csv"
    with path.open("w") as file:
        for rows in (rows4, rows6):
            for n in range(ROWS):
                first, last = rows(n)
                file.write(f"{first},{last},Somewhere {n},FR,{n % 90},{n % 180}\n")
    GeoDB.open(path)
    return path


def own_kilobytes():
    """What this process wrote and does not share: its private pages, but for memory that is mapped to be shared."""
    maps = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE)[
        1:
    ]
    return sum(
        int(re.search(r"Private_Dirty: +(\d+)", each)[1]) for each in maps if each.split()[1][3] != "s"
    )


SERVER = """
import gc, os, random, sys
sys.path.insert(0, sys.argv[1])
import test_memory
from test_memory import ROWS, own_kilobytes
from asok_geo import GeoDB

db, chance, rows = GeoDB.open(sys.argv[2]), random.Random(2), getattr(test_memory, sys.argv[3])
own_kilobytes()
gc.freeze()
if os.fork() == 0:
    before = own_kilobytes()
    ends = (rows(chance.randrange(ROWS)) for _ in range(100_000))
    ips = (str(first + chance.randrange(int(last) - int(first))) for first, last in ends)
    found = sum(db.lookup(ip).city is not None for ip in ips)
    print(found, own_kilobytes() - before, flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.parametrize("rows", ["rows4", "rows6"])
def test_a_forked_worker_adds_less_than_12_mb_of_its_own_by_100_000_look_ups(path, rows):
    """In a process of its own: a fork of a test run copies the run's objects whenever it counts a reference."""
    command = [sys.executable, "-c", SERVER, str(Path(__file__).parent), str(path), rows]
    found, kilobytes = map(int, subprocess.check_output(command, text=True).split())
    assert found == 100_000
    assert kilobytes <= 12 << 10


def test_opening_touches_less_than_a_megabyte(path):
    GeoDB.open(path)
    before = own_kilobytes()
    kept = [GeoDB.open(path) for _ in range(5)]
    assert (own_kilobytes() - before) / len(kept) < 1 << 10
