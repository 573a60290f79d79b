"""The tour's live examples in a real browser, served by `asok dev`."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def tour() -> Iterator[str]:
    """The address of the tour, served as a newcomer serves it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).parent / "asok"), "dev", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "SECRET_KEY")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_the_contact_form_updates_its_block_alone(tour, page):
    page.goto(f"{tour}/contact")
    page.evaluate("window.kept = document.querySelector('header')")

    page.fill("[name=name]", "A")
    page.fill("[name=email]", "no address")
    page.fill("[name=message]", "Hello")
    page.click("main button")
    page.wait_for_selector("[aria-invalid=true]")

    assert page.input_value("[name=name]") == "A"
    assert page.locator("[aria-invalid=true]").count() == 2
    assert page.locator(".flash").count() == 0
    assert page.url == f"{tour}/contact"

    page.fill("[name=name]", "Ada")
    page.fill("[name=email]", "ada@example.com")
    page.click("main button")
    page.wait_for_selector(".flash.success")

    assert page.inner_text(".flash.success") == "Your message has been sent!"
    assert page.input_value("[name=name]") == ""
    assert page.url == f"{tour}/contact"
    assert page.evaluate("window.kept === document.querySelector('header')"), "the page was loaded anew"


def test_the_form_works_without_javascript(tour, browser):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{tour}/contact")
        for name, value in {"name": "Ada", "email": "ada@example.com", "message": "Hello"}.items():
            page.fill(f"[name={name}]", value)
        page.click("main button")
        assert page.inner_text(".flash.success") == "Your message has been sent!"
    finally:
        context.close()


def test_every_live_example_of_blocks_does_what_it_says(tour, page):
    page.goto(f"{tour}/blocks")
    page.evaluate("window.kept = document.querySelector('header')")

    page.fill("#q", "ap")
    page.click("text=Find")
    expect(page.locator("main li")).to_have_count(3)
    assert page.url == f"{tour}/blocks?q=ap"
    page.go_back()
    expect(page.locator("main li")).to_have_count(12)

    page.evaluate("for (const id of ['clock', 'date']) document.getElementById(id).textContent = ''")
    page.click("text=What time is it?")
    expect(page.locator("#clock")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    expect(page.locator("#date")).to_have_text(re.compile(r"\d{4}-\d\d-\d\d"))

    page.click("text=purple")
    page.wait_for_selector("#picture [aria-label=purple]")

    page.fill("#kept", "typed")
    page.click("text=204")
    expect(page.locator("asok-live:popover-open")).to_have_text("Done")
    page.click("text=500")
    expect(page.locator("asok-live:popover-open")).to_have_text("Error 500")
    assert page.input_value("#kept") == "typed"
    assert page.evaluate("window.kept.isConnected")
