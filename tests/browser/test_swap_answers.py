"""Answers of every kind: the last one wins, nothing that was typed is lost, and the user is told."""

import threading

import pytest
from playwright.sync_api import expect

from asok import Response

pytestmark = pytest.mark.browser

HTML = (("Content-Type", "text/html; charset=utf-8"),)
FORM = "<form method=post action=/to data-block=main><input name=a><button>Send</button></form>"
NOTE = "asok-live:popover-open"


@pytest.fixture
def gate():
    """A door that an answer waits at until the test opens it."""
    gate = threading.Event()
    yield gate
    gate.set()


def slowly(gate, answer):
    return lambda request: gate.wait(5) and answer


def test_a_double_click_sends_one_post(site, show):
    page = show(FORM)
    site.post("/to", FORM)
    page.dblclick("text=Send")
    page.wait_for_timeout(150)
    assert len(site.asked("POST", "/to")) == 1


def test_a_double_click_sends_one_post_even_if_the_answer_is_quick(site, show):
    page = show(FORM)
    site.post("/to", FORM + "<i>new</i>")
    page.hover("text=Send")
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("i")).to_have_text("new")
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(100)
    assert len(site.asked("POST", "/to")) == 1


def test_a_form_on_its_way_is_not_sent_again(site, show, gate):
    page = show(FORM)
    site.post("/to", slowly(gate, "Sent"))
    page.click("text=Send")
    page.press("[name=a]", "Enter")
    page.click("text=Send")
    gate.set()
    expect(page.locator("main")).to_have_text("Sent")
    assert len(site.asked("POST", "/to")) == 1


def test_a_form_can_be_sent_again_once_its_answer_came(site, show):
    page = show(FORM.replace("data-block=main", "data-block=side"))
    site.post("/to", lambda request: {"side": f"{len(site.asked('POST', '/to'))}"})
    for count in ("1", "2"):
        page.click("text=Send")
        expect(page.locator("#side")).to_have_text(count)


def test_of_two_searches_the_last_one_wins(site, show, gate):
    page = show("<form action=/to data-block=side><input name=q><button>Find</button></form>")
    site.get(
        "/to", lambda request: {"side": f"Found {gate.wait(5) and 'b' if request.args['q'] == 'b' else 'c'}"}
    )
    page.fill("input", "b")
    page.click("text=Find")
    page.fill("input", "bc")
    page.click("text=Find")
    expect(page.locator("#side")).to_have_text("Found c")
    gate.set()
    page.wait_for_timeout(100)
    assert page.inner_text("#side") == "Found c"
    assert page.locator("aside[aria-busy]").count() == 0


def test_an_older_search_is_aborted_without_a_word(site, show, gate):
    page = show("<a href=/slow data-block=side>Slow</a> <a href=/fast data-block=side>Fast</a>")
    page.evaluate(
        "window.told = []; for (const t of ['error', 'success'])"
        "addEventListener('asok:' + t, e => told.push(t + e.detail.request.url.slice(-4)))"
    )
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    site.get("/slow", slowly(gate, {"side": "Slow"}))
    site.get("/fast", {"side": "Fast"})
    page.click("text=Slow")
    page.click("text=Fast")
    expect(page.locator("#side")).to_have_text("Fast")
    assert page.evaluate("told") == ["successfast"]
    assert failed == [site.url + "slow"]


def test_a_post_survives_a_search_for_its_block(site, show, gate):
    page = show(FORM + "<a href=/list data-block=main>List</a>")
    site.post("/to", slowly(gate, "Sent"))
    site.get("/list", "List")
    page.click("text=Send")
    page.click("text=List")
    expect(page.locator("main")).to_have_text("List")
    gate.set()
    expect(page.locator("main")).to_have_text("Sent")


def test_two_blocks_load_side_by_side(site, show, gate):
    page = show("<a href=/slow data-block=main>Slow</a> <a href=/fast data-block=side>Fast</a>")
    site.get("/slow", slowly(gate, "Slowly"))
    site.get("/fast", {"side": "Fast"})
    page.click("text=Slow")
    page.click("text=Fast")
    expect(page.locator("#side")).to_have_text("Fast")
    gate.set()
    expect(page.locator("main")).to_have_text("Slowly")


def test_a_redirect_shows_the_new_page_and_its_address(site, show):
    page = show(FORM)
    site.post("/to", lambda request: request.redirect("/new?x=1"))
    site.get("/new", "New")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("New")
    assert page.url == site.url + "new?x=1"
    assert site.last.header("X-Block") is None
    page.go_back()
    expect(page.locator("button")).to_have_text("Send")


def test_a_flash_survives_the_redirect(site, show):
    def save(request):
        request.flash("success", "Saved")
        request.redirect("/new")

    page = show(FORM)
    site.post("/to", save)
    site.get("/new", "New")
    page.click("text=Send")
    expect(page.locator(".flash")).to_have_text("Saved")


def test_a_redirect_to_the_same_page_shows_it_anew(site, show):
    page = show(FORM)
    site.post("/to", lambda request: request.redirect("/#there"))
    page.evaluate("location.hash = 'there'")
    site.get("/", "Changed")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Changed")
    assert page.url == site.url + "#there"


def test_a_redirect_that_only_the_browser_saw_shows_its_address(site, show):
    page = show(FORM)
    site.get("/new", "New")
    page.route("**/to", lambda route: route.fulfill(status=303, headers={"location": "/new"}))
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("New")
    assert page.url == site.url + "new"


def test_an_expired_session_leads_to_the_login(site, show):
    page = show(FORM)
    site.post("/to", lambda request: request.redirect("/login?next=/"))
    site.get("/login", "Who are you?")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Who are you?")
    assert page.url == site.url + "login?next=/"


def test_a_login_page_that_comes_back_is_shown(site, show):
    page = show(FORM)
    login = "<!doctype html><title>Log in</title><main><form method=post data-block=main><input name=user></form></main>"
    site.post("/to", Response(login.encode(), 200, HTML))
    page.click("text=Send")
    expect(page.locator("[name=user]")).to_be_visible()
    assert page.locator("main title").count() == 0


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(Response(b"<!doctype html><h1>500", 500, HTML), "Error 500", id="a_server_error"),
        pytest.param(Response(b"<p>a block of it", 503, HTML), "Error 503", id="a_block_of_a_server_error"),
        pytest.param(Response(b"<html><main>403", 403, HTML), "Error 403", id="a_whole_page_of_a_refusal"),
        pytest.param(
            Response(b"no", 400, (("Content-Type", "text/plain"),)), "Error 400", id="a_refusal_in_plain_text"
        ),
        pytest.param(
            Response(b"{}", 200, (("Content-Type", "application/json"),)), "Error 200", id="what_is_no_page"
        ),
        pytest.param(Response(b"", 413, HTML), "Error 413", id="a_refusal_without_a_word"),
        pytest.param(Response(b"", 204, ()), "Done", id="no_content"),
    ],
)
def test_nothing_typed_is_lost_by(answer, told, site, show):
    page = show(FORM)
    page.fill("[name=a]", "typed")
    site.post("/to", answer)
    page.click("text=Send")
    expect(page.locator(NOTE)).to_contain_text(told)
    assert page.input_value("[name=a]") == "typed"
    assert page.locator("main[aria-busy]").count() == 0
    page.click("[name=a]")
    expect(page.locator(NOTE)).to_have_count(0)


def test_nothing_typed_is_lost_offline(site, show, context):
    page = show(FORM)
    page.fill("[name=a]", "typed")
    context.set_offline(True)
    page.click("text=Send")
    expect(page.locator(NOTE)).to_contain_text("No connection")
    assert page.input_value("[name=a]") == "typed"
    context.set_offline(False)
    site.post("/to", "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Sent")


def test_an_attachment_is_saved_and_the_page_stays(site, show):
    page = show(FORM)
    page.fill("[name=a]", "typed")
    site.post(
        "/to",
        Response(
            b"a,b",
            200,
            (("Content-Type", "text/csv"), ("Content-Disposition", 'attachment; filename="my list.csv"')),
        ),
    )
    with page.expect_download() as download:
        page.click("text=Send")
    assert download.value.suggested_filename == "my list.csv"
    assert download.value.path().read_bytes() == b"a,b"
    assert page.input_value("[name=a]") == "typed"
    expect(page.locator(NOTE)).to_have_text("my list.csv")


def test_an_attachment_keeps_its_name_in_any_script(site, show):
    page = show("<a href=/to data-block=main>Get</a>")
    header = "attachment; filename=\"_.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf"
    site.get(
        "/to", Response(b"%PDF", 200, (("Content-Type", "application/pdf"), ("Content-Disposition", header)))
    )
    with page.expect_download() as download:
        page.click("text=Get")
    assert download.value.suggested_filename == "résumé.pdf"
    assert len(site.asked("GET", "/to")) == 1


def test_a_new_token_reaches_every_form(site, show):
    page = show(FORM, above="<form><input name=csrf_token value=old></form>")
    token = (*HTML, ("X-CSRF-Token", "new"))
    site.post("/to", Response(b"<form><input type=hidden name=csrf_token value=old></form>", 200, token))
    page.click("text=Send")
    expect(page.locator("main button")).to_have_count(0)
    assert page.evaluate("[...document.querySelectorAll('[name=csrf_token]')].map(f => f.value)") == [
        "new",
        "new",
    ]


def test_a_refused_form_gets_the_new_token_too(site, show):
    page = show(FORM, above="<form><input type=hidden name=csrf_token value=old></form>")
    site.post("/to", Response(b"<html>", 403, (*HTML, ("X-CSRF-Token", "new"))))
    page.click("text=Send")
    expect(page.locator(NOTE)).to_contain_text("Error 403")
    assert page.get_attribute("[name=csrf_token]", "value") == "new"


UPLOAD = (
    "<form method=post action=/to enctype=multipart/form-data data-block=main>"
    "<input type=file name=f><progress></progress><button>Send</button></form>"
)


def choose(page, size):
    page.set_input_files("[type=file]", {"name": "a.bin", "mimeType": "a/b", "buffer": b"x" * size})


def test_an_upload_fills_its_progress_bar(site, show):
    page = show(UPLOAD)
    page.evaluate(
        "window.seen = []; addEventListener('asok:progress', e => seen.push([e.detail.loaded, e.detail.total,"
        "document.querySelector('progress').value, document.querySelector('progress').max]))"
    )
    site.post("/to", lambda request: f"{len(request.files['f'].read())} bytes")
    choose(page, 300_000)
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("300000 bytes")
    seen = page.evaluate("seen")
    assert seen[-1][0] == seen[-1][1] > 300_000
    assert seen[-1][2:] == seen[-1][:2]
    assert site.last.header("X-Block") == "main"
    assert site.last.header("Accept") == "text/html"


def test_an_upload_without_a_connection_is_told(site, show, context):
    page = show(UPLOAD)
    choose(page, 10)
    context.set_offline(True)
    page.click("text=Send")
    expect(page.locator(NOTE)).to_contain_text("No connection")


def test_an_upload_may_be_answered_with_a_redirect(site, show):
    page = show(UPLOAD)
    site.post("/to", lambda request: request.redirect("/new"))
    site.get("/new", "New")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("New")


def test_a_form_with_progress_and_no_files_sends_its_fields(site, show):
    page = show(FORM.replace("<button", "<progress></progress><button"))
    page.fill("[name=a]", "é")
    site.post("/to", "Sent")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("Sent")
    assert (site.last.text, site.last.header("Content-Type")) == (
        "a=%C3%A9",
        "application/x-www-form-urlencoded",
    )


def test_an_upload_answered_with_no_content_is_done(site, show):
    page = show(UPLOAD)
    site.post("/to", Response(b"", 204, ()))
    page.click("text=Send")
    expect(page.locator(NOTE)).to_have_text("Done")
