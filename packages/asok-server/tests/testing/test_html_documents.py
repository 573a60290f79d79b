"""The parsed HTML of an answer."""

import pytest
from asok_server.testing import SelectionError, SelectorError, parse_html
from hypothesis import given, settings
from hypothesis import strategies as st

DOCUMENT = parse_html(
    """<!doctype html>
<html lang="en"><head><title>Tom &amp; Jerry</title><script>if (a < b) { "<p>no</p>" }</script></head>
<body class="page  wide">
  <nav><a href="/" class="active">Home</a> <a href="/about" data-block="main" hidden>About</a></nav>
  <ul id="list"><li>One<li class="x">Two <b>bold</b><li>Three</ul>
  <p>First<p lang="en-GB">Second<br>line
  <table><tr><td>1<td>2<tr><td>3</table>
  <form id="f"><input name="a" value="1"><input type="checkbox" name="b" checked>
    <input type="checkbox" name="c">
    <input type="radio" name="r" value="x"><input type="radio" name="r" value="y" checked>
    <textarea name="t">
&lt;b&gt; <i>text</i></textarea>
    <select name="s"><option>one<option value="2" selected>two</select>
    <select name="m" multiple><option value="1" selected>a<option value="2" selected>b</select>
    <input name="off" disabled value="x"><button name="go" value="1">Go</button></form>
  <svg viewBox="0 0 1 1"><path d="M0"/><circle/></svg><footer>End</footer>
</body></html>"""
)


def texts(selector: str) -> list[str]:
    return [element.text for element in DOCUMENT.select(selector)]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("title", ["Tom & Jerry"]),
        ("nav a", ["Home", "About"]),
        ("nav > a.active", ["Home"]),
        ("body > a", []),
        ("#list li", ["One", "Two bold", "Three"]),
        ("ul#list > li.x", ["Two bold"]),
        ("li.x b", ["bold"]),
        ("li + li", ["Two bold", "Three"]),
        ("li ~ li.x", ["Two bold"]),
        ("li.x ~ li", ["Three"]),
        ("a[href='/about']", ["About"]),
        ('a[href="/about"]', ["About"]),
        ("a[hidden]", ["About"]),
        ("a[href^='/a']", ["About"]),
        ("a[href$=about]", ["About"]),
        ("a[href*=bou]", ["About"]),
        ("a[href^='']", []),
        ("body[class~=wide] footer", ["End"]),
        ("[lang|=en] > body footer", ["End"]),
        ("p[lang|=en]", ["Second line"]),
        ("title, footer", ["Tom & Jerry", "End"]),
        ("footer , title", ["Tom & Jerry", "End"]),
        ("  footer  ", ["End"]),
        ("TITLE", ["Tom & Jerry"]),
        ("td", ["1", "2", "3"]),
        ("tr td:not-really", None),
        ("", None),
        ("a >", None),
        ("a[", None),
        ("a..b", None),
        (",a", None),
        ("li:first-child", None),
    ],
)
def test_selectors(selector, expected):
    if expected is None:
        with pytest.raises(SelectorError, match="can't read"):
            texts(selector)
    else:
        assert texts(selector) == expected


def test_end_tags_may_be_left_out():
    assert [len(list(row.elements)) for row in DOCUMENT.select("tr")] == [2, 1]
    assert [p.text for p in DOCUMENT.select("body > p")] == ["First", "Second line"]


def test_a_table_in_a_table_stays_in_it():
    nested = parse_html("<table><tr><td><table><tr><td>in</table><td>out</table>")
    assert [len(list(row.elements)) for row in nested.select("tr")] == [2, 1]


def test_scripts_are_no_text_and_no_elements():
    assert DOCUMENT.select("script p") == []
    assert "a < b" in DOCUMENT.one("script").raw_text
    assert "a < b" not in DOCUMENT


def test_void_and_foreign_elements():
    assert [element.tag for element in DOCUMENT.one("svg").elements] == ["path", "circle"]
    assert DOCUMENT.one("footer").parent is DOCUMENT.one("body")


def test_attributes():
    link = DOCUMENT.one("[data-block]")
    assert link["HREF"] == "/about"
    assert link.get("hidden") == ""
    assert link.get("title") is None
    assert link.get("title", "x") == "x"
    with pytest.raises(KeyError):
        link["title"]
    assert parse_html("<a href=1 href=2>").one("a")["href"] == "1"


def test_text_is_to_be_found_whatever_its_white_space():
    assert "Two   bold" in DOCUMENT
    assert "Second line" in DOCUMENT
    assert "Second\nline" in DOCUMENT
    assert "OneTwo" not in DOCUMENT


def test_one_says_what_is_there():
    with pytest.raises(SelectionError, match=r"(?s)'h1' fits 0 elements.*<title>Tom & Jerry"):
        DOCUMENT.one("h1")
    with pytest.raises(SelectionError, match="'li' fits 3 elements"):
        DOCUMENT.one("li")


def test_a_textarea_holds_text_only():
    assert DOCUMENT.one("textarea").raw_text == "<b> <i>text</i>"
    assert DOCUMENT.select("textarea i") == []


def test_a_disabled_group_is_not_among_the_fields_of_a_form():
    form = parse_html("<form><fieldset disabled><p><input name=a></p></fieldset><input name=b></form>").one(
        "form"
    )
    assert form.fields == {"b": [""]}


def test_the_fields_of_a_form():
    assert DOCUMENT.one("#f").fields == {
        "a": ["1"],
        "b": ["on"],
        "r": ["y"],
        "t": ["<b> <i>text</i>"],
        "s": ["2"],
        "m": ["1", "2"],
    }


@settings(deadline=None)
@given(st.text("<>/abp li=\"'!-&;\n") | st.text())
def test_every_text_is_parsed(text):
    document = parse_html(text)
    assert isinstance(document.text, str)
    for element in document.select("*"):
        assert element.parent is not None


@settings(deadline=None)
@given(st.text("ab.#[]=>+~, '\"*:^$|\\") | st.text())
def test_every_selector_is_read_or_refused(selector):
    try:
        found = DOCUMENT.select(selector)
    except SelectorError:
        return
    assert isinstance(found, list)
