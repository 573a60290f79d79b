"""The protocol: which block is asked for, and where the answer goes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_submit_replaces_the_block_and_nothing_else(site, show):
    page = show('<form method=post data-block=main><button>Send</button></form>', above="<h1>Mine</h1>")
    page.evaluate("window.mine = document.querySelector('main')")
    site.post("/", "<p>Thank you</p>")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Thank you")
    assert page.evaluate("window.mine === document.querySelector('main')")
    assert site.last.header("X-Block") == "main"
