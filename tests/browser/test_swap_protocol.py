"""The protocol: which block is asked for, and where its answer goes."""

import pytest
from playwright.sync_api import expect

from asok import Response

pytestmark = pytest.mark.browser

SEND = "<form method=post action=/to data-block=main><button>Send</button></form>"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def test_a_submit_replaces_the_block_and_nothing_else(site, show):
    page = show(SEND, above="<h1>Mine</h1>")
    page.evaluate("window.mine = document.querySelector('main')")
    site.post("/to", "<p>Thank you</p>")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Thank you")
    assert page.evaluate("window.mine === document.querySelector('main')")
    assert page.inner_text("h1") == "Mine"
    assert site.last.header("X-Block") == "main"
    assert page.url == site.url


def test_a_link_replaces_a_block(site, show):
    page = show('<a href="/to?q=1" data-block=side>More</a>')
    site.get("/to", {"side": "More of it"})
    page.click("text=More")
    expect(page.locator("#side")).to_have_text("More of it")
    assert (site.last.query, site.last.header("X-Block")) == ("q=1", "side")
    assert page.inner_text("main") == "More"


def test_a_click_on_a_picture_in_a_link_counts(site, show):
    page = show("<a href=/to data-block=side>All <b>news</b></a>")
    site.get("/to", {"side": "News"})
    page.click("b")
    expect(page.locator("#side")).to_have_text("News")
    assert page.url == site.url


def test_a_button_of_no_form_replaces_a_block(site, show):
    page = show("<button data-block=side formaction='/to?page=2'>Next</button>")
    site.get("/to", {"side": "Page 2"})
    page.click("text=Next")
    expect(page.locator("#side")).to_have_text("Page 2")
    assert site.last.query == "page=2"


def test_a_plain_button_in_a_form_replaces_its_own_block_and_sends_no_field(site, show):
    page = show(
        "<form method=post action=/other><input name=a value=1>"
        "<button type=button data-block=side formaction=/to>Help</button></form>"
    )
    site.get("/to", {"side": "How to"})
    page.click("text=Help")
    expect(page.locator("#side")).to_have_text("How to")
    assert (site.last.method, site.last.query) == ("GET", "")


def test_a_submit_button_may_name_another_block_than_its_form(site, show):
    page = show(
        "<form method=post action=/to data-block=main><input name=a value=1>"
        "<button data-block=side name=b value=2>Try</button></form>"
    )
    site.post("/to", {"side": "Tried"})
    page.click("text=Try")
    expect(page.locator("#side")).to_have_text("Tried")
    assert site.last.text == "a=1&b=2"
    assert page.locator("form").count() == 1


def test_a_block_is_marked_by_its_attribute_before_an_id(site, show):
    page = show(
        "<form method=post action=/to data-block=main><button>Send</button></form>",
        above="<p id=main></p><section data-block=main></section>",
    )
    site.post("/to", "Here")
    page.click("text=Send")
    expect(page.locator("section")).to_have_text("Here")
    assert page.inner_text("#main") == ""


def test_a_block_is_found_by_its_id_before_its_tag(site, show):
    page = show(SEND, above="<p id=main></p>")
    site.post("/to", "Here")
    page.click("text=Send")
    expect(page.locator("#main")).to_have_text("Here")
    assert page.locator("form").count() == 1


def test_a_form_or_link_of_that_block_is_no_target(site, show):
    page = show(SEND, above="<a href=/a data-block=main>A</a><input data-block=main>")
    site.post("/to", "Here")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Here")
    assert page.inner_text("a") == "A"


def test_a_target_of_its_own_comes_first(site, show):
    page = show(SEND.replace("<form", "<form data-target='.mine > b'"), above="<p class=mine><b></b></p>")
    site.post("/to", "Here")
    page.click("text=Send")
    expect(page.locator("b")).to_have_text("Here")
    assert site.last.header("X-Block") == "main"
    assert page.locator("form").count() == 1


def test_a_page_without_that_block_is_left_to_the_browser(site, show):
    page = show(SEND.replace("data-block=main", "data-block=absent"))
    site.post("/to", "A new page")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A new page")
    assert page.url == site.url + "to"
    assert site.asked("POST", "/to")[0].header("X-Block") is None


def test_several_blocks_come_in_one_answer(site, show):
    page = show(SEND.replace("data-block=main", "data-block='main, side'"))
    site.post("/to", {"main": "<p>Bought</p>", "side": "<p>1 in the cart</p>"})
    page.click("text=Send")
    expect(page.locator("#side")).to_have_text("1 in the cart")
    expect(page.locator("main")).to_have_text("Bought")
    assert site.last.header("X-Block") == "main,side"
    assert len(site.asked("POST", "/to")) == 1


def test_rows_of_a_table_are_swapped_as_rows(site, show):
    page = show("<a href=/to data-block=main data-target=tbody>More</a><table><tbody></tbody></table>")
    site.get("/to", "<tr><td>1</td></tr><tr><td>2</td></tr>")
    page.click("text=More")
    expect(page.locator("tbody > tr > td")).to_have_text(["1", "2"])


def test_the_block_of_a_whole_document_is_swapped_in(site, show):
    page = show(SEND, above="<h1>Mine</h1>")
    site.post(
        "/to", Response(b"<!doctype html><title>T</title><h1>Other</h1><main>Just this</main>", 200, HTML)
    )
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Just this")
    assert page.inner_text("h1") == "Mine"


def test_a_whole_document_without_the_block_is_gone_to(site, show):
    page = show("<a href=/to data-block=main>Go</a>")
    site.get("/to", Response(b"<!doctype html><title>T</title><h1>Other</h1>", 200, HTML))
    page.click("text=Go")
    expect(page.locator("h1")).to_have_text("Other")
    assert page.url == site.url + "to"


def test_an_invalid_form_comes_back_with_its_errors(site, show):
    page = show(SEND)
    site.post(
        "/to", lambda request: request.status_code(422).html("html/test.html", main="<p>A name, please</p>")
    )
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A name, please")


def test_an_empty_block_empties_the_target(site, show):
    page = show("<a href=/to data-block=side>Close</a>", side="Open")
    site.get("/to", {"side": ""})
    page.click("text=Close")
    expect(page.locator("#side")).to_have_text("")


def test_a_form_that_came_later_is_swapped_too(site, show):
    page = show("<p id=here></p>")
    page.evaluate(
        "const f = document.createElement('form'); f.method = 'post'; f.action = '/to';"
        "f.dataset.block = 'main'; f.append(document.createElement('button')); here.append(f)"
    )
    site.post("/to", "Swapped")
    page.click("button")
    expect(page.locator("main")).to_have_text("Swapped")
    assert page.url == site.url


def test_a_form_in_swapped_content_is_swapped_too(site, show):
    page = show(SEND)
    site.post("/to", lambda request: SEND.replace("Send", f"Again {len(site.requests)}"))
    page.click("text=Send")
    page.click("text=Again 2")
    expect(page.locator("main")).to_have_text("Again 3")
    assert page.url == site.url
