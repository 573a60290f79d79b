"""The script as a file: small, made from its source, declared, proven, and without a leak."""

import subprocess
import sys
from pathlib import Path

import asok_server
import brotli
import pytest

ROOT = Path(__file__).parents[2]
CLIENT = Path(asok_server.__file__).parent / "client"
SWAPS = """async count => {
    for (let n = 0; n < count; n++) {
        const swapped = new Promise(done => document.addEventListener('asok:success', done, { once: true }))
        document.querySelector('a').click()
        await swapped
    }
}"""


def test_the_script_is_at_most_2500_bytes_in_brotli():
    assert len(brotli.compress((CLIENT / "asok.min.js").read_bytes(), quality=11)) <= 2500


@pytest.mark.network
def test_the_shipped_file_is_made_from_the_source(registry):
    done = subprocess.run(
        [sys.executable, "tools/minify.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.network
def test_the_declarations_fit_a_program_that_uses_them(registry, tmp_path):
    program = """import './asok'
document.addEventListener('asok:before', event => event.detail.request.headers.set('X-A', '1'))
document.forms[0].addEventListener('asok:success', event => { const status: number = event.detail.response.status })
addEventListener('asok:progress', event => { const part: number = event.detail.loaded / event.detail.total })
addEventListener('asok:error', event => { event.preventDefault(); event.detail.response?.status })
"""
    (tmp_path / "asok.d.ts").write_text((CLIENT / "asok.d.ts").read_text("utf-8"))
    (tmp_path / "program.ts").write_text(program)
    done = registry(
        "-p",
        "typescript@5.9.3",
        "tsc",
        "--noEmit",
        "--strict",
        "--lib",
        "es2022,dom",
        str(tmp_path / "program.ts"),
    )
    assert done.returncode == 0, done.stdout


def test_every_behaviour_has_a_change_that_it_must_notice(request, mutants):
    mine = {item for item in request.session.items if item.path.name.startswith("test_swap_")}
    names = {item.name for item in mine if item.path != Path(__file__)}
    assert names - mutants.keys() == set()
    assert [name for name, (count, _) in mutants.items() if count != 1] == []


@pytest.mark.browser
def test_every_change_leaves_a_program(browser, mutants):
    page = browser.new_page()
    try:
        assert [name for name, (_, script) in mutants.items() if page.evaluate(PARSES, script)] == []
    finally:
        page.close()


PARSES = "script => { try { new Function(script) } catch (error) { return error.message } }"


@pytest.mark.browser
@pytest.mark.slow
def test_a_thousand_swaps_leave_nothing_behind(site, show):
    page = show("<a href=/to data-block=main>Go</a>")
    site.get("/to", "<a href=/to data-block=main>Go</a>" + "<details><input></details>" * 20)
    page.evaluate(SWAPS, 50)
    before = kept(page)
    page.evaluate(SWAPS, 1000)
    after = kept(page)
    assert after["nodes"] <= before["nodes"] + 5
    assert after["listeners"] <= before["listeners"]
    assert after["heap"] <= before["heap"] + 300_000


def kept(page):
    """What the garbage collector can't take away."""
    session = page.context.new_cdp_session(page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    counters, heap = session.send("Memory.getDOMCounters"), session.send("Runtime.getHeapUsage")
    session.detach()
    return {"nodes": counters["nodes"], "listeners": counters["jsEventListeners"], "heap": heap["usedSize"]}
