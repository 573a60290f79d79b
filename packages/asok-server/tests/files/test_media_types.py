import pytest
from asok_server.files.mediatypes import is_scriptable, media_type, with_charset
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report.pdf", "application/pdf"),
        ("IMAGE.PNG", "image/png"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.mjs", "text/javascript; charset=utf-8"),
        ("app.css", "text/css; charset=utf-8"),
        ("data.csv", "text/csv; charset=utf-8"),
        ("notes.txt", "text/plain; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("data.json", "application/json"),
        ("logo.svg", "image/svg+xml"),
        ("font.woff2", "font/woff2"),
        ("code.wasm", "application/wasm"),
        ("backup.tar.gz", "application/gzip"),
        ("/var/lib/pdf", "application/octet-stream"),
        ("pdf", "application/octet-stream"),
        ("folder.pdf/file", "application/octet-stream"),
        ("unknown.xyz", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_types_by_suffix(name, expected):
    assert media_type(name) == expected


def test_the_first_name_with_a_known_suffix_decides():
    assert media_type("report", "/tmp/x.pdf") == "application/pdf"
    assert media_type("a.csv", "/tmp/x.pdf") == "text/csv; charset=utf-8"


def test_text_is_utf_8_unless_it_says_otherwise():
    assert with_charset("text/csv") == "text/csv; charset=utf-8"
    assert with_charset("Text/HTML; Charset=latin-1") == "Text/HTML; Charset=latin-1"
    assert with_charset("image/png") == "image/png"


@pytest.mark.parametrize(
    "rubbish", ["", "text", "text/", "text/html\r\nX: y", "text/html;", "te xt/html", "a/b; c"]
)
def test_what_is_no_media_type_is_refused(rubbish):
    with pytest.raises(ValueError, match="media type"):
        with_charset(rubbish)


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "text/xsl",
        "message/rfc822",
        "multipart/related; boundary=x",
    ],
)
def test_markup_may_hold_scripts(kind):
    assert is_scriptable(kind)


@pytest.mark.parametrize(
    "kind", ["image/png", "application/pdf", "text/plain", "application/json", "text/css"]
)
def test_these_hold_none(kind):
    assert not is_scriptable(kind)


@settings(deadline=None)
@given(st.text())
def test_every_name_has_a_type(name):
    assert with_charset(media_type(name)) == media_type(name)
