"""The index file: built once, never trusted."""

import errno
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from asok_geo import GeoDB, GeoError, IndexDamagedError, IndexWriteError, SourceError
from asok_geo.index import FORMAT, IndexFile
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "".join(
    f"1.{n // 256}.{n % 256}.0,1.{n // 256}.{n % 256}.255,city {n},FR,{n % 90},2\n" for n in range(5000)
)


def index_of(path: Path) -> Path:
    return path.with_name(path.name + ".asokgeo")


def test_the_index_is_built_once_beside_the_file(write):
    path = write(TEXT)
    GeoDB.open(path)
    before = index_of(path).stat()
    GeoDB.open(path)
    assert index_of(path).stat().st_ino == before.st_ino
    assert {each.name for each in path.parent.iterdir()} == {
        "geo.csv",
        "geo.csv.asokgeo",
        "geo.csv.asokgeo.lock",
    }


def test_the_index_may_be_kept_elsewhere(write, tmp_path):
    path = write(TEXT, "data/geo.csv")
    other = write("1.1.1.0,1.1.1.255,Other,FR,1,2\n", "other/geo.csv")
    cache = tmp_path / "cache"
    for each, city in ((path, "city 257"), (other, "Other")):
        assert GeoDB.open(each, cache_dir=cache).lookup("1.1.1.1").city == city
    assert [each.name for each in path.parent.iterdir()] == ["geo.csv"]
    assert len(list(cache.glob("*.asokgeo"))) == 2


def test_a_process_may_change_its_folder(write, tmp_path, monkeypatch):
    path = write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n", "data/geo.csv")
    monkeypatch.chdir(tmp_path)
    databases = [GeoDB.open("data/geo.csv"), GeoDB.open("data/geo.csv", cache_dir="cache")]
    monkeypatch.chdir("/")
    path.write_text("1.0.0.0,1.0.0.255,Nice,FR,1,2\n")
    for db in databases:
        assert db.reload()
        assert db.lookup("1.0.0.1").city == pickle.loads(pickle.dumps(db)).lookup("1.0.0.1").city == "Nice"
    assert len(list((tmp_path / "cache").glob("*.asokgeo"))) == 1


def test_a_changed_file_gets_a_new_index(write):
    path = write(TEXT)
    assert GeoDB.open(path).lookup("1.0.0.1").city == "city 0"
    write(TEXT.replace("city 0,", "CITY 0,"))
    assert GeoDB.open(path).lookup("1.0.0.1").city == "CITY 0"


def test_an_index_of_another_version_is_built_anew(write):
    path = write(TEXT)
    GeoDB.open(path)
    data = bytearray(index_of(path).read_bytes())
    data[8:12] = (FORMAT + 1).to_bytes(4, "little")
    index_of(path).write_bytes(data)
    assert GeoDB.open(path).lookup("1.0.0.1").city == "city 0"
    assert index_of(path).read_bytes()[8] == FORMAT


@pytest.mark.parametrize("options", [{}, {"skip_bad_rows": True}])
@pytest.mark.parametrize("text", [TEXT, "9.0.0.0,9.0.0.255,Out of order,FR,1,2\n" + TEXT])
def test_a_disk_that_is_full_while_rows_are_read_is_no_bad_row(write, monkeypatch, options, text):
    """And not tried again: what was written before would be there twice, and places would be wrong."""

    class Full:
        def __init__(self, **options):
            self.file = TemporaryFile(**options)  # noqa: SIM115

        def write(self, data):
            if not failed:
                failed.append(data)
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(data)

        def __getattr__(self, name):
            return getattr(self.file, name)

    failed = []
    monkeypatch.setattr("asok_geo.overlap.PIECE", 1000)
    monkeypatch.setattr("tempfile.TemporaryFile", Full)
    with pytest.raises(IndexWriteError, match=r"geo\.csv\.asokgeo: cannot be written: .*No space left"):
        GeoDB.open(write(text), **options)


def test_a_folder_that_cannot_be_written_to_is_a_named_error(write, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexWriteError, match="cache_dir"):
        GeoDB.open(write(TEXT), cache_dir=tmp_path / "file" / "cache")


@pytest.mark.parametrize(
    ("number", "advice"), [(errno.ENOLCK, "cache_dir"), (errno.EINTR, None)], ids=["no locks", "interrupted"]
)
def test_a_folder_whose_files_cannot_be_locked_is_a_named_error(write, monkeypatch, number, advice):
    def flock(fd, operation):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(IndexWriteError, match=os.strerror(number)) as raised:
        GeoDB.open(write(TEXT))
    assert ("cache_dir" in str(raised.value)) == bool(advice)


def test_the_lock_file_of_another_user_is_no_obstacle_in_a_folder_that_can_be_written_to(write, monkeypatch):
    path = write(TEXT)
    GeoDB.open(path)
    os.utime(path, (1, 1))
    real = os.open

    def open_what_is_ones_own(name, flags, *mode, **options):
        if str(name).endswith(".lock") and flags & os.O_ACCMODE != os.O_RDONLY:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
        return real(name, flags, *mode, **options)

    monkeypatch.setattr(os, "open", open_what_is_ones_own)
    assert right(GeoDB.open(path))
    other = write(TEXT, "other.csv")
    with pytest.raises(IndexWriteError, match="Permission denied"):
        GeoDB.open(other)


CROWDED = """
import resource, sys
from asok_geo import GeoDB, IndexWriteError

limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
try:
    GeoDB.open(sys.argv[1])
except IndexWriteError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [3, 10])
def test_too_many_open_files_are_no_fault_of_the_folder(write, limit):
    path = write(TEXT)
    done = subprocess.run(
        [sys.executable, "-c", CROWDED, path, str(limit)], capture_output=True, text=True, check=True
    )
    assert "Too many open files" in done.stdout
    assert "(ulimit -n)" in done.stdout
    assert "cache_dir" not in done.stdout


def test_twenty_workers_that_start_at_once_build_it_once(write):
    path = write(TEXT)
    code = (
        "import sys, os\nfrom asok_geo import GeoDB\nfrom asok_geo import store\n"
        "def build(*a, **k):\n    print('built', flush=True); real(*a, **k)\n"
        "real, store.build = store.build, build\nsys.stdin.read()\n"
        "assert GeoDB.open(sys.argv[1]).lookup('1.0.0.1').city == 'city 0'\n"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(20)
    ]
    for worker in workers:
        worker.stdin.close()
    said = b""
    for worker in workers:
        said += worker.stdout.read()
        worker.stdout.close()
        assert worker.wait(60) == 0
    assert said.split() == [b"built"]


def test_threads_that_open_at_once_build_it_once(write, monkeypatch):
    path = write(TEXT)
    from asok_geo import store

    builds = []
    real = store.build
    monkeypatch.setattr(store, "build", lambda *a, **k: (builds.append(1), real(*a, **k)))
    threads = [threading.Thread(target=GeoDB.open, args=(path,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert builds == [1]


def right(db: GeoDB) -> bool:
    numbers = (0, 1, 1000, 4999)
    return [db.lookup(f"1.{n // 256}.{n % 256}.9").city for n in numbers] == [f"city {n}" for n in numbers]


@pytest.mark.parametrize("size", [0, 1, 7, 30, 500, 4096, 20_000, 60_000])
@pytest.mark.parametrize("read_before", [False, True])
def test_an_index_cut_short_while_it_is_open_changes_no_answer(write, size, read_before):
    path = write(TEXT)
    db = GeoDB.open(path)
    if read_before:
        assert right(db)
    os.truncate(index_of(path), size)
    assert right(db)
    assert right(GeoDB.open(path))


@pytest.fixture
def used_by_another_worker(write):
    """A database whose rows were read, by a forked worker of which this one shares the memory, and its path."""
    path = write(
        "".join(f"1.{n // 256}.{n % 256}.0,1.{n // 256}.{n % 256}.255,A,FR,1,2\n" for n in range(40000))
    )
    db = GeoDB.open(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if child == 0:
        for cell in range(160):
            db.lookup(f"1.{cell}.0.1")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert db.lookup("1.0.0.1").city == db.lookup("1.0.0.2").city == "A"
    return db, path


def test_what_a_location_says_does_not_change_when_the_index_is_cut_short_before_it_is_read(
    used_by_another_worker,
):
    db, path = used_by_another_worker
    locations = [db.lookup(f"1.{n}.7.1") for n in range(0, 160, 20)]
    os.truncate(index_of(path), 5000)
    assert [each["network"] for each in locations] == [f"1.{n}.7.0/24" for n in range(0, 160, 20)]
    assert db.lookup("1.150.9.1").copy()["network"] == "1.150.9.0/24"


def test_a_location_of_a_damaged_index_whose_file_is_another_one_says_so(used_by_another_worker):
    db, path = used_by_another_worker
    location = db.lookup("1.150.7.1")
    path.write_text("1.0.0.0,2.255.255.255,B,FR,1,2\n")
    os.truncate(index_of(path), 5000)
    for _ in range(2):
        with pytest.raises(IndexDamagedError, match="another one by now"):
            location.network  # noqa: B018
    assert db.reload()
    assert str(db.lookup("1.150.7.1").network) == "1.0.0.0/8"


def test_an_index_that_cannot_be_read_any_more_is_opened_anew(write, monkeypatch):
    """As one on a network file system that was replaced elsewhere."""
    db = GeoDB.open(write(TEXT))
    lost, real = db._results.snapshot.index.handle.fd, os.pread

    def pread(fd, size, offset):
        if fd == lost:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return real(fd, size, offset)

    monkeypatch.setattr(os, "pread", pread)
    assert right(db)


def test_an_index_and_a_source_cut_short_are_a_named_error_at_worst(write):
    path = write(TEXT)
    db = GeoDB.open(path)
    assert right(db)
    fresh = GeoDB.open(path)
    os.truncate(index_of(path), 100)
    os.truncate(path, 0)
    assert right(db)
    with pytest.raises(SourceError):
        fresh.lookup("1.0.0.1")
    path.write_text(TEXT)
    assert right(fresh)


@pytest.fixture(scope="module")
def intact(tmp_path_factory):
    path = tmp_path_factory.mktemp("intact") / "geo.csv"
    path.write_text(TEXT)
    GeoDB.open(path)
    return path, index_of(path).read_bytes()


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_a_damaged_index_is_built_anew(intact, data):
    path, whole = intact
    damaged = bytearray(whole)
    if data.draw(st.booleans(), "cut"):
        del damaged[data.draw(st.integers(0, len(damaged) - 1), "at") :]
    for _ in range(data.draw(st.integers(0, 5), "changes")):
        if damaged:
            near = data.draw(st.integers(0, min(len(damaged), 3000) - 1) | st.integers(0, len(damaged) - 1))
            damaged[near] = data.draw(st.integers(0, 255))
    index_of(path).write_bytes(damaged)
    assert right(GeoDB.open(path))


@settings(deadline=None, max_examples=100)
@given(junk=st.binary(max_size=400))
def test_a_foreign_file_in_the_place_of_the_index_is_a_named_error(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("junk") / "x.asokgeo"
    for text in (junk, b"ASOKGEO\0" + junk, b"ASOKGEO\0" + FORMAT.to_bytes(4, "little") + junk):
        path.write_bytes(text)
        with pytest.raises(IndexDamagedError):
            IndexFile(path)


def test_every_byte_that_is_read_was_checked(intact):
    """Each byte of the sections flipped, one after the other: the right answer or a new index, never a wrong one."""
    path, whole = intact
    chance = random.Random(4)
    for place in chance.sample(range(len(whole)), 60):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        index_of(path).write_bytes(damaged)
        assert right(GeoDB.open(path)), place


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_csv_is_a_named_error_at_worst(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("csv") / "geo.csv"
    text = bytearray(
        ("first,last,city,country,lat,lon\n" * data.draw(st.integers(0, 1)) + TEXT[:2000]).encode()
    )
    for _ in range(data.draw(st.integers(0, 20))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 4))] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"\0", b"\r"])
        )
    path.write_bytes(text)
    os.utime(path, (1, 1))  # nobody is writing to it any more
    for skip in (False, True):
        try:
            with GeoDB.open(path, skip_bad_rows=skip) as db:
                db.lookup("1.0.0.1")
        except GeoError as error:
            problem = str(error)
        else:
            problem = str(path)
        assert str(path) in problem


def test_numbers_are_little_endian_wherever_it_was_built(intact):
    path, whole = intact
    index_of(path).write_bytes(whole)
    index = IndexFile(index_of(path))
    _, offset, items, _ = index.head.sections["v4.cells"]
    cells = [int.from_bytes(whole[offset + 4 * n : offset + 4 * n + 4], "little") for n in range(items)]
    assert cells == sorted(cells)
    assert 0x0100 in cells
    head = json.loads(whole[24 : 24 + int.from_bytes(whole[12:16], "little")])
    assert head["rows"] == {"v4": 5000, "v6": 0}


def test_a_big_endian_machine_reads_the_same_numbers(monkeypatch):
    from array import array

    from asok_geo import sections

    little = sections.native(array("I", [1, 2]).tobytes(), "I")
    monkeypatch.setattr("sys.byteorder", "big" if sys.byteorder == "little" else "little")
    swapped = array("I", [1, 2])
    swapped.byteswap()
    assert sections.native(little, "I") == swapped.tobytes()


def test_records_of_any_length_are_whole_in_whatever_order_they_are_read(write):
    """Records that fill blocks to the last byte, end beside their ends, or are longer than a block."""
    chance = random.Random(9)
    lengths = [
        chance.choice([5, 300, 4000, 16_340, 16_361, 16_362, 16_363, 40_000, 65_000]) for _ in range(60)
    ]
    cities = [f"{n:02}" + "é" * (length // 2) for n, length in enumerate(lengths)]
    text = "".join(f"1.0.{n}.0,1.0.{n}.255,{city},FR,1,2\n" for n, city in enumerate(cities))
    path = write(text)
    for seed in range(8):
        with GeoDB.open(path) as db:
            order = random.Random(seed).sample(range(60), 60)
            assert [db.lookup(f"1.0.{n}.1").city for n in order] == [cities[n] for n in order]


FULL = """
import resource, sys
from asok_geo import GeoDB, IndexWriteError

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    GeoDB.open(sys.argv[1], skip_bad_rows=sys.argv[2] == "skip")
except IndexWriteError as error:
    print(error)
"""


@pytest.mark.parametrize("bad_rows", ["skip", "tell"])
@pytest.mark.parametrize("order", ["in order", "in any order"])
def test_rows_that_cannot_be_written_down_are_no_bad_rows_and_no_bad_file(write, bad_rows, order):
    """So it is with a full disk; here a limit of the process stands for one."""
    lines = [
        f"1.{n // 256}.{n % 256}.0,1.{n // 256}.{n % 256}.255,the city {n},FR,1,2\n" for n in range(9000)
    ]
    if order != "in order":
        random.Random(1).shuffle(lines)
    path = write("".join(lines))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FULL, str(path), bad_rows],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(f"{index_of(path)}: cannot be written: "), done.stderr
    assert "Errno 27" in done.stdout
    assert not done.stderr
    assert not index_of(path).exists()


STOPPING = """
import os, signal, sys
from asok_geo import GeoDB
GeoDB.open(sys.argv[1], progress=lambda _: os.kill(os.getpid(), int(sys.argv[2])))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_killed_builder_left_is_removed_by_the_next_one(write, number):
    path = write(TEXT)
    killed = subprocess.run([sys.executable, "-c", STOPPING, path, str(int(number))], check=False)
    assert killed.returncode == -number
    assert any(each.is_dir() for each in path.parent.iterdir())
    assert right(GeoDB.open(path))
    assert {each.name for each in path.parent.iterdir()} == {
        "geo.csv",
        "geo.csv.asokgeo",
        "geo.csv.asokgeo.lock",
    }


def test_a_builder_whose_lock_was_deleted_is_not_taken_for_a_killed_one(write):
    path = write(TEXT)
    lock = path.with_name("geo.csv.asokgeo.lock")

    def progress(_):
        lock.unlink(missing_ok=True)
        assert right(GeoDB.open(path))

    assert right(GeoDB.open(path, progress=progress))
