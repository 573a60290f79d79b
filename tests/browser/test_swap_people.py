"""What screen readers, scripts of the page and the browser's own guards get to know."""

import threading

import pytest
from playwright.sync_api import expect

from asok import Response

pytestmark = pytest.mark.browser

HTML = (("Content-Type", "text/html; charset=utf-8"),)
FORM = "<form method=post action=/to data-block=main>{}<button>Send</button></form>"
LIVE = "asok-live[aria-live=polite]"


# Accessible by default


def test_a_block_is_busy_while_it_loads(site, show):
    gate = threading.Event()
    page = show(FORM.format(""))
    site.post("/to", lambda request: gate.wait(5) and "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    gate.set()
    expect(page.locator("main")).to_have_text("Sent")
    assert page.get_attribute("main", "aria-busy") is None


def test_a_block_is_busy_until_its_last_request_is_done(site, show):
    gates = {"1": threading.Event(), "2": threading.Event()}
    page = show("<a href='/to?n=1' data-block=side>One</a> <a href='/to?n=2' data-block=side>Two</a>")
    site.get("/to", lambda request: {"side": gates[request.args["n"]].wait(5) and request.args["n"]})
    page.click("text=One")
    page.click("text=Two")
    gates["1"].set()
    page.wait_for_timeout(50)
    assert page.get_attribute("#side", "aria-busy") == "true"
    gates["2"].set()
    expect(page.locator("#side")).to_have_text("2")
    assert page.get_attribute("#side", "aria-busy") is None


@pytest.mark.parametrize("attribute", ["role=status", "role=alert", "aria-live=polite"])
def test_a_message_in_the_new_content_is_announced(attribute, site, show):
    page = show(FORM.format(""))
    site.post("/to", f"<p>Not this</p><p {attribute}>Saved <b>now</b></p>")
    page.click("text=Send")
    expect(page.locator(LIVE)).to_have_text("Saved now")


def test_a_failure_is_announced(site, show):
    page = show(FORM.format(""))
    site.post("/to", Response(b"<html>", 500, HTML))
    page.click("text=Send")
    expect(page.locator(LIVE)).to_contain_text("Error 500")


def test_the_announcer_is_not_seen(site, show):
    page = show(FORM.format(""))
    site.post("/to", "<p role=status>Saved</p>")
    before = page.screenshot()
    page.evaluate(f"document.querySelector('{LIVE}').textContent = 'words that nobody should see'")
    assert page.screenshot() == before


def test_the_first_invalid_field_takes_the_focus(site, show):
    fields = "<input name=a><input name=b {0}><input name=c {0}><input name=d autofocus>"
    page = show(FORM.format(fields.format("")))
    page.focus("button")
    site.post("/to", FORM.format(fields.format("aria-invalid=true")))
    page.keyboard.press("Enter")
    expect(page.locator("[aria-invalid]")).to_have_count(2)
    assert page.evaluate("document.activeElement.name") == "b"


def test_a_search_leaves_the_focus_though_another_form_is_invalid(site, show):
    page = show("<form action=/to data-block=side><input name=q></form>")
    site.get("/to", {"side": "<input name=x aria-invalid=true>"})
    page.press("[name=q]", "Enter")
    expect(page.locator("#side input")).to_have_count(1)
    assert page.evaluate("document.activeElement.name") == "q"


# Events


def listen(page):
    page.evaluate("""() => {
        window.heard = []
        for (const type of ['before', 'success', 'error'])
            document.addEventListener('asok:' + type, event => heard.push([
                type, event.target.tagName, event.detail.request.method, event.detail.response?.status,
                document.querySelector('main').textContent, document.querySelector('main').ariaBusy,
            ]))
    }""")


def test_events_tell_of_the_request_and_of_the_answer(site, show):
    page = show("", below=FORM.format(""))
    listen(page)
    site.post("/to", "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Sent")
    assert page.evaluate("heard") == [
        ["before", "FORM", "POST", None, "", None],
        ["success", "FORM", "POST", 200, "Sent", None],
    ]


def test_a_form_that_was_swapped_away_is_still_heard_of(site, show):
    page = show(FORM.format(""))
    listen(page)
    page.evaluate(
        "document.querySelector('form').addEventListener('asok:success', () => heard.push('the form'))"
    )
    site.post("/to", "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Sent")
    assert page.evaluate("heard").pop(-2) == "the form"
    assert page.evaluate("heard").pop() == ["success", "MAIN", "POST", 200, "Sent", None]


def test_an_error_is_an_event(site, show):
    page = show("", below=FORM.format(""))
    listen(page)
    site.post("/to", Response(b"<html>", 500, HTML))
    page.click("text=Send")
    expect(page.locator("asok-live")).to_contain_text("Error 500")
    assert page.evaluate("heard").pop() == ["error", "FORM", "POST", 500, "", None]


def test_a_link_and_a_button_have_events_too(site, show):
    page = show(
        "",
        below="<a href=/to data-block=main>L</a><form method=post action=/to><button data-block=main>B</button></form>",
    )
    listen(page)
    site.get("/to", "1")
    site.post("/to", "2")
    page.click("text=L")
    expect(page.locator("main")).to_have_text("1")
    page.click("text=B")
    expect(page.locator("main")).to_have_text("2")
    assert [one[:3] for one in page.evaluate("heard")] == [
        ["before", "A", "GET"],
        ["success", "A", "GET"],
        ["before", "BUTTON", "POST"],
        ["success", "BUTTON", "POST"],
    ]


def test_a_page_may_stop_a_request(site, show):
    page = show(FORM.format(""))
    page.evaluate("document.addEventListener('asok:before', e => e.preventDefault())")
    page.click("text=Send")
    page.wait_for_timeout(50)
    assert site.asked("POST", "/to") == []
    assert page.get_attribute("main", "aria-busy") is None


def test_a_page_may_add_a_header(site, show):
    page = show(FORM.format(""))
    page.evaluate(
        "document.addEventListener('asok:before', e => e.detail.request.headers.set('X-Mine', '1'))"
    )
    site.post("/to", "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Sent")
    assert site.last.header("X-Mine") == "1"


def test_a_page_may_tell_of_an_error_itself(site, show):
    page = show(FORM.format(""))
    page.evaluate(
        "document.addEventListener('asok:error', e => { e.preventDefault(); document.title = 'Mine' })"
    )
    site.post("/to", Response(b"<html>", 500, HTML))
    page.click("text=Send")
    expect(page).to_have_title("Mine")
    assert page.inner_text("asok-live") == ""


# Safe


def test_a_script_in_new_content_runs_once(site, show):
    form = FORM.format("") + "<script src=/static/js/count.js></script>"
    page = show(FORM.format(""))
    site.post("/to", form)
    page.click("text=Send")
    expect(page.locator("body")).to_have_attribute("data-ran", "1")
    page.evaluate("document.querySelector('button').textContent = 'Again'")
    page.click("text=Again")
    expect(page.locator("button")).to_have_text("Send")
    page.wait_for_timeout(50)
    assert page.evaluate("document.body.dataset.ran") == "1"


def test_a_script_that_the_page_had_does_not_run_again(site, show):
    form = FORM.format("") + "<script src=/static/js/count.js></script>"
    page = show(form)
    site.post("/to", form + "<i>new</i>")
    page.click("text=Send")
    expect(page.locator("i")).to_have_count(1)
    page.wait_for_timeout(50)
    assert page.evaluate("document.body.dataset.ran") == "1"


@pytest.mark.refused
def test_an_inline_script_never_runs(site, page):
    head = "<!doctype html><html><head><script src=/static/asok.js defer></script></head>"
    site.get("/", Response(f"{head}<main>{FORM.format('')}</main>".encode(), 200, HTML))
    site.post(
        "/to",
        "<script>document.title = 'ran'</script><img src=/x.png onerror=\"document.title = 'ran'\"><i>new</i>",
    )
    page.route(
        site.url,
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers={k: v for k, v in answer.headers.items() if k != "content-security-policy"}
            | {"content-security-policy": "script-src 'self' 'unsafe-inline'; script-src-attr 'none'"},
        ),
    )
    page.goto(site.url)
    page.click("text=Send")
    expect(page.locator("main i")).to_have_text("new")
    page.wait_for_timeout(50)
    assert page.title() == ""


@pytest.mark.csrf
def test_a_form_with_its_token_is_accepted_again_and_again(site, show):
    def form(request):
        return (
            f"<form method=post action=/to data-block=main>{request.csrf_input()}<button>Send</button></form>"
        )

    page = show("")
    site.get("/to", form)
    site.post("/to", lambda request: form(request) + f"<i>{len(site.asked('POST', '/to'))}</i>")
    page.goto(site.url + "to")
    for count in ("1", "2"):
        page.click("text=Send")
        expect(page.locator("i")).to_have_text(count)


@pytest.mark.csrf
def test_a_form_without_its_token_loses_nothing(site, show):
    page = show("<form method=post action=/to data-block=main><input name=a><button>Send</button></form>")
    site.post("/to", "Sent")
    page.fill("[name=a]", "typed")
    page.click("text=Send")
    expect(page.locator("asok-live")).to_contain_text("Error 403")
    assert page.input_value("[name=a]") == "typed"
