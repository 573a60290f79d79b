"""Rule 2, session: a copied cookie is dead after logout, in every worker."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asok_server.sessions import SessionError, make_store
from asok_server.sessions.logouts import Logouts

KEY = "a-key-for-tests-of-logouts-0123456789"


def store_in(folder: Path):
    return make_store(keys=[KEY], lifetime=1000, folder=folder)


def logged_in(store) -> str:
    session = store.open(None)
    session.login("42")
    return store.save(session)


def log_out(store, cookie: str) -> None:
    session = store.open(cookie)
    session.logout()
    assert store.save(session) == ""


# Another process: says that it runs, waits, logs its cookies out, and counts who was and is logged in.
WORKER = f"""
import sys
from pathlib import Path
from asok_server.sessions import make_store
store = make_store(keys=[{KEY!r}], lifetime=1000, folder=Path(sys.argv[1]))
cookies = sys.argv[2:]
before = sum(store.open(cookie).user_id == "42" for cookie in cookies)
print("ready", flush=True)
sys.stdin.readline()
for cookie in cookies:
    session = store.open(cookie)
    session.logout()
    assert store.save(session) == ""
print(before, sum(store.open(cookie).user_id == "42" for cookie in cookies))
"""


def test_workers_that_log_out_at_once_end_every_login_everywhere(tmp_path):
    store = store_in(tmp_path)
    cookies = [logged_in(store) for _ in range(40)]
    command = [sys.executable, "-c", WORKER, tmp_path]
    workers = [
        subprocess.Popen(
            [*command, *cookies[n * 10 : n * 10 + 10]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert [worker.communicate(timeout=60)[0] for worker in workers] == ["10 0\n"] * 4
    assert all(store.open(cookie).user_id is None for cookie in cookies)


def test_a_worker_that_has_looked_before_sees_a_later_logout(tmp_path):
    one, two = store_in(tmp_path), store_in(tmp_path)
    for _ in range(3):
        cookie = logged_in(one)
        assert two.open(cookie).user_id == "42"
        log_out(one, cookie)
        assert two.open(cookie).user_id is None


def test_a_forked_worker_opens_the_table_anew(tmp_path):
    store = store_in(tmp_path)
    cookie, other = logged_in(store), logged_in(store)
    log_out(store, logged_in(store))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            log_out(store, cookie)
            os._exit(0 if store.open(cookie).user_id is None and store.open(other).user_id == "42" else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.open(cookie).user_id is None
    log_out(store, other)
    assert store.open(other).user_id is None


def test_threads_log_out_at_once(tmp_path):
    store = store_in(tmp_path)
    cookies = [logged_in(store) for _ in range(60)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda cookie: log_out(store, cookie), cookies))
    assert all(store.open(cookie).user_id is None for cookie in cookies)


def test_only_the_login_that_ended_has_ended(tmp_path):
    store = store_in(tmp_path)
    here, there = logged_in(store), logged_in(store)
    log_out(store, here)
    assert store.open(there).user_id == "42"


def test_a_logout_that_is_not_saved_has_not_happened(tmp_path):
    store = store_in(tmp_path)
    cookie = logged_in(store)
    store.open(cookie).logout()
    assert store.open(cookie).user_id == "42"


def test_a_request_that_only_looked_does_not_renew_an_ended_login(tmp_path, clock):
    store = store_in(tmp_path)
    cookie = logged_in(store)
    clock(600)
    slow = store.open(cookie)
    assert slow.user_id == "42"
    log_out(store, cookie)
    assert store.save(slow) is None


def test_an_ended_login_is_remembered_until_no_cookie_can_name_it_and_then_forgotten(tmp_path, clock):
    logouts = Logouts(tmp_path / "logouts.sqlite")
    logouts.add("old", until=time.time() + 1000)
    clock(1000)
    logouts.add("new", until=time.time() + 1000)
    assert logouts.includes("old")
    clock(3700)
    logouts.add("newer", until=time.time() + 1000)
    assert not logouts.includes("old")
    assert logouts.includes("new")
    assert logouts.includes("newer")


def test_a_table_that_was_deleted_is_made_anew(tmp_path):
    logouts = Logouts(tmp_path / "logouts.sqlite")
    logouts.add("one", until=time.time() + 1000)
    for file in tmp_path.iterdir():
        file.unlink()
    assert not logouts.includes("one")
    logouts.add("two", until=time.time() + 1000)
    assert Logouts(tmp_path / "logouts.sqlite").includes("two")


def test_making_the_table_leaves_nothing_else_behind(tmp_path):
    Logouts(tmp_path / "logouts.sqlite").add("one", until=time.time() + 1000)
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"logouts.sqlite"}


def test_the_table_is_read_while_it_is_written(tmp_path):
    logouts = Logouts(tmp_path / "logouts.sqlite")
    logouts.add("one", until=time.time() + 1000)
    writer = sqlite3.connect(tmp_path / "logouts.sqlite", isolation_level=None)
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    writer.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert logouts.includes("one")
    assert time.monotonic() - started < 1
    writer.close()


def test_a_logout_waits_for_another_that_is_being_written(tmp_path):
    logouts = Logouts(tmp_path / "logouts.sqlite")
    logouts.add("one", until=time.time() + 1000)
    writer = sqlite3.connect(tmp_path / "logouts.sqlite", isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, writer.close).start()
    logouts.add("two", until=time.time() + 1000)
    assert logouts.includes("two")


def test_a_logout_that_can_not_be_written_down_fails_loudly(tmp_path):
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    store = store_in(tmp_path / "gone")
    cookie = logged_in(store)
    session = store.open(cookie)
    session.logout()
    with pytest.raises(SessionError, match="logouts"):
        store.save(session)
    assert store.open(cookie).user_id == "42"


def test_a_table_that_is_broken_lets_nobody_in(tmp_path):
    store = store_in(tmp_path)
    cookie = logged_in(store)
    (tmp_path / "logouts.sqlite").write_bytes(b"no database, but longer than a header of one" * 100)
    with pytest.raises(SessionError, match="logouts"):
        assert store.open(cookie).user_id
