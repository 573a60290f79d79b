"""The cookies of the test client are kept and sent as a browser would (RFC 6265 and its revision)."""

import pytest
from asok_server.testing.jar import CookieJar

HOST = "shop.example.com"


def sent(cookie, *, host=HOST, path="/a/b", https=True, set_by="/a/page"):
    jar = CookieJar()
    jar.store(cookie, https=https, host=HOST, path=set_by)
    return jar.header(path, https=https, host=host)


@pytest.mark.parametrize(
    "cookie",
    [
        "a=1",
        "a=1; Domain=shop.example.com",
        "a=1; Domain=.EXAMPLE.com",
        "a=1; Path=/a",
        "a=1; Path=relative",
        "a=1; Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=1; Max-Age=soon",
        "a=1; SameSite=None; Secure",
    ],
)
def test_what_a_browser_takes_is_sent(cookie):
    assert sent(cookie) == "a=1"


@pytest.mark.parametrize(
    "cookie",
    [
        "a=1; Domain=example.org",
        "a=1; Domain=other.example.com",
        "a=1; Domain=hop.example.com",
        "a=1; Path=/elsewhere",
        "a=1; Max-Age=0",
        "a=1; Max-Age=-1",
        "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=1; SameSite=None",
        "=1",
        "__Secure-a=1",
        "__Host-a=1; Path=/",
        "__Host-a=1; Secure; Path=/a",
        "__Host-a=1; Secure",
        "__Host-a=1; Secure; Path=/; Domain=shop.example.com",
    ],
)
def test_what_a_browser_drops_is_not_sent(cookie):
    assert sent(cookie) == ""


def test_a_secure_cookie_is_neither_taken_nor_sent_over_http():
    assert sent("a=1; Secure", https=False) == ""


def test_without_a_path_the_folder_of_the_page_counts():
    assert sent("a=1", set_by="/a/page", path="/a") == "a=1"
    assert sent("a=1", set_by="/a/page", path="/b") == ""
    assert sent("a=1", set_by="/page", path="/b") == "a=1"


def test_a_cookie_goes_to_its_own_host_alone_unless_it_has_a_domain():
    assert sent("a=1", host="example.com") == ""
    assert sent("a=1", host="a.shop.example.com") == ""
    assert sent("a=1; Domain=example.com", host="example.com") == "a=1"
    assert sent("a=1; Domain=example.com", host="other.example.com") == "a=1"


def test_the_same_name_on_another_path_is_another_cookie():
    jar = CookieJar()
    jar.store("a=1; Path=/", https=False, host=HOST, path="/")
    jar.store("a=2; Path=/a", https=False, host=HOST, path="/")
    assert jar.header("/a", https=False, host=HOST) == "a=2; a=1"
    jar.store("a=; Path=/a; Max-Age=0", https=False, host=HOST, path="/")
    assert jar.header("/a", https=False, host=HOST) == "a=1"
