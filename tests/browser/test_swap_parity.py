"""Native parity: what a form with `data-block` sends is what the same form sends without it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def press(page):
    page.click("text=Send")


def press_by_key(page):
    page.keyboard.press("Shift+Tab")  # the last field that takes the focus is the button
    page.keyboard.press("Enter")


def press_enter(page):
    page.press("[name=a]", "Enter")


def press_picture(page):
    page.click("[type=image]", position={"x": 7, "y": 3})


def choose_file(page):
    page.set_input_files("[type=file]", {"name": "né.txt", "mimeType": "text/plain", "buffer": b"one\ntwo"})
    press(page)


def type_lines(page):
    page.fill("textarea", "one\ntwo\n\nthree")
    press(page)


def add_a_field(page):
    page.evaluate("document.addEventListener('formdata', e => e.formData.append('added', 'yes\\nno'))")
    press(page)


def submit_by_script(page):
    page.evaluate("HTMLFormElement.prototype.requestSubmit.call(document.forms[0])")


BUTTON = "<button>Send</button>"
FORMS = {
    "fields": (f"<form method=post action=/to><input name=a value='1 &+é€'><input name=a>{BUTTON}", press),
    "the_button_pressed": (
        "<form method=post action=/to><button name=b value=1>No</button><button name=b value=2>Send</button>",
        press,
    ),
    "the_default_button_on_enter": (
        "<form method=post action=/to><input name=a value=x><button name=b value=1>One</button>",
        press_enter,
    ),
    "no_button_when_there_is_none": ("<form method=post action=/to><input name=a value=x>", press_enter),
    "a_button_outside": (
        "<form id=f method=post action=/to><input name=a value=1></form><button form=f name=b value=2>Send</button>",
        press,
    ),
    "the_action_of_the_button": (
        "<form method=post action=/wrong><input name=a value=1><button formaction=/to>Send</button>",
        press,
    ),
    "the_method_of_the_button": (
        "<form method=post action=/to><input name=a value=1><button formmethod=get>Send</button>",
        press,
    ),
    "the_encoding_of_the_button": (
        "<form method=post action=/to><input name=a value=1><button formenctype=multipart/form-data>Send</button>",
        press,
    ),
    "an_empty_action_of_the_button": (
        "<form method=post action=/wrong><input name=a value=1><button formaction=''>Send</button>",
        press,
    ),
    "where_a_picture_was_pressed": (
        "<form method=post action=/to><input type=image name=p alt=Go width=40 height=40>",
        press_picture,
    ),
    "an_unnamed_picture": (
        "<form method=post action=/to><input type=image alt=Go width=40 height=40>",
        press_picture,
    ),
    "a_file": (
        f"<form method=post action=/to enctype=multipart/form-data><input name='a\"b' value=1><input type=file name=f>{BUTTON}",
        choose_file,
    ),
    "no_file": (
        f"<form method=post action=/to enctype=multipart/form-data><input type=file name=f>{BUTTON}",
        press,
    ),
    "the_name_of_a_file_without_multipart": (
        f"<form method=post action=/to><input type=file name=f>{BUTTON}",
        choose_file,
    ),
    "lines": (f"<form method=post action=/to><textarea name='x\ny'></textarea>{BUTTON}", type_lines),
    "lines_in_multipart": (
        f"<form method=post action=/to enctype=multipart/form-data><textarea name='x\ny'></textarea>{BUTTON}",
        type_lines,
    ),
    "a_query_that_replaces_the_old_one": (
        f"<form action='/to?old=1'><input name=q value='a b'>{BUTTON}",
        press,
    ),
    "a_get_form_with_lines_and_a_file": (
        f"<form action=/to><textarea name=t></textarea><input type=file name=f>{BUTTON}",
        type_lines,
    ),
    "what_is_checked_chosen_and_enabled": (
        (
            "<form method=post action=/to><input type=checkbox name=a checked><input type=checkbox name=b value=2>"
            "<input type=radio name=c value=1><input type=radio name=c value=2 checked><input name=d value=1 disabled>"
            "<fieldset disabled><input name=e value=1></fieldset><select name=s multiple><option selected>x<option>y"
            f"<option selected value=''>z</select><input name=_charset_ type=hidden><input name=r dirname=dir value=v>{BUTTON}"
        ),
        press,
    ),
    "fields_named_like_properties": (
        "<form method=post action=/to>"
        + "".join(
            f"<input name={name} value={name}>"
            for name in [
                "action",
                "method",
                "enctype",
                "target",
                "submit",
                "elements",
                "dataset",
                "id",
                "name",
                "target",
                "length",
                "title",
            ]
        )
        + BUTTON,
        press_by_key,
    ),
    "a_method_that_no_form_has": (f"<form method=put action=/to><input name=a value=1>{BUTTON}", press),
    "a_form_without_action": (f"<form method=post><input name=a value=1>{BUTTON}", press),
    "a_field_added_by_formdata": (f"<form method=post action=/to>{BUTTON}", add_a_field),
    "what_a_script_submits": ("<form method=POST action=/to><input name=a value=1>", submit_by_script),
    "an_action_below_the_base": (f"<form method=post action=to>{BUTTON}", press),
}
PARTS = {"an_action_below_the_base": {"above": "<base href='/deep/er/'>"}}


@pytest.mark.parametrize("name", FORMS)
def test_a_block_form_sends_like_a_plain_form(name, site, show):
    form, act = FORMS[name]
    swapped, plain = (
        sent(site, show, markup, act, PARTS.get(name, {}))
        for markup in (form.replace("<form", "<form data-block=main", 1), form)
    )
    assert swapped.header("X-Block") == "main"
    assert plain.header("X-Block") is None
    assert alike(swapped) == alike(plain)


def sent(site, show, form, act, parts):
    """What reaches the server when this form is sent."""
    for path in ("/to", "/start", "/deep/er/to"):
        site.get(path, "done")
        site.post(path, "done")
    site.get("/start", {"main": form, **parts})
    page = show("")
    page.goto(site.url + "start?x=1")
    site.requests.clear()
    act(page)
    expect(page.locator("main")).to_have_text("done")
    return site.requests[0]


def alike(seen):
    boundary = re.search("boundary=(.*)", seen.header("Content-Type") or "")
    body = seen.body.replace(boundary[1].encode(), b"-") if boundary else seen.body
    kind = re.sub("boundary=.*", "", seen.header("Content-Type") or "")
    return seen.method, seen.path, seen.query, kind, body, seen.header("Origin"), seen.header("Referer")


# What is left to the browser


@pytest.fixture
def form(site):
    """A form with these attributes, and what follows it."""
    site.post("/to", "A new page")
    site.get("/to", "A new page")
    return lambda more="", button="": (
        f"<form method=post action=/to data-block=main {more}><input name=a value=1><button {button}>Send</button></form>"
    )


def test_a_form_for_a_new_tab_opens_a_new_tab(site, show, form, context):
    page = show(form("target=_blank"))
    with context.expect_page() as opened:
        page.click("text=Send")
    expect(opened.value.locator("main")).to_have_text("A new page")
    assert page.locator("form").count() == 1


def test_a_button_for_a_new_tab_opens_a_new_tab(site, show, form, context):
    page = show(form(button="formtarget=_blank"))
    with context.expect_page() as opened:
        page.click("text=Send")
    expect(opened.value.locator("main")).to_have_text("A new page")


def test_a_button_for_this_tab_overrules_its_form(site, show, form):
    page = show(form("target=_blank", "formtarget=_self"))
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A new page")
    assert site.last.header("X-Block") == "main"


def test_a_base_for_new_tabs_opens_new_tabs(site, show, form, context):
    page = show(form(), above="<base target=_blank>")
    with context.expect_page() as opened:
        page.click("text=Send")
    expect(opened.value.locator("main")).to_have_text("A new page")


def test_a_form_for_a_frame_fills_the_frame(site, show, form):
    page = show(form("target=inner"), below="<iframe name=inner></iframe>")
    page.click("text=Send")
    expect(page.frame_locator("iframe").locator("main")).to_have_text("A new page")
    assert page.locator("form").count() == 1


@pytest.mark.parametrize("key", ["Control", "Shift"])
def test_a_key_held_on_a_button_opens_the_answer_elsewhere(key, site, show, form, context):
    page = show(form())
    with context.expect_page() as opened:
        page.click("text=Send", modifiers=[key])
    expect(opened.value.locator("main")).to_have_text("A new page")
    assert page.locator("form").count() == 1


def test_after_a_click_with_a_key_enter_swaps_again(site, show, context):
    page = show("<form action=/to data-block=main><input name=a></form><a href=/to>Other</a>")
    site.get("/to", "Found")
    with context.expect_page():
        page.click("text=Other", modifiers=["Control"])
    page.press("[name=a]", "Enter")
    expect(page.locator("main")).to_have_text("Found")
    assert page.url == site.url


def test_a_key_held_on_a_link_opens_a_new_tab(site, show, context):
    page = show("<a href=/to data-block=main>Go</a>")
    site.get("/to", "A new page")
    with context.expect_page() as opened:
        page.click("text=Go", modifiers=["Control"])
    expect(opened.value.locator("main")).to_have_text("A new page")
    assert page.inner_text("main") == "Go"


def test_a_link_for_a_new_tab_opens_a_new_tab(site, show, context):
    page = show("<a href=/to data-block=main target=_blank>Go</a>")
    site.get("/to", "A new page")
    with context.expect_page() as opened:
        page.click("text=Go")
    expect(opened.value.locator("main")).to_have_text("A new page")


def test_a_link_to_a_download_downloads(site, show):
    page = show("<a href=/to data-block=main download=a.txt>Get</a>")
    site.get("/to", "text")
    with page.expect_download() as download:
        page.click("text=Get")
    assert download.value.suggested_filename == "a.txt"


def test_a_link_within_the_page_only_scrolls(site, show):
    page = show("<a href=#down data-block=main>Down</a>", below="<p id=down>Here</p>")
    site.requests.clear()
    page.click("text=Down")
    assert page.url == site.url + "#down"
    assert site.requests == []
    assert page.inner_text("main") == "Down"


@pytest.mark.refused
def test_a_form_for_another_site_goes_there(site, show, form):
    page = show(form().replace("/to", site.url.replace("127.0.0.1", "localhost") + "to"))
    page.evaluate("document.querySelector('button').click()")
    page.wait_for_timeout(100)
    assert site.asked("POST", "/to") == []  # the policy of the page refuses it to the browser
    assert page.locator("form").count() == 1
    assert page.get_by_text("No connection").count() == 0


def test_a_link_to_another_site_goes_there(site, show):
    other = site.url.replace("127.0.0.1", "localhost")
    page = show(f"<a href={other}to data-block=main>Go</a>")
    site.get("/to", "A new page")
    page.click("text=Go")
    expect(page.locator("main")).to_have_text("A new page")
    assert page.url == other + "to"


def test_a_form_in_plain_text_is_sent_by_the_browser(site, show, form):
    page = show(form("enctype=Text/Plain"))
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A new page")
    assert site.asked("POST", "/to")[0].text == "a=1\r\n"
    assert page.url == site.url + "to"


def test_an_invalid_form_is_not_sent(site, show, form):
    page = show(form().replace("name=a value=1", "name=a required"))
    site.requests.clear()
    page.click("text=Send")
    assert page.evaluate("document.activeElement.name") == "a"
    assert site.requests == []


def test_an_invalid_form_is_sent_where_nobody_validates(site, show, form):
    page = show(form(button="formnovalidate").replace("name=a value=1", "name=a required"))
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A new page")
    assert page.url == site.url


def test_a_form_in_a_dialog_closes_it(site, show):
    page = show(
        "<dialog open><form method=dialog data-block=main><button value=yes>Send</button></form></dialog>"
    )
    site.requests.clear()
    page.click("text=Send")
    assert page.evaluate("document.querySelector('dialog').returnValue") == "yes"
    assert page.locator("dialog[open]").count() == 0
    assert site.requests == []


def test_a_button_may_close_the_dialog_of_a_posting_form(site, show, form):
    page = show(f"<dialog open>{form(button='formmethod=dialog value=no')}</dialog>")
    page.click("text=Send")
    assert page.evaluate("document.querySelector('dialog').returnValue") == "no"
    assert site.asked("POST", "/to") == []


def test_a_submit_that_a_script_of_the_page_stops_is_not_sent(site, show, form):
    page = show(form())
    page.evaluate("document.querySelector('form').addEventListener('submit', e => e.preventDefault())")
    page.click("text=Send")
    page.wait_for_timeout(50)
    assert site.asked("POST", "/to") == []


def test_formdata_is_heard_once(site, show, form):
    page = show(form())
    page.evaluate("window.heard = 0; addEventListener('formdata', () => heard++)")
    page.click("text=Send")
    expect(page.locator("main")).to_have_text("A new page")
    assert page.evaluate("heard") == 1
