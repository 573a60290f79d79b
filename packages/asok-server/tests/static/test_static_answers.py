"""Static files as they are answered: caching, conditions, neighbours, and what is never served."""

import os
from pathlib import Path

import pytest
from asok_server.files.conditions import Conditions
from asok_server.files.filebody import FileBody
from asok_server.files.static import Statics
from asok_server.response import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CSS = b"body { color: black }"


def body(response: Response | None) -> bytes:
    assert response is not None
    if isinstance(response.body, FileBody):
        content = b"".join(response.body)
        response.body.close()
        return content
    return b"".join(response.body) if not isinstance(response.body, bytes) else response.body


@pytest.fixture
def get(statics):
    def get(
        name: str = "css/app.css", version: str | None = None, method: str = "GET", **headers: str
    ) -> Response:
        response = statics.respond(name, Conditions(method, **headers), version)
        assert response is not None
        return response

    return get


@pytest.fixture
def compressed(partials: Path) -> Path:
    """Put a .br and a .gz beside the style sheet."""
    (partials / "css" / "app.css.br").write_bytes(b"brotli")
    (partials / "css" / "app.css.gz").write_bytes(b"gzip")
    return partials / "css" / "app.css"


def test_a_file_is_answered(get):
    response = get()
    assert response.status == 200
    assert body(response) == CSS
    assert response.header("Content-Type") == "text/css; charset=utf-8"
    assert response.header("Content-Length") == str(len(CSS))
    assert response.header("Content-Disposition") is None


def test_only_the_address_with_the_right_hash_may_be_kept_for_ever(get, version):
    right = version("css/app.css")
    caching = {v: get(version=v, method="HEAD").header("Cache-Control") for v in (right, None, "", "wrong")}
    assert caching == {
        right: "public, max-age=31536000, immutable",
        None: "no-cache",
        "": "no-cache",
        "wrong": "no-cache",
    }


def test_a_changed_file_is_never_sent_as_the_old_one(get, version, partials):
    old = version("css/app.css")
    tag = get(method="HEAD").header("ETag")
    (partials / "css" / "app.css").write_text("changed!")
    changed = get(version=old, if_none_match=tag)
    assert changed.status == 200
    assert changed.header("Cache-Control") == "no-cache"
    assert body(changed) == b"changed!"


def test_a_304(get, version):
    tag = get(method="HEAD").header("ETag")
    response = get(version=version("css/app.css"), if_none_match=tag)
    assert response.status == 304
    assert response.headers == (("ETag", tag), ("Cache-Control", "public, max-age=31536000, immutable"))


def test_head_range_and_416(get):
    head = get(method="HEAD")
    assert body(head) == b""
    assert head.header("Content-Length") == str(len(CSS))
    part = get(range="bytes=0-3")
    assert (part.status, body(part)) == (206, b"body")
    assert get(range="bytes=5000-").status == 416


def test_markup_is_sandboxed(get):
    for name in ("images/logo é.svg", "images/demo.html"):
        assert get(name, method="HEAD").header("Content-Security-Policy") == "sandbox"
    assert get(method="HEAD").header("Content-Security-Policy") is None


@pytest.mark.parametrize(
    "name",
    [
        "html/base.html",
        "html/style.css",
        "HTML/base.html",
        "card.html",
        "js/tool.py",
        "js/tool.PY",
        "js/__pycache__/tool.cpython-311.pyc",
        "js/page.jinja",
        "css/.hidden.css",
        "css/.cache/a.css",
        "images/out.txt",
        "../../secret.txt",
        "css/../css/app.css",
        "css//app.css",
        "/css/app.css",
        "css\\app.css",
        "css/app.css/",
        "css/",
        "css",
        "",
        "css/app.css\0",
        "css/missing.css",
        "\ud800",
    ],
)
def test_rules_5_and_9_what_is_no_static_file_is_not_found(statics, name):
    assert statics.respond(name, Conditions()) is None


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text()
    | st.lists(st.sampled_from(["..", "html", "css", "js", ".cache", "tool.py", "base.html", ""])).map(
        "/".join
    )
)
def test_no_name_reaches_a_source(statics, name):
    assert statics.respond(name, Conditions("HEAD")) is None


def test_a_top_level_file_that_is_no_template_is_served(get):
    assert body(get("robots.txt")) == b"User-agent: *"


def test_a_named_file_is_served_under_its_name(partials, tmp_path):
    script = tmp_path / "asok.min.js"
    script.write_text("script")
    response = Statics([partials], named={"asok.js": script}).respond("asok.js", Conditions())
    assert body(response) == b"script"
    assert response is not None
    assert response.header("Content-Type") == "text/javascript; charset=utf-8"
    assert Statics([partials], named={"asok.js": script}).respond("asok.min.js", Conditions()) is None


def test_a_file_that_goes_away_is_not_found(statics, get, partials):
    assert get(method="HEAD").status == 200
    (partials / "css" / "app.css").unlink()
    assert statics.respond("css/app.css", Conditions()) is None


def test_a_file_that_becomes_a_link_out_is_not_found(statics, get, partials, tmp_path):
    assert get(method="HEAD").status == 200
    (partials / "css" / "app.css").unlink()
    (partials / "css" / "app.css").symlink_to(tmp_path / "secret.txt")
    assert statics.respond("css/app.css", Conditions()) is None


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, *", "gzip"),
        ("*", "br"),
        ("*;q=0.1", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.5, br;q=0.5", "br"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0", None),
        ("deflate", None),
        ("", None),
        (None, None),
        ("br;q=rubbish", None),
        ("br;level=1", "br"),
        ("br;q", None),
        (";q=1, br;q=0.000", None),
        ("br ; Q=0.8", "br"),
        ("br;q=2", None),
        ("gzip;q=0.123456", None),
    ],
)
def test_the_encoding_follows_accept_encoding(get, compressed, accept, encoding):
    response = get(accept_encoding=accept)
    assert response.header("Content-Encoding") == encoding
    assert body(response) == {"br": b"brotli", "gzip": b"gzip", None: CSS}[encoding]
    assert response.header("Vary") == "Accept-Encoding"
    assert response.header("Content-Type") == "text/css; charset=utf-8"


def test_each_encoding_has_its_own_tag(get, compressed):
    tags = {
        get(method="HEAD", accept_encoding=accept).header("ETag") for accept in ("identity", "br", "gzip")
    }
    assert len(tags) == 3
    tag = get(method="HEAD", accept_encoding="br").header("ETag")
    not_modified = get(accept_encoding="br", if_none_match=tag)
    assert not_modified.status == 304
    assert not_modified.header("Vary") == "Accept-Encoding"
    other = get(accept_encoding="gzip", if_none_match=tag)
    assert (other.status, body(other)) == (200, b"gzip")


def test_a_range_is_one_of_the_encoded_bytes(get, compressed):
    part = get(accept_encoding="br", range="bytes=0-1")
    assert (part.status, body(part), part.header("Content-Range")) == (206, b"br", "bytes 0-1/6")


def test_the_hash_of_the_address_is_the_plain_contents(get, compressed, version):
    response = get(version=version("css/app.css"), accept_encoding="br", method="HEAD")
    assert response.header("Cache-Control") == "public, max-age=31536000, immutable"


def test_a_neighbour_older_than_the_file_is_never_served(get, compressed):
    os.utime(compressed.with_name("app.css.br"), (1, 1))
    response = get(accept_encoding="br, gzip")
    assert body(response) == b"gzip"
    os.utime(compressed.with_name("app.css.gz"), (1, 1))
    plain = get(accept_encoding="br, gzip")
    assert (body(plain), plain.header("Vary")) == (CSS, None)


def test_a_neighbour_that_is_a_link_or_folder_is_never_served(get, compressed, tmp_path):
    for suffix in ("br", "gz"):
        compressed.with_name(f"app.css.{suffix}").unlink()
    compressed.with_name("app.css.br").symlink_to(tmp_path / "secret.txt")
    compressed.with_name("app.css.gz").mkdir()
    assert body(get(accept_encoding="br, gzip")) == CSS


def test_every_way_closes_every_file(get, compressed):
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    tag = get(method="HEAD").header("ETag")
    before = open_files()
    for accept in ("identity", "br", "gzip"):
        for headers in ({}, {"if_none_match": tag}, {"range": "bytes=9999-"}, {"if_match": '"x"'}):
            get(method="HEAD", accept_encoding=accept, **headers)
            body(get(accept_encoding=accept, **headers))
    assert open_files() == before


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(max_codepoint=255)) | st.text("brgzip*;q=01., "))
def test_no_accept_encoding_raises(get, compressed, field):
    assert get(method="HEAD", accept_encoding=field).status == 200
