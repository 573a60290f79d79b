"""A new file while it is served."""

import contextlib
import gc
import os
import subprocess
import sys
import threading
import time
import warnings

import pytest
from asok_geo import GeoDB, GeoError, IndexWriteError, RowError, store


def text_of(version: int, rows: int = 300) -> str:
    return "".join(f"1.0.{n % 256}.{n // 256 * 128},1.0.{n % 256}.{n // 256 * 128 + 127},v{version},FR,1,2\n" for n in range(rows))  # fmt: skip


def replace(path, text):
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(path)


def wait_for(test, seconds=10.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if test():
            return True
        time.sleep(0.02)
    return False


def test_reload_serves_the_new_file(write):
    path = write(text_of(1))
    db = GeoDB.open(path)
    kept = db.lookup
    for _ in range(3):
        assert db.lookup("1.0.0.1").city == "v1"
    assert db.reload() is False
    replace(path, text_of(2))
    assert db.lookup("1.0.0.1").city == "v1"
    assert db.reload() is True
    assert db.lookup("1.0.0.1").city == kept("1.0.0.1").city == "v2"


def test_a_reload_that_a_signal_interrupts_with_another_one_ends_with_the_newest_file(write):
    path, versions = write(text_of(1)), []

    def progress(_):
        """As a handler would, for one may be called at any place."""
        if versions:
            replace(path, text_of(versions.pop()))
            assert db.reload() is False

    db = GeoDB.open(path, progress=progress)
    versions += [4, 3]
    replace(path, text_of(2))
    assert db.reload() is True
    assert db.lookup("1.0.0.1").city == "v4"
    assert db.reload() is False


def test_a_file_that_is_replaced_once_while_a_long_build_reads_it_is_read_again(write, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.0)  # every build is longer
    path, versions = write(text_of(1)), [2]

    def progress(_):
        if versions:
            replace(path, text_of(versions.pop()))

    assert GeoDB.open(path, progress=progress).lookup("1.0.0.1").city == "v2"


def test_a_location_keeps_to_the_file_that_it_is_from_whenever_it_is_read(write):
    path = write("network,city,country,lat,lon,region\n1.0.0.0/24,A,FR,1.5,2.5,X\n")
    db = GeoDB.open(path)
    before = [db.lookup("1.0.0.1"), db.lookup_many(["1.0.0.1"])[0]]
    replace(path, "network,city,country,lat,lon,region\n1.0.0.0/16,B,DE,3.5,4.5,Y\n")
    assert db.reload()
    path.with_name("geo.csv.asokgeo").write_bytes(b"")
    db.close()
    gc.collect()
    for location in before:
        assert (location.lat, location.lon, location["lat"]) == (1.5, 2.5, 1.5)
        assert (location.city, location.region, location["network"]) == ("A", "X", "1.0.0.0/24")


def test_a_new_file_of_the_same_size_is_noticed_at_once(write):
    path = write(text_of(1))
    db = GeoDB.open(path)
    for version in range(2, 9):
        path.write_text(text_of(version))
        assert db.reload()
        assert db.lookup("1.0.0.1").city == f"v{version}"


def test_a_new_file_of_the_same_size_is_noticed_where_the_file_system_knows_seconds_only(write):
    def write_in_a_second(version):
        path = write(text_of(version))
        os.utime(path, times=(int(path.stat().st_mtime),) * 2)
        return path

    db = GeoDB.open(write_in_a_second(1))
    write_in_a_second(2)
    assert db.reload()
    assert db.lookup("1.0.0.1").city == "v2"


def test_a_new_file_that_is_broken_changes_nothing(write):
    path = write(text_of(1))
    db = GeoDB.open(path)
    replace(path, text_of(2) + "1.0.0.9,1.0.0.1,x,FR,1,2\n")
    with pytest.raises(RowError):
        db.reload()
    assert db.lookup("1.0.0.1").city == "v1"
    path.unlink()
    with pytest.raises(GeoError):
        db.reload()
    assert db.lookup("1.0.0.1").city == "v1"


def test_a_watched_file_is_swapped_by_itself(write, caplog):
    path = write(text_of(1))
    with GeoDB.open(path, watch=0.02) as db:
        assert db.lookup("1.0.0.1").city == "v1"
        replace(path, text_of(2))
        assert wait_for(lambda: db.lookup("1.0.0.1").city == "v2")
        replace(path, "broken\n")
        assert wait_for(lambda: "stays as it was" in caplog.text)
        assert db.lookup("1.0.0.1").city == "v2"
        replace(path, text_of(3))
        assert wait_for(lambda: db.lookup("1.0.0.1").city == "v3")
    names = [thread.name for thread in threading.enumerate()]
    assert "asok-geo watch" not in names


def test_the_watch_ends_with_its_database(write):
    db = GeoDB.open(write(text_of(1)), watch=0.02)
    assert db.lookup("1.0.0.1").city == "v1"
    del db
    gc.collect()
    assert wait_for(lambda: "asok-geo watch" not in [thread.name for thread in threading.enumerate()])


def test_forked_workers_go_on_watching_and_no_warning_is_given(write):
    path = write(text_of(1))
    db = GeoDB.open(path, watch=0.02)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        child = os.fork()
    if child == 0:
        swapped = wait_for(lambda: db.lookup("1.0.0.1").city == "v2")
        os._exit(0 if swapped else 1)
    replace(path, text_of(2))
    assert wait_for(lambda: db.lookup("1.0.0.1").city == "v2")
    assert os.waitpid(child, 0)[1] == 0
    db.close()


def test_a_forked_worker_looks_up(write):
    db = GeoDB.open(write(text_of(1)))
    child = os.fork()
    if child == 0:
        os._exit(0 if db.lookup("1.0.0.1").city == "v1" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert db.lookup("1.0.0.1").city == "v1"


def test_threads_see_one_version_after_a_reload(write):
    path = write(text_of(1))
    db = GeoDB.open(path)
    least, wrong, stop = [1], [], threading.Event()

    def ask():
        while not stop.is_set():
            allowed = least[0]
            for n in range(0, 256, 16):
                version = int(db.lookup(f"1.0.{n}.1").city[1:])
                if version < allowed:
                    wrong.append((version, allowed))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for version in range(2, 12):
        replace(path, text_of(version, 256))
        db.reload()
        least[0] = version
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


WORKER = """
import sys
from asok_geo import GeoDB
db = GeoDB.open(sys.argv[1], watch=0.01)
print("ready", flush=True)
seen = set()
while True:
    for n in range(256):
        location = db.lookup(f"1.0.{n}.1")
        assert location.city is not None and location.city[0] == "v", location
        seen.add(location.city)
        assert location.country_code == "FR" and location.lat == 1
    assert db.lookup("9.9.9.9").reason == "unknown"
    if location.city == "v100":
        print(len(seen), flush=True)
        break
"""


def test_a_hundred_replacements_under_load_from_four_workers(write):
    path = write(text_of(0))
    workers = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", WORKER, path], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout.readline() == b"ready\n"
    index = path.with_name("geo.csv.asokgeo")
    for version in range(1, 101):
        if version % 3 == 0:
            path.write_text(text_of(version))
        elif version % 3 == 1:
            os.truncate(path, 1000)
            path.write_text(text_of(version))
        else:
            replace(path, text_of(version))
        if version % 7 == 0:
            with contextlib.suppress(FileNotFoundError):
                os.truncate(index, 50)
        if version % 11 == 0:
            index.write_bytes(b"not an index")
        if version % 13 == 0:
            index.unlink(missing_ok=True)
        time.sleep(0.03)
    for worker in workers:
        seen, _ = worker.communicate(timeout=60)
        assert worker.returncode == 0
        assert int(seen) > 1


def test_a_file_that_is_written_over_while_it_is_read_is_read_again_whatever_time_it_is_given(write):
    """As copying does that keeps modification times: size and time are those of the file before."""
    texts = [
        "".join(f"1.{n // 256}.{n % 256}.0,1.{n // 256}.{n % 256}.255,{city},FR,1,2\n" for n in range(9000))
        for city in ("old", "new")
    ]
    path = write(texts[0])
    os.utime(path, (1, 1))

    def write_over(_):
        if path.read_text() == texts[0]:
            path.write_text(texts[1])
            os.utime(path, (1, 1))

    for progress in (write_over, None):
        db = GeoDB.open(path, progress=progress)
        assert {db.lookup(f"1.{n // 256}.{n % 256}.1").city for n in range(0, 9000, 90)} == {"new"}


def no_thread_watches():
    return "asok-geo watch" not in [thread.name for thread in threading.enumerate()]


def test_a_watched_database_may_be_closed_by_several_threads_at_once(write, monkeypatch):
    db = GeoDB.open(write(text_of(1)), watch=10)
    real, others = threading.Event.set, [db.close]

    def set_while_another_closes(event):
        real(event)
        while others:
            others.pop()()

    monkeypatch.setattr(threading.Event, "set", set_while_another_closes)
    db.close()
    assert others == []
    assert no_thread_watches()


def test_a_database_that_is_closed_while_its_watch_begins_again_after_a_fork_is_watched_no_more(
    write, monkeypatch
):
    db = GeoDB.open(write(text_of(1)), watch=0.02)
    real, others = threading.Thread.start, [db.close]
    db._watch.pause()

    def start_while_another_closes(thread):
        while others:
            others.pop()()
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start_while_another_closes)
    db._watch.resume()
    assert others == []
    assert wait_for(no_thread_watches)


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 1e10])
def test_a_watch_that_is_no_number_of_seconds_is_an_error(write, seconds):
    with pytest.raises(ValueError, match="watch is a number of seconds"):
        GeoDB.open(write(text_of(1)), watch=seconds)


@pytest.mark.parametrize(
    "reason", [IndexWriteError("no space left"), MemoryError(), RuntimeError("unforeseen")]
)
def test_a_watched_file_that_could_not_be_served_for_want_of_something_is_tried_again(
    write, caplog, monkeypatch, reason
):
    path = write(text_of(1))
    with GeoDB.open(path, watch=0.02) as db:
        assert db.lookup("1.0.0.1").city == "v1"

        def build(*_, **__):
            raise reason

        with monkeypatch.context() as patched:
            patched.setattr(store, "build", build)
            replace(path, text_of(2))
            assert wait_for(lambda: caplog.text.count("stays as it was") > 2)
        assert wait_for(lambda: db.lookup("1.0.0.1").city == "v2")
        told = caplog.text.count("stays as it was")
        replace(path, "broken\n")
        assert wait_for(lambda: caplog.text.count("stays as it was") > told)
        time.sleep(0.2)
        assert caplog.text.count("stays as it was") == told + 1
