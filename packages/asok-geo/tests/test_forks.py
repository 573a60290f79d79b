"""Forks while other threads are busy. Each in a process of its own, for a fork of one with threads warns."""

import os
import signal
import subprocess
import sys

import pytest
from asok_geo import GeoDB

BEGIN = """
import os, signal, sys, threading, time
from asok_geo import GeoDB, database, results, store

db = GeoDB.open(sys.argv[1])
inside = threading.Event()

def slow(module, name):
    real = getattr(module, name)
    def call(*arguments, **options):
        inside.set()
        time.sleep(0.3)
        return real(*arguments, **options)
    setattr(module, name, call)

def start(run):
    thread = threading.Thread(target=run)
    thread.start()
    assert inside.wait(5)
    return thread

def in_a_child(run):
    child = os.fork()
    if child == 0:
        signal.alarm(5)
        run()
        os._exit(0)
    return child

def together(run, run_in_a_child):
    thread = start(run)
    child = in_a_child(run_in_a_child)
    assert os.waitpid(child, 0)[1] == 0
    thread.join()

def change(city):
    with open(sys.argv[1] + ".new", "w") as file:
        file.write(f"1.0.0.0,1.0.0.255,{city},FR,1,2\\n")
    os.replace(sys.argv[1] + ".new", sys.argv[1])
"""

KEEPING = """
assert [db.lookup(ip).city for ip in ("1.0.0.8", "1.0.0.9")] == ["Paris", "Paris"]
slow(results, "make_room")
together(
    lambda: [db.lookup("1.0.0.1") for _ in range(3)],
    lambda: [db.lookup("1.0.0.2") for _ in range(3)],
)
"""

RELOADING = """
change("Lyon")
slow(store, "build")
together(db.reload, db.reload)
"""

SERVING = """
change("Lyon")
slow(results, "Sayings")

def ask():
    assert [db.lookup(ip).city for ip in ("1.0.0.1", "1.0.0.2")] == ["Lyon", "Lyon"]
    assert db._results.sayings.snapshot is db._results.snapshot

together(db.reload, ask)
"""

BUILDING = """
change("Lyon")
slow(store, "build")
thread = start(lambda: GeoDB.open(sys.argv[1]))
child = in_a_child(lambda: time.sleep(60))
thread.join()
change("Nice")
begin = time.monotonic()
assert GeoDB.open(sys.argv[1]).lookup("1.0.0.1").city == "Nice"
assert time.monotonic() - begin < 3
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
"""


WHILE_IT_RELOADS = """
def progress(_):
    child = in_a_child(lambda: None)
    assert os.waitpid(child, 0)[1] == 0

db = GeoDB.open(sys.argv[1], progress=progress)
change("Lyon")
assert db.reload()
assert db.lookup("1.0.0.1").city == "Lyon"
"""


@pytest.mark.parametrize(
    "script",
    [KEEPING, RELOADING, SERVING, BUILDING],
    ids=["keeps an answer", "reloads", "puts a new snapshot in place", "builds an index"],
)
def test_a_worker_may_be_forked_while_another_thread(script, write):
    path = write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BEGIN + script, str(path)],
        capture_output=True, text=True, timeout=30, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_thread_that_reloads_may_fork(write):
    path = write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n")
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + WHILE_IT_RELOADS, str(path)],
        capture_output=True, text=True, timeout=30, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_databases_that_are_opened_one_after_the_other_leave_nothing_behind_for_forks(write, monkeypatch):
    path = write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n")
    asked = []
    monkeypatch.setattr(os, "register_at_fork", lambda **hooks: asked.append(hooks))
    for _ in range(3):
        with GeoDB.open(path, watch=10) as db:
            assert db.lookup("1.0.0.1").city == "Paris"
    assert asked == []


TELLING = """
import os, sys
from asok_geo.forks import around_forks

class Owner:
    pass

told = []

def note(name):
    return lambda _: told.append(name)

first, gone, failing, last = Owner(), Owner(), Owner(), Owner()
around_forks(first, note("first, before"), note("first, after"))
around_forks(gone, note("gone"), note("gone"))
around_forks(failing, note("failing"), lambda _: 1 / 0)
around_forks(last, note("last, before"), note("last, after"))
del gone
child = os.fork()
if child == 0:
    os._exit(told[-1] != "last, after")
assert os.waitpid(child, 0)[1] == 0
assert told == ["last, before", "failing", "first, before", "first, after", "last, after"]
"""


def test_whoever_fails_around_a_fork_keeps_none_of_the_others_from_being_told():
    done = subprocess.run([sys.executable, "-c", TELLING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("ZeroDivisionError") == 2


LEFT_ALONE = """
def build(*arguments, **options):
    if os.getpid() == parent:
        inside.set()
        time.sleep(60)
    return real(*arguments, **options)

parent, real, store.build = os.getpid(), store.build, build
change("Lyon")
start(lambda: GeoDB.open(sys.argv[1]))
child = os.fork()
if child:
    print(child, flush=True)
    os.kill(parent, signal.SIGKILL)
time.sleep(60)
"""


def test_a_worker_that_was_forked_from_a_builder_keeps_nobody_waiting_when_that_is_killed(write):
    path = write("1.0.0.0,1.0.0.255,Paris,FR,1,2\n")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", BEGIN + LEFT_ALONE, str(path)],
        stdout=subprocess.PIPE, text=True, env=os.environ,
    ) as builder:  # fmt: skip
        child = int(builder.stdout.readline())
        builder.wait()
        try:
            subprocess.run([sys.executable, "-c", OPENING, str(path)], timeout=20, check=True)
        finally:
            os.kill(child, signal.SIGKILL)


OPENING = """
import sys
from asok_geo import GeoDB
assert GeoDB.open(sys.argv[1]).lookup("1.0.0.1").city == "Lyon"
"""
