"""Set-Cookie (RFC 6265, and what browsers hold to of 6265bis)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from http.cookies import SimpleCookie

import pytest
from asok_request.cookies import parse_cookies
from asok_server.cookies import CookieError, CookieTooLargeError, delete_cookie, set_cookie
from hypothesis import given, settings
from hypothesis import strategies as st

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def test_the_defaults_are_those_of_rule_7():
    assert set_cookie("theme", "dark") == "theme=dark; Path=/; SameSite=Lax"


def test_every_attribute():
    cookie = set_cookie(
        "a",
        "b",
        max_age=60,
        expires=datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC),
        path="/sub",
        domain="example.com",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    assert cookie == (
        "a=b; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Path=/sub; Domain=example.com; "
        "Secure; HttpOnly; SameSite=None; Partitioned"
    )


def test_a_lifetime_may_be_a_timedelta():
    assert "Max-Age=86400;" in set_cookie("a", "b", max_age=timedelta(days=1))


@pytest.mark.parametrize(
    "wrong",
    [{"max_age": "x"}, {"expires": "tomorrow"}, {"path": None}, {"path": 5}, {"domain": 5}, {"name": None}],
)
def test_what_can_not_be_meant_is_an_error_that_says_so(wrong):
    with pytest.raises(CookieError):
        set_cookie(**{"name": "a", "value": "b"} | wrong)


def test_expires_is_a_moment_in_any_zone_or_seconds():
    expected = "Expires=Sun, 06 Nov 1994 08:49:37 GMT"
    paris = datetime(1994, 11, 6, 9, 49, 37, tzinfo=timezone(timedelta(hours=1)))
    naive = datetime(1994, 11, 6, 8, 49, 37)  # noqa: DTZ001
    for moment in (paris, naive, 784111777, 784111777.5):
        assert expected in set_cookie("a", "b", expires=moment)


def test_samesite_can_be_left_out_and_is_read_without_case():
    assert set_cookie("a", "b", samesite=None) == "a=b; Path=/"
    assert set_cookie("a", "b", samesite="strict") == "a=b; Path=/; SameSite=Strict"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["", "a b", "a;b", "a=b", "a,b", 'a"b', "é", "a\r\n", "a\0", "a\t", "(a)", "a/b", "\ud800"]
)
def test_a_name_is_a_token(name):
    with pytest.raises(CookieError, match="token"):
        set_cookie(name, "value")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a=b/c:d!#$%&'()*+-.<>?@[]^_`{|}~", "a=b/c:d!#$%&'()*+-.<>?@[]^_`{|}~"),
        ("100%41", "100%41"),
        ("a b", r'"a\040b"'),
        ("a;b,c", r'"a\073b\054c"'),
        ('say "hi"', r'"say\040\042hi\042"'),
        ("back\\slash", r'"back\134slash"'),
        ("é", r'"\303\251"'),
        ("x\r\nSet-Cookie: a=b", r'"x\015\012Set-Cookie:\040a=b"'),
        ("\0", r'"\000"'),
        ('"quoted"', r'"\042quoted\042"'),
    ],
)
def test_values_are_written_so_that_every_reader_gets_them_back(value, written):
    assert set_cookie("a", value) == f"a={written}; Path=/; SameSite=Lax"


@settings(deadline=None, max_examples=300)
@given(text)
def test_rule_7_values_round_trip_and_no_header_is_broken(value):
    cookie = set_cookie("a", value)
    assert re.fullmatch(r"[\x20-\x7e]*", cookie)
    sent_back = cookie.partition(";")[0]
    assert parse_cookies(sent_back)["a"] == value
    assert parse_cookies(f"b=1; {sent_back}; c=2") == {"b": "1", "a": value, "c": "2"}


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(max_codepoint=127), max_size=100))
def test_the_standard_library_reads_ascii_values_back(value):
    assert SimpleCookie(set_cookie("a", value).partition(";")[0])["a"].value == value


def test_what_is_no_text_is_refused():
    for value in (1, None, b"bytes"):
        with pytest.raises(CookieError, match="is text, not"):
            set_cookie("a", value)  # type: ignore[arg-type]
    with pytest.raises(CookieError, match="UTF-8"):
        set_cookie("a", "\ud800")


def test_4096_bytes_are_the_most():
    rest = len("a=; Path=/; SameSite=Lax")
    assert len(set_cookie("a", "x" * (4096 - rest))) == 4096
    with pytest.raises(CookieTooLargeError, match="'a' has 4097 bytes"):
        set_cookie("a", "x" * (4097 - rest))
    with pytest.raises(CookieTooLargeError):
        set_cookie("a", "é" * 1000)


@pytest.mark.parametrize(
    ("path", "written"),
    [("/", "/"), ("/a b", "/a%20b"), ("/é;x", "/%C3%A9%3Bx"), ("/a%20b", "/a%20b"), ("/\r\n", "/%0D%0A")],
)
def test_a_path_is_quoted(path, written):
    assert f"; Path={written};" in set_cookie("a", "b", path=path)


@pytest.mark.parametrize("path", ["", "a", "http://x/", "/\ud800"])
def test_a_path_begins_with_a_slash(path):
    with pytest.raises(CookieError, match="path"):
        set_cookie("a", "b", path=path)


@pytest.mark.parametrize(
    ("domain", "written"),
    [("example.com", "example.com"), (".example.com", "example.com"), ("bücher.de", "xn--bcher-kva.de")],
)
def test_a_domain(domain, written):
    assert f"; Domain={written};" in set_cookie("a", "b", domain=domain)


@pytest.mark.parametrize(
    "domain", ["a b", "example.com:80", "a;b", "a..b", "-a.com", "x\r\ny", "a/b", ".", "\ud800", "a" * 300]
)
def test_a_domain_is_a_host_name(domain):
    with pytest.raises(CookieError, match="domain"):
        set_cookie("a", "b", domain=domain)


@pytest.mark.parametrize("name", ["__Secure-a", "__secure-a", "__Host-a", "__HOST-a"])
def test_prefixes_need_secure(name):
    with pytest.raises(CookieError, match="Secure"):
        set_cookie(name, "b")
    assert set_cookie(name, "b", secure=True) == f"{name}=b; Path=/; Secure; SameSite=Lax"


def test_the_host_prefix_needs_the_root_and_no_domain():
    for attributes in ({"path": "/sub"}, {"domain": "example.com"}):
        with pytest.raises(CookieError, match="no domain"):
            set_cookie("__Host-a", "b", secure=True, **attributes)  # type: ignore[arg-type]
        assert set_cookie("__Secure-a", "b", secure=True, **attributes)  # type: ignore[arg-type]


def test_what_browsers_drop_in_silence_is_an_error():
    with pytest.raises(CookieError, match="SameSite=None without Secure"):
        set_cookie("a", "b", samesite="None")
    with pytest.raises(CookieError, match="Partitioned without Secure"):
        set_cookie("a", "b", partitioned=True)
    with pytest.raises(CookieError, match="'Lax', 'Strict' or 'None'"):
        set_cookie("a", "b", samesite="Lax; Domain=x")  # type: ignore[arg-type]


def test_deleting():
    assert delete_cookie("a") == "a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; SameSite=Lax"
    assert "; Path=/x; Domain=e.com; Secure;" in delete_cookie("a", path="/x", domain="e.com", secure=True)
    with pytest.raises(CookieError):
        delete_cookie("__Host-a")
