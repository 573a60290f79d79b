import asyncio
import gc
import json
import os
import sys
import threading
import time
import weakref

import pytest
from asok_i18n import Catalogs
from asok_i18n.catalogs import Once

LANGUAGES = ("en", "fr", "ru", "ar")
KEYS = [f"k{number}" for number in range(4)]


def versions(language, version):
    return {key: f"{language} {version} {key} {{x}}" for key in KEYS} | {"plain": f"{language} {version}"}


RELOADS = 1000


@pytest.fixture
def eager_switching():
    """Threads take turns fifty times as often: more interleavings, and the writer is not starved."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    yield
    sys.setswitchinterval(before)


def write_version(folder, version, languages=LANGUAGES):
    for language in languages:
        path = folder / f"{language}.json"
        fresh = path.with_suffix(".tmp")
        fresh.write_text(json.dumps(versions(language, version)))
        os.utime(fresh, ns=(version + 1, version + 1))
        fresh.replace(path)


def read_page(catalogs, language):
    """What one page would show: all of it must be of one language and one version."""
    t = catalogs.translator(language)
    said = [t("plain")] + [t(key, x=key) for key in KEYS]
    version = said[0].split()[1]
    assert said[0] == f"{language} {version}"
    assert said[1:] == [f"{language} {version} {key} {key}" for key in KEYS]
    assert t(KEYS[0], x="<").__html__() == f"{language} {version} {KEYS[0]} &lt;"
    return int(version)


def test_threads_that_meet_a_defect_together_report_it_once():
    together, said = threading.Barrier(2), []

    class Defect(str):
        """Looked up by both threads before either goes on."""

        def __hash__(self):
            together.wait(10)
            return hash(str(self))

    once, defect = Once(said.append), Defect("no such message")
    threads = [threading.Thread(target=once, args=(defect,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["no such message"]


def test_eight_threads_and_tasks_read_through_a_thousand_reloads(load, tmp_path, eager_switching):
    catalogs = load({})
    write_version(tmp_path, 0)
    catalogs.reload()
    stop, failures = threading.Event(), []

    def read(number):
        latest = 0
        try:
            while not stop.is_set():
                version = read_page(catalogs, LANGUAGES[number % len(LANGUAGES)])
                assert version >= latest, "no older state comes back"
                latest = version
                time.sleep(0.001)
        except BaseException as error:
            failures.append(error)

    async def tasks():
        async def task(number):
            while not stop.is_set():
                read_page(catalogs, LANGUAGES[number % len(LANGUAGES)])
                await asyncio.sleep(0.001)

        await asyncio.gather(*(task(number) for number in range(8)))

    def run_tasks():
        try:
            asyncio.run(tasks())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    threads.append(threading.Thread(target=run_tasks))
    for thread in threads:
        thread.start()
    for version in range(1, RELOADS + 1):
        write_version(tmp_path, version, LANGUAGES[version % 4 :][:1])
        assert catalogs.reload() is True
        if failures:
            break
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert read_page(catalogs, "en") == RELOADS


def test_old_states_are_let_go(load, tmp_path):
    catalogs = load({"en.json": {"a": "b"}})
    catalogs.translator("en")("a", x=1)
    old = weakref.ref(catalogs.translator("en"))
    write_version(tmp_path, 7)
    catalogs.reload()
    catalogs.translator("en")("a")
    gc.collect()
    assert old() is None


def test_nothing_is_kept_when_all_is_let_go(write):
    class Site:
        def __init__(self):
            self.said = []
            self.catalogs = Catalogs.load(folder, report=self.report)

        def report(self, text):
            self.said.append(text)

    forms = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "f"\nmsgid_plural "fs"\nmsgstr[0] "{n} a"\nmsgstr[1] "{n} b"\n'
    folder = write({"en.json": {"a": "{x}", "b": "{n, plural, other{# {x}}}", "c": "plain"}, "en.po": forms})
    site = Site()
    for html in (True, False):
        t = site.catalogs.translator("en", html=html)
        for key in ("a", "b", "c", "f", "missing"):
            assert all([t(key, n=2, x="<"), t(key), t.html(key, n=2, x="<"), t.lazy(key, n=2)])
    assert site.said
    gone = weakref.ref(site)
    del site, t
    gc.collect()
    assert gone() is None


def test_threads_that_first_use_a_message_together_agree(load):
    catalogs = load({"en.json": {key: f"{key} {{n, plural, one{{#}} other{{# of {{x}}}}}}" for key in KEYS}})
    barrier, said = threading.Barrier(8), []

    def use():
        barrier.wait()
        said.append([catalogs.translator("en")(key, n=2, x=key) for key in KEYS])

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [[f"{key} 2 of {key}" for key in KEYS]] * 8
