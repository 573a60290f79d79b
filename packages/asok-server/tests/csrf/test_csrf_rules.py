"""Rule 3, CSRF: decided by verb, by where a request says that it comes from, and by its token."""

import string

import pytest
from asok_server.errors import Abort
from asok_server.security import csrf
from asok_server.security.csrf import CSRFError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SECRET = csrf.new_secret()


def check(**changed):
    """Check a request that a browser sends from a form of this very site, but for what is changed."""
    given = {
        "method": "POST",
        "scheme": "https",
        "host": "example.com",
        "sec_fetch_site": "same-origin",
        "origin": "https://example.com",
        "referer": "https://example.com/form",
        "token": csrf.token(SECRET),
        "secret": SECRET,
    }
    csrf.check(**(given | changed))


def refused(**changed) -> CSRFError:
    with pytest.raises(CSRFError) as raised:
        check(**changed)
    return raised.value


# Verbs


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_changes_something_needs_a_token(method):
    check(method=method)
    refused(method=method, token=None)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_changes_nothing_is_let_through_whatever_it_says(method):
    check(method=method, sec_fetch_site="cross-site", origin="null", referer=None, token=None, secret=None)


def test_a_refusal_is_a_403_that_says_why():
    refusal = refused(token=None)
    assert isinstance(refusal, Abort)
    assert refusal.status == 403
    assert "token is missing" in refusal.message


# Sec-Fetch-Site


@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_a_request_from_this_site_or_from_the_visitor_passes(site):
    check(sec_fetch_site=site)


@pytest.mark.parametrize(
    "site", ["cross-site", "same-site", "", "Same-Origin", "same-origin, none", "same-origin ", "x"]
)
def test_every_other_site_is_refused(site):
    assert "another site" in refused(sec_fetch_site=site).message


# Origin


@pytest.mark.parametrize(
    ("scheme", "host", "origin"),
    [
        ("https", "example.com", "https://example.com"),
        ("https", "example.com", "https://example.com:443"),
        ("https", "example.com:443", "https://example.com"),
        ("http", "example.com:80", "http://example.com"),
        ("http", "localhost:8000", "http://localhost:8000"),
        ("https", "Example.COM", "https://example.com"),
        ("http", "127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("http", "[::1]:8000", "http://[::1]:8000"),
        ("https", "[2001:DB8::1]", "https://[2001:db8:0::1]:443"),
        ("https", "xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("https", "example.com.", "https://example.com."),
        ("http", "under_score:80", "http://under_score"),
    ],
)
def test_an_origin_with_the_same_scheme_host_and_port_passes(scheme, host, origin):
    check(scheme=scheme, host=host, origin=origin, referer=None)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("example.com", "null"),
        ("example.com", ""),
        ("example.com", "http://example.com"),
        ("example.com", "https://example.com:8443"),
        ("example.com:8443", "https://example.com"),
        ("example.com", "https://evil.example"),
        ("example.com", "https://example.com.evil.example"),
        ("example.com", "https://sub.example.com"),
        ("example.com", "https://example.com."),
        ("example.com", "https://example.com/"),
        ("example.com", "https://example.com@evil.example"),
        ("example.com", "https://evil@example.com"),
        ("example.com", "https://example.com https://evil.example"),
        ("example.com", "https://example.com,https://example.com"),
        ("example.com", "https://example.com\n"),
        ("example.com", " https://example.com"),
        ("example.com", "example.com"),
        ("example.com", "//example.com"),
        ("example.com", "https:example.com"),
        ("example.com", "https://example.com:99999"),
        ("kelvin.example", "https://\u212aelvin.example"),
        ("[::1]", "https://[::2]"),
        ("[::1]", "https://[::1%25eth0]"),
        ("[::1]", "https://[]"),
        ("::1", "https://::1x"),
        ("example.com", "ftp://example.com"),
        ("example.com", "https://"),
    ],
)
def test_every_other_origin_is_refused(host, origin):
    assert "another origin" in refused(host=host, origin=origin).message


def test_an_origin_that_matches_makes_up_for_no_foreign_source():
    refused(sec_fetch_site="cross-site")
    refused(sec_fetch_site="none", origin="null")


# Referer


def test_over_https_without_origin_the_referer_decides():
    check(origin=None)
    check(origin=None, referer="https://example.com")
    check(origin=None, referer="https://EXAMPLE.com:443?q=https://evil.example")


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        "about:blank",
        "http://example.com/form",
        "https://evil.example/form",
        "https://example.com.evil.example/",
        "https://example.com@evil.example/",
        "https://evil.example/https://example.com/",
        "https://evil.example\\@example.com/",
        "https://example.com:8443/",
        "/form",
        "https:///example.com/",
    ],
)
def test_over_https_without_origin_a_foreign_or_missing_referer_is_refused(referer):
    assert "Referer" in refused(origin=None, referer=referer).message


def test_with_an_origin_the_referer_does_not_matter():
    check(referer=None)
    check(referer="https://evil.example/")


def test_over_http_a_client_that_says_nothing_is_judged_by_its_token():
    old = {"scheme": "http", "sec_fetch_site": None, "origin": None, "referer": None}
    check(**old)
    check(**old | {"referer": "http://elsewhere.example/"})
    refused(**old, token=None)
    refused(**old, token=csrf.token(csrf.new_secret()))


# Token


@pytest.mark.parametrize("secret", [None, csrf.new_secret()])
def test_a_token_of_another_session_or_of_none_is_refused(secret):
    assert "out of date" in refused(secret=secret).message


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        SECRET,
        SECRET + SECRET,
        csrf.token(SECRET)[:-1],
        csrf.token(SECRET) + "A",
        csrf.token(SECRET) + "==",
        " " + csrf.token(SECRET),
        csrf.token(SECRET) + "\n",
        csrf.token(SECRET)[:40] + "é" + csrf.token(SECRET)[41:],
        "\ud800",
        "\0" * 86,
        "A" * 86,
        "A" * 1_000_000,
    ],
)
def test_a_malformed_token_is_refused_and_nothing_worse(token):
    refused(token=token)


def test_a_token_is_masked_anew_each_time():
    tokens = {csrf.token(SECRET) for _ in range(50)}
    assert len(tokens) == 50
    assert not any(SECRET in token for token in tokens)
    for place in range(80):
        assert len({token[place] for token in tokens}) > 5
    for token in tokens:
        check(token=token)


def test_a_secret_is_new_each_time_and_long():
    assert len({csrf.new_secret() for _ in range(50)}) == 50
    assert len(SECRET) >= 22  # 128 bits


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(string.ascii_letters + string.digits + "-_", min_size=80, max_size=90))
def test_no_text_is_a_token_by_chance(token):
    refused(token=token)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 84), put=st.characters())
def test_a_token_with_one_character_changed_is_refused(place, put):
    token = csrf.token(SECRET)
    assume(token[place] != put)
    refused(token=token[:place] + put + token[place + 1 :])


@settings(max_examples=300, deadline=None)
@given(
    site=st.none() | st.text(), origin=st.none() | st.text(), referer=st.none() | st.text(), host=st.text()
)
def test_no_header_raises_anything_but_a_refusal(site, origin, referer, host):
    assume(origin != f"https://{host}" and site not in ("same-origin", "none", None))
    refused(sec_fetch_site=site, origin=origin, referer=referer, host=host)
    assume(origin is not None or referer is not None)
    refused(sec_fetch_site=None, origin=origin, referer=referer, host=host)


# The field


def test_the_field_is_html_that_a_template_leaves_alone():
    token = csrf.token(SECRET)
    field = csrf.field(token)
    assert field == f'<input type="hidden" name="csrf_token" value="{token}">'
    assert field.__html__() == field


def test_the_field_escapes_what_is_no_token():
    assert (
        csrf.field('"><script>') == '<input type="hidden" name="csrf_token" value="&#34;&gt;&lt;script&gt;">'
    )
