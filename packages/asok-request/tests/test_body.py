"""Rule 15 for bodies: Content-Length, its lies, streaming, chunks."""

import contextlib
import io

import pytest
from asok_request import (
    BadContentLength,
    BodyConsumed,
    IncompleteBody,
    LengthRequired,
    LimitExceeded,
    MalformedJSON,
    MissingKey,
    RequestError,
    UnexpectedJSON,
    UnsupportedMediaType,
)
from asok_request.body import BodyStream
from asok_request.jsonbody import parse_json
from hypothesis import given, settings
from hypothesis import strategies as st

FORM = "application/x-www-form-urlencoded"


def test_the_body_is_what_content_length_says_and_the_rest_stays_unread(request_):
    source = io.BytesIO(b"hello world")
    request = request_(b"", CONTENT_LENGTH="5", wsgi_input=source)
    assert request.body == request.body == b"hello"
    assert source.read() == b" world"


@pytest.mark.parametrize("length", ["+5", "-5", "5.0", "0x5", " 5", "5 ", "5,5", "five", "５", "²", "1_000"])
def test_a_length_that_is_no_plain_number_is_a_400(request_, length):
    for read in (lambda r: r.body, lambda r: r.content_length, lambda r: r.stream):
        with pytest.raises(BadContentLength) as caught:
            read(request_(b"hello", CONTENT_LENGTH=length))
        assert caught.value.status == 400


def test_a_length_of_any_digits_is_read(request_):
    assert request_(b"hello", CONTENT_LENGTH="0005").body == b"hello"
    assert request_(b"hello", CONTENT_LENGTH="0" * 5000 + "5").body == b"hello"
    with pytest.raises(LimitExceeded):
        _ = request_(b"hello", CONTENT_LENGTH="9" * 5000).body


def test_a_short_body_is_a_400_every_time(request_):
    request = request_(b"hello", CONTENT_LENGTH="10")
    for _ in range(2):
        with pytest.raises(IncompleteBody) as caught:
            _ = request.stream.read()
        assert caught.value.status == 400


def test_without_a_length_there_is_no_body(request_):
    for length in ("", None):
        request = request_(b"ignored", CONTENT_LENGTH=length) if length is not None else request_()
        assert request.body == b""
        assert request.content_length is None
        assert request.stream.read() == b""


def test_a_body_that_is_announced_without_a_source_is_short(request_):
    for kind in (FORM, "multipart/form-data; boundary=x", "text/plain"):
        request = request_(b"a=1", CONTENT_TYPE=kind)
        del request.environ["wsgi.input"]
        with pytest.raises(IncompleteBody):
            _ = request.body if kind == "text/plain" else request.form


def test_a_chunked_body_is_read_to_its_end_if_the_server_knows_it(request_):
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert request_(b"hello", **chunked, wsgi_input_terminated=True).body == b"hello"
    assert request_(b"a=1", **chunked, wsgi_input_terminated=True, CONTENT_TYPE=FORM).form == {"a": "1"}
    with pytest.raises(LengthRequired) as caught:
        _ = request_(b"hello", **chunked).body
    assert caught.value.status == 411
    for length in ("0", "3", "5"):  # another length than the chunks' is how requests are smuggled
        both = chunked | {"CONTENT_LENGTH": length}
        assert request_(b"hello", **both, wsgi_input_terminated=True).body == b"hello"
        for look in (
            lambda request: request.body,
            lambda request: request.form,
            lambda request: request.stream,
        ):
            with pytest.raises(LengthRequired):
                look(request_(b"hello", **both, CONTENT_TYPE=FORM))
    with pytest.raises(LimitExceeded, match="max_content_length"):
        _ = request_(b"hello", **chunked, wsgi_input_terminated=True, max_content_length=4).body
    assert request_(b"hello", **chunked, wsgi_input_terminated=True, max_content_length=5).body == b"hello"


def test_too_large_a_body_is_a_413_before_and_while_it_is_read(request_):
    with pytest.raises(LimitExceeded, match=r"max_content_length \(4\)") as caught:
        _ = request_(b"hello", max_content_length=4).body
    assert caught.value.status == 413
    stream = BodyStream(io.BytesIO(b"x" * 100), None, 10)
    assert stream.read(10) == b"x" * 10
    for _ in range(2):
        with pytest.raises(LimitExceeded):
            stream.read(3)


def test_a_broken_connection_is_a_400(request_):
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError("peer")

    with pytest.raises(IncompleteBody, match="connection broke"):
        _ = request_(b"hello", wsgi_input=Broken()).body


def test_the_stream_is_a_binary_file(request_):
    stream = request_(b"one\ntwo\nthree").stream
    assert stream.readline() == b"one\n"
    assert stream.readline(2) == b"tw"
    assert stream.tell() == 6
    assert list(stream) == [b"o\n", b"three"]
    assert (stream.read(), stream.read(5), stream.readline(), stream.readable()) == (b"", b"", b"", True)
    assert io.TextIOWrapper(io.BufferedReader(request_("é\nb".encode()).stream), "utf-8").readlines() == [
        "é\n",
        "b",
    ]


def test_the_body_is_read_in_one_way_only(request_):
    request = request_(b"hello")
    request.stream.read(1)
    with pytest.raises(BodyConsumed) as caught:
        _ = request.body
    assert caught.value.status == 500
    request = request_(b"a=1", CONTENT_TYPE=FORM)
    assert (request.body, request.form, request.body) == (b"a=1", {"a": "1"}, b"a=1")


class Server(io.BytesIO):
    """A `wsgi.input` that gives less at a time than it is asked for, as a socket may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 2))


def test_a_short_form_is_read_as_a_long_one_is(request_):
    def form(body: bytes, **given):
        return request_(body, CONTENT_TYPE=FORM, **given)

    assert form(b"a=12345", wsgi_input=Server(b"a=12345")).form == {"a": "12345"}
    assert form(b"", CONTENT_LENGTH="3", wsgi_input=io.BytesIO(b"a=1&b=2")).form == {"a": "1"}
    assert form(b"a=1", CONTENT_LENGTH="0").form == {}
    for source in (io.BytesIO(b"a=1"), Server(b"a=1")):
        request = form(b"a=1", CONTENT_LENGTH="9", wsgi_input=source)
        for _ in range(2):
            with pytest.raises(IncompleteBody):
                _ = request.form
    with pytest.raises(LimitExceeded, match="max_content_length"):
        _ = form(b"a=12345", max_content_length=6).form
    with pytest.raises(LimitExceeded, match="max_form_memory"):
        _ = form(b"a=12345", max_form_memory=6).form


def test_behind_a_form_there_is_nothing_more_to_read(request_):
    multipart = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--'
    request = request_(multipart, CONTENT_TYPE="multipart/form-data; boundary=x")
    assert request.form == {"a": "1"}
    assert request.stream.read() == b""
    with pytest.raises(BodyConsumed):
        _ = request.body
    with pytest.raises(BodyConsumed):
        request.iter_parts()
    request = request_(b"a=1", CONTENT_TYPE=FORM)
    assert (request.form, request.stream.read(), request.body) == ({"a": "1"}, b"", b"a=1")
    request = request_(b"a=1", CONTENT_TYPE=FORM)
    request.stream.read(1)
    with pytest.raises(BodyConsumed):
        _ = request.form


def test_an_urlencoded_form_is_read(request_):
    request = request_(b"a=1&b=&a=2&c=%C3%A9", CONTENT_TYPE=FORM + "; charset=latin-1", QUERY_STRING="q=1")
    assert list(request.form.multi_items()) == [("a", "1"), ("b", ""), ("a", "2"), ("c", "é")]
    assert request.files == {}
    assert "q" not in request.form


def test_other_bodies_are_no_forms(request_):
    for content_type in ("application/json", "text/plain", "", "text/plain; x=" + FORM):
        request = request_(b"a=1", CONTENT_TYPE=content_type)
        assert (request.form, request.files) == ({}, {})
    assert request_().form == request_(CONTENT_TYPE="multipart/form-data; boundary=x").files == {}


def test_rule_15_one_set_of_limits_for_query_and_urlencoded_bodies(request_):
    for name, limit in (("max_form_fields", 2), ("max_form_memory", 10)):
        for request in (
            request_(b"a=1&b=2&c=3", CONTENT_TYPE=FORM, **{name: limit}),
            request_(QUERY_STRING="a=1&b=2&c=3", **{name: limit}),
        ):
            with pytest.raises(LimitExceeded, match=name):
                _ = request.form or request.args
    read = request_(b"a=1&b=2&c=3", CONTENT_TYPE=FORM, max_form_memory=10)
    assert read.body
    with pytest.raises(LimitExceeded, match="max_form_memory"):
        _ = read.form
    with pytest.raises(LimitExceeded, match=r"max_form_memory \(2097152\)"):
        _ = request_(b"x" * (2 * 1024 * 1024 + 1), CONTENT_TYPE=FORM).form


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "APPLICATION/JSON ; charset=utf-8", "application/ld+json", "text/json"],
)
def test_json_is_read(request_, content_type):
    request = request_(b' {"a": [1, 2.5, null, "\\u00e9"]} ', CONTENT_TYPE=content_type)
    assert request.is_json
    assert request.json_body == {"a": [1, 2.5, None, "é"]}
    assert request.form == {}


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "text/plain; x=application/json",
        "application/json x",
        "json",
        "application/+json/x",
        FORM,
    ],
)
def test_another_type_is_a_415(request_, content_type):
    request = request_(b"{}", CONTENT_TYPE=content_type)
    assert not request.is_json
    with pytest.raises(UnsupportedMediaType) as caught:
        _ = request.json_body
    assert caught.value.status == 415


def test_a_json_object_says_which_member_is_missing(request_):
    request = request_(b'{"a": {"b": 1}}', CONTENT_TYPE="application/json")
    assert request.json_object == request.json_body == {"a": {"b": 1}}
    assert request.json_object.get("key") is None
    with pytest.raises(MissingKey, match="missing JSON member 'key'") as caught:
        request.json_object["key"]
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[1]", "an array"),
        (b'"a"', "a string"),
        (b"1.5", "a number"),
        (b"7", "a number"),
        (b"true", "true or false"),
        (b"null", "null"),
    ],
)
def test_json_that_is_no_object_is_a_400_where_one_is_asked_for(request_, body, kind):
    with pytest.raises(UnexpectedJSON, match=f"the JSON body is {kind}, not an object") as caught:
        request_(body, CONTENT_TYPE="application/json").json_object  # noqa: B018
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", (0, 1, 1)),
        (b'{"a":\n  }', (8, 2, 3)),
        (b"[1 2]", (3, 1, 4)),
        (b"{'a':1}", (1, 1, 2)),
        (b"[1] x", (4, 1, 5)),
        (b'["\xff"]', (2, 1, 3)),
        ('{"é":\n"'.encode() + b"\xc3", (7, 2, 2)),
        (b"\xef\xbb\xbf{}", (0, 1, 1)),
        ("{}".encode("utf-16"), (0, 1, 1)),
        (b'["\n"]', (2, 1, 3)),
        (b'["\\ud800"]', (2, 1, 3)),
        (b'["\\udc00\\ud800"]', (2, 1, 3)),
        (b'["\\ud83d\\ude00\\ude00"]', (14, 1, 15)),
        (b'{"NaN": NaN}', (8, 1, 9)),
        (b"[1,\n-Infinity]", (4, 2, 1)),
        (b'["1e999", 1e999]', (10, 1, 11)),
        (b"[7, " + b"1" * 1001 + b"]", (4, 1, 5)),
        (b"[" * 101, (100, 1, 101)),
        ('["é[[\\"[",\n'.encode() + b"{}," * 99 + b'{"a":' * 100 + b"1", (11 + 297 + 495, 2, 793)),
        (b'\\"' + b"[" * 200, (0, 1, 1)),
    ],
)
def test_malformed_json_is_a_400_with_its_position(data, where):
    with pytest.raises(MalformedJSON) as caught:
        parse_json(data)
    error = caught.value
    assert (error.position, error.line, error.column) == where
    assert error.status == 400
    assert f"line {where[1]} column {where[2]}" in str(error)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e400", "-1e999", "1" * 400 + ".0", "1" + "0" * 300 + "e300"]
)
def test_what_is_no_finite_number_is_refused(text):
    for data in (text, f"[{text}]", f'{{"a": {text}}}'):
        with pytest.raises(MalformedJSON):
            parse_json(data.encode())
    assert parse_json(f'"{text}"'.encode()) == text


def test_large_integers_are_exact_up_to_a_bound():
    assert parse_json(b"1" * 1000) == int("1" * 1000)
    assert parse_json(b"[-" + b"9" * 1000 + b"]") == [-int("9" * 1000)]
    for digits in (1001, 5000, 100_000):
        with pytest.raises(MalformedJSON, match="max_json_digits"):
            parse_json(b"1" * digits)
    assert parse_json(b'"' + b"1" * 5000 + b'"') == "1" * 5000
    assert parse_json(b"1e22") == 1e22


def test_depth_is_bounded(request_):
    for opened, closed in ((b"[", b"]"), (b'{"a":', b"}")):
        inner = b"1"
        assert parse_json(opened * 100 + inner + closed * 100)
        with pytest.raises(MalformedJSON, match=r"max_json_depth \(100\)"):
            parse_json(opened * 101 + inner + closed * 101)
        with pytest.raises(MalformedJSON):
            parse_json(opened * 100_000)
        with pytest.raises(MalformedJSON):
            parse_json(opened * 100_000, max_depth=10**6)
    assert parse_json(b"[" + b"[]," * 500 + b"{}]")
    assert parse_json(b'["' + b"[" * 500 + b'\\"[\\\\"]') == ["[" * 500 + '"[\\']
    with pytest.raises(MalformedJSON):
        _ = request_(b"[[1]]", CONTENT_TYPE="application/json", max_json_depth=1).json_body


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("data", "position", "line", "column"),
    [
        (b"[[1], [[2]]]", 7, 1, 8),
        (b'["[[[\\"[[", {"a": 1}, {"b":\n[]}]', 28, 2, 1),
        ('["é[[", [[1]]]'.encode(), 9, 1, 10),
    ],
)
def test_json_that_is_too_deep_is_refused_at_the_bracket_that_goes_too_deep(data, position, line, column):
    with pytest.raises(MalformedJSON, match=f"line {line} column {column}") as refused:
        parse_json(data, max_depth=2)
    assert refused.value.position == position


@settings(deadline=None)
@given(JSON, st.booleans())
def test_what_is_dumped_is_read_again(value, ascii_only):
    import json

    assert parse_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


TOKENS = st.sampled_from(
    [
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b"\\",
        b"\\u",
        b"d800",
        b":",
        b",",
        b"1",
        b"e9",
        b"-",
        b"NaN",
        b"true",
        b"\xff",
        b"\xc3\xa9",
        b" ",
        b"1" * 250,
        b"e000",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=30) | st.lists(TOKENS, max_size=20).map(b"".join))
def test_any_bytes_give_json_or_a_named_error(data):
    import json

    try:
        value = parse_json(data, 5, 300)
    except MalformedJSON as error:
        assert 0 <= error.position <= len(data)  # noqa: PT017
    else:
        assert json.loads(json.dumps(value, allow_nan=False)) == value


@pytest.mark.parametrize(
    "piece", [b"[", b'"', b"\\", b'"\\', b"1", b"{}", b"[],", b" ", b"e9", b"\\ud800", b'"a":']
)
def test_reading_json_is_linear(piece, seconds):
    def read():
        for wrap in (b"%s", b'"%s', b"[%s"):
            with contextlib.suppress(RequestError):
                parse_json(wrap % (piece * (500_000 // len(piece))))

    assert seconds(read) < 6


def test_errors_show_nothing_long_or_unprintable_of_the_input(request_):
    with pytest.raises(RequestError) as caught:
        _ = request_(HTTP_HOST="<script>\x1b[31m" + "é" * 5000).host
    assert len(str(caught.value)) < 400
    assert str(caught.value).isascii()
    assert str(caught.value).isprintable()
