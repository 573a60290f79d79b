"""Content-Disposition (RFC 6266, RFC 8187)."""

import re
from urllib.parse import unquote

import pytest
from asok_server.files.disposition import content_disposition
from hypothesis import example, given, settings
from hypothesis import strategies as st

SHAPE = re.compile(
    r'(?:attachment|inline); filename="([\x20\x21\x23-\x5b\x5d-\x7e]+)"'
    r"(?:; filename\*=UTF-8''((?:[!#$&+.^_`|~0-9A-Za-z-]|%[0-9A-F]{2})+))?"
)


def names(header: str) -> tuple[str, str | None]:
    found = SHAPE.fullmatch(header)
    assert found, header
    return found[1], found[2] and unquote(found[2])


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("report.pdf", 'attachment; filename="report.pdf"'),
        ("my report (1).pdf", 'attachment; filename="my report (1).pdf"'),
        ("é.txt", "attachment; filename=\"e.txt\"; filename*=UTF-8''%C3%A9.txt"),
        ("€ rates", "attachment; filename=\"_ rates\"; filename*=UTF-8''%E2%82%AC%20rates"),
        ('a"b\\c.txt', 'attachment; filename="c.txt"'),
        ('a"b.txt', "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt"),
        ("100%41.txt", "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt"),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\Windows\\win.ini", 'attachment; filename="win.ini"'),
        ("a\r\nSet-Cookie: b=c", 'attachment; filename="a__Set-Cookie: b=c"'),
        ("..", 'attachment; filename="download"'),
        ("", 'attachment; filename="download"'),
        ("folder/", 'attachment; filename="download"'),
        ("cod\u202eexe.doc", 'attachment; filename="cod_exe.doc"'),
        ("a;b=c.txt", 'attachment; filename="a;b=c.txt"'),
    ],
)
def test_examples(filename, expected):
    assert content_disposition("attachment", filename) == expected


def test_a_likeness_never_gains_a_path():
    plain, exact = names(content_disposition("attachment", "a\uff0fb\uff3cc.txt"))
    assert plain == "a_b_c.txt"
    assert exact == "a\uff0fb\uff3cc.txt"


@settings(deadline=None, max_examples=300)
@given(st.text())
@example("\udc80.txt")
@example("\x00")
@example("\u2044\u2215")
def test_every_name_gives_a_safe_header(filename):
    plain, exact = names(content_disposition("inline", filename))
    last = re.split(r"[/\\]", filename)[-1]
    if last.isprintable() and last.strip(" ."):
        assert (exact or plain) == last.strip()
    assert "/" not in (exact or plain)
    assert not re.search(r"[\x00-\x1f]", exact or plain)
