"""State: the page stays as the user left it, around the new content and in it."""

import threading

import pytest
from playwright.sync_api import expect

from asok import Response

pytestmark = pytest.mark.browser

FORM = "<form method=post action=/to data-block=main>{}<button>Send</button></form>"


def active(page, property="name"):
    return page.evaluate(f"document.activeElement.{property}")


def swap(page, site, new, **parts):
    """Send the form by key, so that the focus stays where it is, and wait for the new content."""
    mark = f"new {len(site.requests)}"
    site.post("/to", {"main": new + f"<i>{mark}</i>", **parts})
    page.evaluate("document.querySelector('form').requestSubmit()")
    expect(page.locator("main i")).to_have_text(mark)


def test_the_focus_stays_in_its_field(site, show):
    fields = FORM.format("<input name=a><input name=b>")
    page = show(fields)
    page.focus("[name=b]")
    swap(page, site, fields)
    assert active(page) == "b"


def test_the_caret_and_the_selection_stay(site, show):
    fields = FORM.format("<input name=a value='some words'>")
    page = show(fields)
    page.evaluate(
        "const a = document.querySelector('[name=a]'); a.focus(); a.setSelectionRange(2, 5, 'backward')"
    )
    swap(page, site, fields)
    assert page.evaluate(
        "(a => [a.selectionStart, a.selectionEnd, a.selectionDirection])(document.activeElement)"
    ) == [
        2,
        5,
        "backward",
    ]


def test_a_field_without_a_caret_keeps_the_focus(site, show):
    fields = FORM.format("<input type=email name=a value=a@b>")
    page = show(fields)
    page.focus("[name=a]")
    swap(page, site, fields)
    assert active(page) == "a"
    assert page.inner_text("asok-live") == ""


def test_the_button_that_was_pressed_keeps_the_focus(site, show):
    page = show(FORM.format(""))
    site.post("/to", FORM.format("<i>new</i>"))
    page.focus("button")
    page.keyboard.press("Enter")
    expect(page.locator("main i")).to_have_text("new")
    assert active(page, "textContent") == "Send"


def test_the_focus_stays_on_its_link_among_others(site, show):
    links = "<a href=/1>1</a><a href=/2>2</a><a href=/2>Two</a>"
    page = show(FORM.format(links))
    page.focus("text=Two")
    swap(page, site, FORM.format("<a href=/0>0</a>" + links))
    assert active(page, "textContent") == "Two"


def test_the_focus_outside_the_block_is_not_touched(site, show):
    page = show(FORM.format("<input name=a>"), above="<input name=outside value=words>")
    page.evaluate("const o = document.querySelector('[name=outside]'); o.focus(); o.setSelectionRange(1, 3)")
    swap(page, site, FORM.format("<input name=a>"))
    assert active(page) == "outside"
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [
        1,
        3,
    ]


def test_the_focus_is_never_lost(site, show):
    page = show(FORM.format("<input name=a>"))
    page.focus("[name=a]")
    swap(page, site, "Gone")
    assert active(page, "tagName") == "MAIN"


def test_a_button_disabled_while_it_waits_gets_its_focus_back(site, show):
    page = show(FORM.format(""))
    page.evaluate("addEventListener('asok:before', e => e.target.querySelector('button').disabled = true)")
    page.focus("button")
    site.post("/to", lambda request: threading.Event().wait(0.2) or FORM.format("<i>new</i>"))
    page.keyboard.press("Enter")
    expect(page.locator("main i")).to_have_text("new")
    assert active(page, "textContent") == "Send"


def test_autofocus_takes_the_focus(site, show):
    page = show(FORM.format("<input name=a>"))
    page.focus("[name=a]")
    swap(page, site, FORM.format("<input name=a><input name=b autofocus>"))
    assert active(page) == "b"


def test_details_stay_open(site, show):
    details = FORM.format("<details><summary>More</summary>Here</details>")
    page = show(details)
    page.click("summary")
    swap(page, site, details)
    assert page.locator("details[open]").count() == 1
    swap(page, site, details + "<b>2</b>")
    assert page.locator("details[open]").count() == 1


def test_details_stay_closed(site, show):
    details = FORM.format("<details open><summary>More</summary>Here</details>")
    page = show(details)
    page.click("summary")
    swap(page, site, details)
    assert page.locator("details[open]").count() == 0


def test_details_that_the_server_opens_open(site, show):
    page = show(FORM.format("<details><summary>More</summary>Here</details>"))
    swap(page, site, "<details open><summary>More</summary>An error</details>")
    assert page.locator("details[open]").count() == 1


def scroll(page, there):
    """Scroll, and wait until it is seen: the page hears of it with the next frame, however busy the machine."""
    page.evaluate(f"() => {{ {there}; return new Promise(requestAnimationFrame) }}")


BOXES = "<div class=box>first</div><div class=box><div class=tall>tall</div></div>"


def test_boxes_stay_where_they_were_scrolled_to(site, show):
    page = show(FORM.format(BOXES), above="<link rel=stylesheet href='/static/css/test.css'>")
    scroll(page, "document.querySelectorAll('.box')[1].scrollTo(30, 700)")
    swap(page, site, FORM.format(BOXES))
    assert page.evaluate("(b => [b.scrollLeft, b.scrollTop])(document.querySelectorAll('.box')[1])") == [
        30,
        700,
    ]


def test_the_block_itself_stays_where_it_was_scrolled_to(site, show):
    tall = "<div class=tall>tall</div>"
    page = show(
        FORM.format(tall).replace("data-block=main", "data-block=main data-target=.box"),
        above=f"<link rel=stylesheet href='/static/css/test.css'><div class=box>{tall}</div>",
    )
    scroll(page, "document.querySelector('.box').scrollTo(30, 700)")
    site.post("/to", tall + "<i>new</i>")
    page.evaluate("document.querySelector('form').requestSubmit()")
    expect(page.locator(".box i")).to_have_text("new")
    assert page.evaluate("(b => [b.scrollLeft, b.scrollTop])(document.querySelector('.box'))") == [30, 700]


def test_the_page_stays_where_it_was_scrolled_to(site, show):
    tall = FORM.format("<div class=tall>tall</div><input name=a>")
    page = show(tall, above="<link rel=stylesheet href='/static/css/test.css'>")
    page.focus("[name=a]")
    scroll(page, "scrollTo(0, 1200)")
    swap(page, site, tall)
    assert page.evaluate("scrollY") == 1200


def test_what_is_outside_the_block_plays_on(site, show):
    silence = (
        b"RIFF\xa4\x1f\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\x80\x1f\0\0"
        + b"\x80" * 8064
    )
    site.get("/silence.wav", Response(silence, 200, (("Content-Type", "audio/wav"),)))
    page = show(FORM.format(""), below="<audio src=/silence.wav loop muted></audio>")
    page.evaluate("""() => {
        const audio = document.querySelector('audio')
        window.stopped = 0
        for (const event of ['pause', 'emptied']) audio.addEventListener(event, () => stopped++)
        audio.play()
    }""")
    page.wait_for_timeout(50)
    swap(page, site, FORM.format(""))
    assert page.evaluate("[stopped, document.querySelector('audio').paused]") == [0, False]


def test_a_view_transition_runs_where_it_is_asked_for(site, show):
    page = show(FORM.replace("<form", "<form data-transition").format(""))
    page.evaluate(
        "() => { window.ran = 0; const start = document.startViewTransition.bind(document);"
        "document.startViewTransition = update => { ran++; return start(update) } }"
    )
    swap(page, site, "")
    assert page.evaluate("ran") == 1


def test_without_the_wish_there_is_no_transition(site, show):
    page = show(FORM.format(""))
    page.evaluate("() => { document.startViewTransition = () => { throw 1 } }")
    swap(page, site, "")


@pytest.mark.context(reduced_motion="reduce")
def test_who_prefers_less_motion_sees_none(site, show):
    page = show(FORM.replace("<form", "<form data-transition").format(""))
    page.evaluate("() => { document.startViewTransition = () => { throw 1 } }")
    swap(page, site, "")


# History


PUSH = "<a href=/2 data-block=main data-push-url>Two</a>"


def test_the_address_of_a_block_is_kept_where_it_is_asked_for(site, show):
    page = show(PUSH)
    site.get("/2", "Page two")
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Page two")
    assert page.url == site.url + "2"
    page.reload()
    expect(page.locator("main")).to_have_text("Page two")


def test_back_and_forward_restore_the_block(site, show):
    page = show(PUSH, above="<h1>1</h1>")
    page.evaluate("window.here = true")
    site.get("/2", "Page two")
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Page two")
    page.go_back()
    expect(page.locator("main")).to_have_text("Two")
    assert page.url == site.url
    page.go_forward()
    expect(page.locator("main")).to_have_text("Page two")
    assert page.evaluate("window.here")
    assert [seen.header("X-Block") for seen in site.requests[1:]] == ["main"] * 3


def test_back_restores_every_block_that_changed(site, show):
    page = show(PUSH + "<a href=/3 data-block=side data-push-url>Three</a>", side="Side one")
    site.get("/2", "<a href=/3 data-block=side data-push-url>Three</a>")
    site.get("/3", {"main": "Page three", "side": "Side three"})
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Three")
    page.click("text=Three")
    expect(page.locator("#side")).to_have_text("Side three")
    page.evaluate("history.go(-2)")
    expect(page.locator("#side")).to_have_text("Side one")
    expect(page.locator("main")).to_contain_text("Two")


def test_back_and_forward_in_haste_end_where_the_user_ends(site, show):
    gate = threading.Event()
    page = show(PUSH)
    site.get("/2", "Page two")
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Page two")
    site.get("/", lambda request: gate.wait(5) and "Page one")
    page.go_back()
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    page.go_forward()
    page.wait_for_timeout(50)
    gate.set()
    page.wait_for_timeout(100)
    assert page.url == site.url + "2"
    assert page.inner_text("main") == "Page two"


def test_back_after_a_reload_restores_the_block(site, show):
    page = show(PUSH)
    site.get("/2", "Page two")
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Page two")
    page.reload()
    page.evaluate("window.here = true")
    page.go_back()
    expect(page.locator("main")).to_have_text("Two")
    assert page.evaluate("window.here")


def test_back_across_a_fragment_asks_for_nothing(site, show):
    page = show(PUSH + "<a href='#x'>Down</a>")
    site.get("/2", "Page two <a href='#x'>Down</a>")
    page.click("text=Two")
    expect(page.locator("main")).to_contain_text("Page two")
    page.click("text=Down")
    page.evaluate("window.asked = 0; document.addEventListener('asok:before', () => asked++)")
    page.go_back()
    page.wait_for_timeout(100)
    assert page.url == site.url + "2"
    assert page.evaluate("asked") == 0


@pytest.mark.refused
def test_a_page_that_is_gone_is_shown_on_the_way_back(site, show):
    page = show(PUSH)
    site.get("/2", "Page two")
    page.click("text=Two")
    expect(page.locator("main")).to_have_text("Page two")
    del site.handlers["GET", "/"]
    page.go_back()
    expect(page.locator("h1")).to_contain_text("404")


def test_a_failed_form_leaves_the_address_alone(site, show):
    page = show(FORM.replace("<form", "<form data-push-url").format(""))
    site.post("/to", lambda request: request.status_code(422).html("html/test.html", main="<i>Wrong</i>"))
    page.click("text=Send")
    expect(page.locator("main i")).to_have_text("Wrong")
    assert page.url == site.url


def test_the_same_address_twice_is_one_step_back(site, show):
    page = show(PUSH)
    site.get("/2", PUSH + " again")
    for _count in (2, 3):
        page.click("text=Two")
        expect(page.locator("main")).to_contain_text("again")
        page.wait_for_timeout(50)
    page.go_back()
    assert page.url == site.url
