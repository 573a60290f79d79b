"""What a worker needs for itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from asok_geo import GeoDB
from asok_geo.index import IndexFile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ROWS = 40_000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A file of different cities all over the addresses, from 20.0.0.0 in steps of 8192, with rows inside a /24."""
    path = tmp_path_factory.mktemp("memory") / "geo.csv"
    path.write_text(
        "".join(
            f"{(20 << 24) + n * 8192 + 64},{(20 << 24) + n * 8192 + 8191},Somewhere {n},FR,{n % 90},{n % 180}\n"
            for n in range(ROWS)
        )
    )
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
from ipaddress import IPv4Address
sys.path.insert(0, sys.argv[1])
from test_memory import ROWS, own_kilobytes
from asok_geo import GeoDB

db, chance = GeoDB.open(sys.argv[2]), random.Random(2)
own_kilobytes()
gc.freeze()
if os.fork() == 0:
    before = own_kilobytes()
    ips = (str(IPv4Address((20 << 24) + chance.randrange(ROWS * 8192))) for _ in range(100_000))
    found = sum(db.lookup(ip).city is not None for ip in ips)
    print(found, own_kilobytes() - before, flush=True)
    os._exit(0)
os.wait()
"""


def test_a_forked_worker_adds_less_than_10_mb_of_its_own_by_100_000_look_ups(path):
    """In a process of its own: a fork of a test run copies the run's objects whenever it counts a reference."""
    command = [sys.executable, "-c", SERVER, str(Path(__file__).parent), str(path)]
    found, kilobytes = map(int, subprocess.check_output(command, text=True).split())
    assert found > 90_000
    assert kilobytes <= 10 << 10


def test_opening_touches_less_than_a_megabyte(path):
    GeoDB.open(path)
    before = own_kilobytes()
    kept = [GeoDB.open(path) for _ in range(5)]
    assert (own_kilobytes() - before) / len(kept) < 1 << 10


def test_the_pages_are_not_kept_beside_what_they_say(path):
    db = GeoDB.open(path)
    pages = IndexFile(Path(db.metadata["index"])).section("v4.pages")
    table = db._results.snapshot.v4
    assert db.lookup("20.0.16.1").city == "Somewhere 0"
    assert any(pages.load_all())
    assert not any(table._pages.view)
