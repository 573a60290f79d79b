"""Rule 6, redirects: to a path, to this origin, to one of REDIRECT_ORIGINS, and nowhere else."""

from urllib.parse import unquote_to_bytes, urljoin, urlsplit

import pytest
from asok_server.errors import Abort
from asok_server.security.redirects import UnsafeRedirect, back_location, redirection, safe_location
from hypothesis import given, settings
from hypothesis import strategies as st

ORIGINS = ("https://login.example.net", "https://shop.example.net:8443")


def location(target: str, *, scheme: str = "https", host: str = "example.com") -> str:
    return safe_location(target, scheme=scheme, host=host, origins=ORIGINS)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/dashboard",
        "/a/b?next=https://evil.example/#top",
        "/a//b",
        "/%2f%2fevil.example",
        "/@evil.example",
        "/http://evil.example",
        "/search?q=100%25&x=a+b",
        "https://example.com/",
        "https://example.com",
        "https://example.com:443/x",
        "HTTPS://EXAMPLE.COM/x",
        "https://example.com?x",
        "https://example.com#x",
        "https://login.example.net/start",
        "https://shop.example.net:8443/basket?x=1",
    ],
)
def test_what_stays_here_or_is_allowed_goes_as_it_is(target):
    assert location(target) == target


TRICKS = [
    "",
    " ",
    "dashboard",
    "?page=2",
    "#top",
    "./x",
    "../x",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x0b/evil.example",
    "/ok\r\nSet-Cookie: a=b",
    "/ok\x00",
    "/ok\x7f",
    "/ok\x85",
    "/ok\\",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "https:/\\evil.example",
    "https://evil.example",
    "https://evil.example/example.com",
    "http://example.com/",
    "https://example.com:8443/",
    "https://example.com.evil.example/",
    "https://example.comevil.example/",
    "https://example.com@evil.example/",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://evil.example#@example.com/",
    "https://evil.example?@example.com/",
    "https://evil.example\\@example.com/",
    "https://evil.example\\.example.com/",
    "https://example.com\\.evil.example/",
    "https://example.com\uff0fevil.example/",
    "https://example.com\u3002evil.example/",
    "https://ex\u00adample.com/",
    "https://example.com%2eevil.example/",
    "https://example.com:443@evil.example/",
    "https://example.com:evil/",
    "https://example.com:99999/",
    "https://[::1]/",
    "https://[::1/",
    "https://0x7f.1/",
    "https://login.example.net:444/",
    "http://login.example.net/",
    "https://login.example.net.evil.example/",
    "https://",
    "https://?",
    "javascript:alert(1)",
    "JavaScript://example.com/%0aalert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.com/",
    "mailto:a@example.com",
    "blob:https://example.com/x",
    "view-source:https://example.com/",
    "\uff0f\uff0fevil.example",
    "\u2028//evil.example",
    "\ufeff//evil.example",
    "/\ud800",
    "https\uff1a//example.com/",
    "http\u017f://example.com/",
]


@pytest.mark.parametrize("target", TRICKS)
def test_the_tricks_of_twenty_years_are_refused(target):
    with pytest.raises(UnsafeRedirect):
        location(target)


@pytest.mark.parametrize("target", TRICKS)
def test_back_never_fails_and_never_leads_out(target):
    assert (
        back_location(target, scheme="https", host="example.com", default="/home", origins=ORIGINS) == "/home"
    )
    assert back_location(None, scheme="https", host="example.com", default=target, origins=ORIGINS) == "/"


@pytest.mark.parametrize("target", [None, ""])
def test_rule_6_a_place_that_was_not_named_is_refused_like_any_other(target):
    with pytest.raises(UnsafeRedirect):
        location(target)


def test_a_refusal_becomes_a_400_that_reflects_nothing():
    with pytest.raises(UnsafeRedirect) as raised:
        location("//evil.example")
    assert isinstance(raised.value, Abort)
    assert raised.value.status == 400
    assert "evil" not in raised.value.message
    assert "REDIRECT_ORIGINS" in raised.value.message


@pytest.mark.parametrize(
    ("target", "sent"),
    [
        ("/münchen", "/m%C3%BCnchen"),
        ("/a b", "/a%20b"),
        ("/?q=日本#é", "/?q=%E6%97%A5%E6%9C%AC#%C3%A9"),
        ('/"<>^`{|}', "/%22%3C%3E%5E%60%7B%7C%7D"),
        ("/%C3%BC", "/%C3%BC"),
        ("/\u2028", "/%E2%80%A8"),
        ("https://example.com/ü", "https://example.com/%C3%BC"),
        ("/:;=@&+$,!*'()[]~-._", "/:;=@&+$,!*'()[]~-._"),
    ],
)
def test_a_location_is_ascii(target, sent):
    assert location(target) == sent


@pytest.mark.parametrize(
    ("scheme", "host", "target"),
    [
        ("http", "localhost:8000", "http://localhost:8000/x"),
        ("http", "[::1]:8000", "http://[0:0::1]:8000/x"),
        ("http", "example.com:80", "http://example.com/x"),
    ],
)
def test_ports_and_addresses_are_compared_as_browsers_do(scheme, host, target):
    assert location(target, scheme=scheme, host=host) == target


def test_an_origin_may_be_configured_in_any_spelling_of_it():
    for origin in ("https://Login.Example.net", "https://login.example.net:443"):
        target = "https://login.example.net/x"
        assert safe_location(target, scheme="https", host="example.com", origins=[origin]) == target


def test_a_host_that_is_none_allows_paths_only():
    assert location("/x", host="") == "/x"
    with pytest.raises(UnsafeRedirect):
        location("https:///x", host="")


def test_back_leads_to_the_page_that_the_visitor_came_from():
    came = "https://example.com//evil.example/?q=1"
    assert back_location(came, scheme="https", host="example.com") == came


@pytest.mark.parametrize(
    "referer", [None, "", "https://login.example.net/", "http://example.com/", "/relative:bad\\"]
)
def test_back_falls_to_its_default(referer):
    assert back_location(referer, scheme="https", host="example.com", origins=ORIGINS) == "/"
    assert (
        back_location(referer, scheme="https", host="example.com", default="/home", origins=ORIGINS)
        == "/home"
    )


def test_back_may_be_given_an_allowed_origin_as_default():
    assert (
        back_location(None, scheme="https", host="example.com", default=ORIGINS[0] + "/x", origins=ORIGINS)
        == ORIGINS[0] + "/x"
    )


@settings(max_examples=500, deadline=None)
@given(st.text() | st.text("/\\:@.?#%\t\r\n ehtps", max_size=12).map(lambda text: "/" + text))
def test_whatever_is_let_through_stays_on_this_host(target):
    try:
        sent = location(target)
    except UnsafeRedirect:
        return
    assert sent.isascii()
    assert sent.isprintable()
    assert "\\" not in sent
    joined = urlsplit(urljoin("https://example.com/here", sent))
    assert f"{joined.scheme}://{joined.netloc}".lower() in ("https://example.com", *ORIGINS)
    assert unquote_to_bytes(sent) == unquote_to_bytes(target.encode("utf-8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(st.none() | st.text(), st.text(), st.text(), st.sampled_from(["http", "https"]))
def test_back_never_raises(referer, default, host, scheme):
    assert back_location(referer, scheme=scheme, host=host, default=default).isascii()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_may_have_any_status_that_redirects(status):
    answer = redirection("/x", status)
    assert (answer.status, answer.header("location")) == (status, "/x")


@pytest.mark.parametrize("status", [200, 300, 304, 305, 404, 0])
def test_a_redirection_has_no_other_status(status):
    with pytest.raises(ValueError, match=str(status)):
        redirection("/x", status)
