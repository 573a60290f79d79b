"""Rule 16: hosts and proxies."""

import contextlib

import pytest
from asok_request import BadHost, OptionError, Options
from hypothesis import given, settings
from hypothesis import strategies as st

PROXY = "10.0.0.1"
NETWORKS = "10.0.0.0/8, 2001:db8::/32, 192.168.1.1"


def test_nobody_is_trusted_by_default(request_):
    request = request_(
        HTTP_HOST="example.com",
        HTTP_X_FORWARDED_FOR="1.2.3.4",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_FORWARDED="for=1.2.3.4;proto=https;host=evil.example",
    )
    assert (request.ip, request.scheme, request.host) == ("203.0.113.9", "http", "example.com")
    assert not request.is_secure


@pytest.mark.parametrize(
    ("forwarded", "ip"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4", "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("1.2.3.4,10.0.0.3,192.168.1.1 , 10.0.0.2", "1.2.3.4"),
        ("10.0.0.5, 10.0.0.2", "10.0.0.5"),
        ("1.2.3.4:8080", "1.2.3.4"),
        ("[2001:4860::1]:443", "2001:4860::1"),
        ("[2001:4860::1]", "2001:4860::1"),
        ("2001:4860:0:0:0:0:0:1", "2001:4860::1"),
        ("1.2.3.4, 2001:db8::7", "1.2.3.4"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("1.2.3.4, ::ffff:10.0.0.2", "1.2.3.4"),
        ("1.2.3.4, garbage", PROXY),
        ("1.2.3.4, garbage, 10.0.0.2", "10.0.0.2"),
        ("1.2.3.4, ", PROXY),
        ("", PROXY),
        ("unknown", PROXY),
        ("_hidden", PROXY),
        ("999.1.1.1", PROXY),
        ("01.2.3.4", PROXY),
        ("1.2.3", PROXY),
        ("1.2.3.4:99999", PROXY),
        ("[1.2.3.4]", PROXY),
        ("[2001::1", PROXY),
        ("fe80::1%eth0", PROXY),
        ("<script>", PROXY),
        ('"1.2.3.4"', PROXY),
        ("," * 10_000, PROXY),
    ],
)
def test_the_client_is_the_first_address_from_the_right_that_is_no_proxy(request_, forwarded, ip):
    assert request_(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded, trusted_proxies=NETWORKS).ip == ip


@pytest.mark.parametrize(
    ("forwarded", "ip"),
    [
        ("for=1.2.3.4", "1.2.3.4"),
        ("For=1.2.3.4;proto=https, for=10.0.0.2", "1.2.3.4"),
        ('for="1.2.3.4:80"', "1.2.3.4"),
        ('for="[2001:4860::1]:443";by=x', "2001:4860::1"),
        ('for="[2001:4860::1]:_port"', "2001:4860::1"),
        ('for="1.2.\\3.4"', "1.2.3.4"),
        ('for=9.9.9.9, for="a,b;c=\\"", for=10.0.0.2', "10.0.0.2"),
        ('for=", for=1.2.3.4', "1.2.3.4"),
        ('for=9.9.9.9, for=", for=10.0.0.2', "10.0.0.2"),
        ("for=9.9.9.9;for=1.2.3.4", PROXY),
        ("for=unknown", PROXY),
        ("for=_secret, for=10.0.0.2", "10.0.0.2"),
        ("proto=https", PROXY),
        ("for=1.2.3.4 for=5.6.7.8", PROXY),
        (", for=1.2.3.4,,", "1.2.3.4"),
        (" ;; for=1.2.3.4;; proto=https ;", "1.2.3.4"),
        ("for=1.2.3.4; x", PROXY),
        ('for="1.2.3.4"x', PROXY),
        ("for=", PROXY),
        ("1.2.3.4", PROXY),
    ],
)
def test_forwarded_is_read_as_rfc_7239_says(request_, forwarded, ip):
    request = request_(
        REMOTE_ADDR=PROXY,
        HTTP_FORWARDED=forwarded,
        HTTP_X_FORWARDED_FOR="8.8.8.8",
        trusted_proxies=NETWORKS,
        forwarded_header="forwarded",
    )
    assert request.ip == ip


def test_only_the_configured_header_is_read(request_):
    both = {"HTTP_FORWARDED": "for=1.1.1.1", "HTTP_X_FORWARDED_FOR": "2.2.2.2", "trusted_proxies": "*"}
    assert request_(**both).ip == "2.2.2.2"
    assert request_(**both, forwarded_header="forwarded").ip == "1.1.1.1"


def test_hops_can_be_counted(request_):
    chain = {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2, 3.3.3.3", "REMOTE_ADDR": "4.4.4.4"}
    for hops, ip in (
        (0, "4.4.4.4"),
        (1, "3.3.3.3"),
        (2, "2.2.2.2"),
        ("2", "2.2.2.2"),
        (3, "1.1.1.1"),
        (9, "1.1.1.1"),
    ):
        assert request_(**chain, trusted_proxies=hops).ip == ip
    assert (
        request_(REMOTE_ADDR="4.4.4.4", HTTP_X_FORWARDED_FOR="1.1.1.1, x", trusted_proxies=2).ip == "4.4.4.4"
    )


def test_a_star_trusts_any_peer_but_nobody_behind_it(request_):
    for peer in ("203.0.113.9", "::1", "", "unix:/run/app.sock"):
        assert (
            request_(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="9.9.9.9, 1.2.3.4", trusted_proxies="*").ip
            == "1.2.3.4"
        )
    mixed = request_(HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.2", trusted_proxies=["*", "10.0.0.0/8"])
    assert mixed.ip == "1.2.3.4"


def test_a_peer_that_is_no_proxy_is_the_client(request_):
    for peer in ("203.0.113.9", "2001:dead::1", ""):
        assert request_(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="1.2.3.4", trusted_proxies=NETWORKS).ip == peer
    for peer in ("::ffff:10.0.0.1", "2001:DB8::1", "10.255.255.255"):
        assert (
            request_(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="1.2.3.4", trusted_proxies=NETWORKS).ip
            == "1.2.3.4"
        )
    assert (
        request_(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="1.2.3.4", trusted_proxies="::ffff:10.0.0.0/104").ip
        == "1.2.3.4"
    )


def test_addresses_are_in_their_usual_spelling(request_):
    assert request_(REMOTE_ADDR="::FFFF:1.2.3.4").ip == "1.2.3.4"
    assert request_(REMOTE_ADDR="2001:DB8:0:0:0:0:0:1").ip == "2001:db8::1"
    assert request_(REMOTE_ADDR="").ip == ""


def test_scheme_and_host_come_from_the_outermost_trusted_proxy(request_):
    behind = {"REMOTE_ADDR": PROXY, "HTTP_HOST": "internal:8000", "trusted_proxies": NETWORKS}
    for headers, scheme, host in (
        ({"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "Example.com"}, "https", "example.com"),
        ({"HTTP_X_FORWARDED_PROTO": "http, https"}, "https", "internal:8000"),
        (
            {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.0.0.2", "HTTP_X_FORWARDED_PROTO": "https, http"},
            "https",
            "internal:8000",
        ),
        (
            {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.0.0.2", "HTTP_X_FORWARDED_PROTO": "ftp, https, http"},
            "https",
            "internal:8000",
        ),
        ({"HTTP_X_FORWARDED_PROTO": "gopher"}, "http", "internal:8000"),
        ({"HTTP_X_FORWARDED_PROTO": "HTTPS"}, "https", "internal:8000"),
        ({"HTTP_X_FORWARDED_HOST": "a.example", "HTTP_X_FORWARDED_PORT": "8443"}, "http", "a.example:8443"),
        ({"HTTP_X_FORWARDED_HOST": "a.example:81", "HTTP_X_FORWARDED_PORT": "8443"}, "http", "a.example:81"),
        ({"HTTP_X_FORWARDED_HOST": "a.example", "HTTP_X_FORWARDED_PORT": "443x"}, "http", "a.example"),
    ):
        request = request_(**behind, **headers)
        assert (request.scheme, request.host) == (scheme, host)
    standard = request_(
        **behind,
        forwarded_header="forwarded",
        HTTP_FORWARDED='for=1.1.1.1;proto=https;host="a.example:444", for=10.0.0.2',
    )
    assert (standard.scheme, standard.host, standard.url) == (
        "https",
        "a.example:444",
        "https://a.example:444/",
    )


def test_a_forwarded_host_meets_the_allow_list(request_):
    given_ = {
        "HTTP_HOST": "example.com",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "allowed_hosts": "example.com",
    }
    assert request_(**given_).host == "example.com"
    with pytest.raises(BadHost) as caught:
        _ = request_(**given_, trusted_proxies="*").host
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("example.com", "example.com"),
        ("EXAMPLE.com:8000", "example.com:8000"),
        ("example.com:80", "example.com"),
        ("example.com:443", "example.com:443"),
        ("example.com:", "example.com"),
        ("example.com.", "example.com."),
        ("localhost", "localhost"),
        ("my_service:5000", "my_service:5000"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("[::1]:8000", "[::1]:8000"),
        ("[2001:db8::1]", "[2001:db8::1]"),
    ],
)
def test_a_well_formed_host_is_taken(request_, header, host):
    assert request_(HTTP_HOST=header).host == host


@pytest.mark.parametrize(
    "header",
    [
        "exa mple.com",
        " example.com",
        "a@b",
        "a/b",
        "a?b",
        "a#b",
        "a\\b",
        "a,b",
        "a..b",
        ".a",
        "-a.b",
        "a-.b",
        "é.com",
        "a:b",
        "a:-1",
        "a:65536",
        "a:80:80",
        ":80",
        "::1",
        "[::1",
        "[::1]x",
        "[1.2.3.4]",
        "[::g]",
        "[fe80::1%25eth0]",
        "1.2.3.256",
        "1.2.3",
        "0x7f.1",
        "a.1",
        "%41",
        "a%00b",
        "a\x00",
        "a\r\nX: y",
        "<b>",
        "a" * 64,
        "a." * 127 + "com",
        "http://a",
    ],
)
def test_a_malformed_host_is_a_400(request_, header):
    with pytest.raises(BadHost) as caught:
        _ = request_(HTTP_HOST=header).host
    assert caught.value.status == 400


def test_without_a_host_the_server_s_name_counts(request_):
    plain = {"HTTP_HOST": "", "SERVER_NAME": "example.com"}
    assert request_(**plain, SERVER_PORT="80").host == "example.com"
    assert request_(**plain, SERVER_PORT="8000").host == "example.com:8000"
    assert request_(HTTP_HOST="", SERVER_NAME="::1", SERVER_PORT="8000").host == "[::1]:8000"


@pytest.mark.parametrize(
    ("allowed", "good", "bad"),
    [
        (
            "example.com",
            ["example.com", "EXAMPLE.COM:81", "example.com."],
            ["a.example.com", "badexample.com", "com"],
        ),
        (
            ".example.com",
            ["example.com", "a.example.com", "a.b.Example.com:8"],
            ["badexample.com", "example.com.evil"],
        ),
        (["a.test:8000", "b.test"], ["a.test:8000", "b.test:1"], ["a.test", "a.test:80"]),
        ("a.test:80", ["a.test", "a.test:80"], ["a.test:81"]),
        ("*", ["anything.test"], ["a b"]),
        ("", ["anything.test"], ["a b"]),
        ("[::1], 127.0.0.1", ["[::1]:8000", "127.0.0.1"], ["[::2]", "localhost"]),
        ("LocalHost", ["localhost:8000"], ["127.0.0.1"]),
    ],
)
def test_only_allowed_hosts_are_served(request_, allowed, good, bad):
    for host in good:
        assert request_(HTTP_HOST=host, allowed_hosts=allowed).host
    for host in bad:
        with pytest.raises(BadHost):
            _ = request_(HTTP_HOST=host, allowed_hosts=allowed).host


def test_options_are_checked_when_they_are_made():
    for bad in (
        {"max_form_fields": -1},
        {"max_form_fields": "10"},
        {"max_content_length": True},
        {"max_form_memory": None},
        {"trusted_proxies": "10.0.0.0/99"},
        {"trusted_proxies": "proxy.example"},
        {"trusted_proxies": -1},
        {"trusted_proxies": True},
        {"trusted_proxies": [1.5]},
        {"trusted_proxies": 1.5},
        {"allowed_hosts": "a b"},
        {"allowed_hosts": ["http://a"]},
        {"allowed_hosts": [7]},
        {"allowed_hosts": 7},
        {"forwarded_header": "x-real-ip"},
    ):
        with pytest.raises(OptionError, match=next(iter(bad))):
            Options(**bad)
    with pytest.raises(ValueError, match="no such option"):
        Options().replace(max_everything=1)
    with pytest.raises(AttributeError):
        Options().max_form_fields = 1
    assert Options(max_form_fields=5).replace(max_form_parts=6) == Options(
        max_form_fields=5, max_form_parts=6
    )
    assert Options(trusted_proxies=None, allowed_hosts=None) == Options()


ADDRESSES = st.sampled_from(
    [
        "1.2.3.4",
        "10.0.0.2",
        "::1",
        "[::1]:80",
        "x",
        "",
        " ",
        "::ffff:10.0.0.2",
        'for="',
        "for=1.2.3.4",
        ";",
        "=",
        '"',
        "\\",
        "1.2.3.4:80",
    ]
)


@settings(deadline=None, max_examples=300)
@given(
    text=st.text() | st.lists(ADDRESSES).map(",".join) | st.lists(ADDRESSES).map("".join),
    kind=st.sampled_from(["x-forwarded", "forwarded"]),
)
def test_any_forwarding_gives_an_address(request_, text, kind):
    import ipaddress

    headers = {"HTTP_X_FORWARDED_FOR": text, "HTTP_FORWARDED": text, "HTTP_X_FORWARDED_PROTO": text}
    request = request_(REMOTE_ADDR=PROXY, **headers, trusted_proxies=NETWORKS, forwarded_header=kind)
    assert str(ipaddress.ip_address(request.ip)) == request.ip
    assert request.scheme in ("http", "https")


@settings(deadline=None, max_examples=300)
@given(st.text() | st.text("a.:[]0129-_%x", max_size=12))
def test_any_host_is_well_formed_or_refused(request_, text):
    try:
        host = request_(HTTP_HOST=text).host
    except BadHost:
        return
    assert host.isascii()
    assert not set(host) & set("/\\@?# \r\n%<>\"'")


@pytest.mark.parametrize(
    "piece", [",", "a", "1.1.1.1,", '"', 'for="', "\\", ";", "a=b;", '\\"', "[", ":", ".", "a.", "-", " "]
)
def test_reading_forwarding_and_hosts_is_linear(request_, piece, seconds):
    text = piece * (500_000 // len(piece))

    def read():
        for kind in ("x-forwarded", "forwarded"):
            headers = {"HTTP_X_FORWARDED_FOR": text, "HTTP_FORWARDED": text, "HTTP_HOST": text}
            request = request_(REMOTE_ADDR=PROXY, **headers, trusted_proxies=20, forwarded_header=kind)
            assert request.ip
            with contextlib.suppress(BadHost):
                _ = request.host

    assert seconds(read) < 4


def test_a_request_without_a_host_has_the_server_s_and_not_its_port_for_another_scheme(request_):
    given = {"HTTP_HOST": "", "SERVER_NAME": "app", "SERVER_PORT": "80", "HTTP_X_FORWARDED_PROTO": "https"}
    assert request_(**given).url == "http://app/"
    assert request_(**given, trusted_proxies="*").url == "https://app/"
    assert request_(**given | {"SERVER_PORT": "8000"}).url == "http://app:8000/"
    assert request_(**given | {"SERVER_NAME": "::1"}).url == "http://[::1]/"
