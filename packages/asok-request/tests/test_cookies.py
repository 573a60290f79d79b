import json
from http.cookies import SimpleCookie

import pytest
from asok_request import MissingKey, parse_cookies
from hypothesis import given, settings
from hypothesis import strategies as st


def wsgi(text: str) -> str:
    return text.encode().decode("latin-1")


def escaped(value: str) -> str:
    """A value as a server writes an unsafe one: quoted, octal escapes for the bytes that need it."""
    safe = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+-./:<=>?@[]^_`{|}~")
    return '"' + "".join(chr(b) if b in safe else f"\\{b:03o}" for b in value.encode()) + '"'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", {}),
        ("a=1", {"a": "1"}),
        ("a=1; b=2", {"a": "1", "b": "2"}),
        ("a=1;b=2;", {"a": "1", "b": "2"}),
        ("  a =  1 \t; b=2", {"a": "1", "b": "2"}),
        ("a=", {"a": ""}),
        ("a=b=c", {"a": "b=c"}),
        ('a=""', {"a": ""}),
        ('a="b c, d"', {"a": "b c, d"}),
        (r'a="x\073y\"z\\"', {"a": 'x;y"z\\'}),
        (r'a="\303\251"', {"a": "é"}),
        ('a="b', {"a": '"b'}),
        ('a="b"c"', {"a": '"b"c"'}),
        ('a="b\\"', {"a": '"b\\"'}),
        ('a="', {"a": '"'}),
        ("a=%3B%20", {"a": "%3B%20"}),
        ("a=1+2", {"a": "1+2"}),
        (wsgi("a=café"), {"a": "café"}),
        (wsgi("naïve=1"), {"naïve": "1"}),
        ("a=\xff", {"a": "\ufffd"}),
        ("a=\u20ac", {"a": "\u20ac"}),
        ('prefs={"a":1,"b":["x","y"]}', {"prefs": '{"a":1,"b":["x","y"]}'}),
        ("a=1; a=2", {"a": "1"}),
        ("A=1; a=2", {"A": "1", "a": "2"}),
        ("__Host-a=1; __Secure-b=2", {"__Host-a": "1", "__Secure-b": "2"}),
        ("x[y]=1; z@w=2", {"x[y]": "1", "z@w": "2"}),
    ],
)
def test_a_cookie_header_is_read(header, expected):
    assert parse_cookies(header) == expected


@pytest.mark.parametrize(
    "bad", ["novalue", "=x", "", " ", "a\x00b=1", "c=\x07", "=", '""', "a\x7f=1", "\x0bd=1"]
)
def test_a_bad_cookie_never_loses_the_others(bad):
    assert parse_cookies(f"first=1; {bad}; last=2") == {"first": "1", "last": "2"}


def test_rule_8_a_bad_pair_is_dropped_alone_and_escapes_are_undone_but_percent_is_not():
    assert parse_cookies(r'a="1\0542"; junk; b=%41; =c') == {"a": "1,2", "b": "%41"}


def test_over_plain_http_prefixed_cookies_are_not_believed():
    header = "__Host-s=1; __secure-t=2; s=3"
    assert parse_cookies(header, secure=False) == {"s": "3"}
    assert parse_cookies(header) == {"__Host-s": "1", "__secure-t": "2", "s": "3"}


def test_a_name_in_disguise_is_not_the_prefixed_one():
    assert "__Host-s" not in parse_cookies("=__Host-s=evil; \x0b__Host-s=evil; __host-s=1; \u2000__Host-s=2")


def test_the_request_believes_prefixes_on_https_only(request_):
    header = "__Host-s=1; a=2"
    assert request_(HTTP_COOKIE=header).cookies_dict == {"a": "2"}
    secure = request_(HTTP_COOKIE=header, wsgi_url_scheme="https")
    assert secure.cookies_dict == secure.cookies == {"__Host-s": "1", "a": "2"}
    assert request_().cookies_dict == {}
    with pytest.raises(MissingKey, match="missing cookie 'none'"):
        secure.cookies_dict["none"]
    assert json.loads(json.dumps(secure.cookies_dict)) == {"__Host-s": "1", "a": "2"}


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_rule_7_a_value_written_with_octal_escapes_comes_back(value):
    assert parse_cookies(f"a={escaped(value)}; b=1") == {"a": value, "b": "1"}


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_a_value_that_the_standard_library_writes_comes_back(value):
    jar: SimpleCookie = SimpleCookie()
    jar["a"] = value
    assert parse_cookies(jar["a"].OutputString()).get("a") == value


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["a=1", ";", "=", '"', "\\", "\\073", "\\4", " ", "\t", "\x00", "é", "🍪", "__Host-x=1"]
        )
    ).map("".join)
    | st.text()
)
def test_any_text_gives_a_mapping_of_text(header):
    for name, value in parse_cookies(header).items():
        assert name
        assert isinstance(value, str)
        value.encode()


@pytest.mark.parametrize("piece", ["a=1;", ";", "=", 'a="', 'a="\\', '"\\"', "\\073", " ", "a"])
def test_reading_cookies_is_linear(piece, seconds):
    header = "a=" + piece * (500_000 // len(piece))
    assert seconds(lambda: parse_cookies(header)) < 2
