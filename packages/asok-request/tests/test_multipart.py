"""Rule 15 for multipart bodies, and RFC 7578."""

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from asok_request import (
    BodyConsumed,
    IncompleteBody,
    LimitExceeded,
    MalformedForm,
    RequestError,
    UnsupportedMediaType,
    UploadedFile,
)
from asok_request.multipartform import pushed_form
from asok_request.options import Options
from asok_request.parts import Parser, Segment
from asok_request.plainform import plain_form
from hypothesis import given, settings
from hypothesis import strategies as st


class Trickle(io.RawIOBase):
    """Gives a body in pieces of a few bytes, as slow connections do."""

    def __init__(self, data: bytes, size: int = 7) -> None:
        self.source, self.size = io.BytesIO(data), size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self.source.read(self.size if size < 0 else min(size, self.size))


def test_fields_and_files_are_told_apart(upload, field, file):
    request = upload(
        field("a", b"1"), file("f", "x.txt", b"hello"), field("a", "é".encode()), field("b", b"")
    )
    assert list(request.form.multi_items()) == [("a", "1"), ("a", "é"), ("b", "")]
    assert list(request.files) == ["f"]
    f = request.files["f"]
    assert (f.name, f.filename, f.content_type, f.size, f.read()) == ("f", "x.txt", "text/plain", 5, b"hello")


def test_the_query_is_no_part_of_the_form(upload, field):
    request = upload(field("a", b"1"), QUERY_STRING="q=1")
    assert request.form == {"a": "1"}
    assert request.args == {"q": "1"}


def test_a_file_that_was_not_chosen_is_no_file(upload, file):
    request = upload(file("f", "", b"", "application/octet-stream"))
    assert request.files == {}
    assert request.form == {}


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "rot13", "idna", "nonsense", "base64"])
def test_no_charset_but_utf_8_is_ever_honoured(upload, charset):
    headers = f'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset={charset}'
    request = upload(
        (headers, b"caf\xc3\xa9"),
        ('Content-Disposition: form-data; name="_charset_"', charset.encode()),
        CONTENT_TYPE=f"multipart/form-data; charset={charset}; boundary=----boundary",
    )
    assert request.form["a"] == "café"


def test_bytes_that_are_no_utf_8_are_replaced(upload):
    request = upload(
        b'------boundary\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xe9\r\n------boundary--'
    )
    assert request.form == {"\ufffd": "\ufffd"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--",
        b"------boundary",
        b"------boundary\r\n",
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n------boundary',
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n------boundary\r\n',
        b'------boundary\nContent-Disposition: form-data; name="a"\n\n1\n------boundary--\n',
        b'x------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n------boundary--\r\n',
        b'------boundaryx\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n------boundary--\r\n',
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n------boundaryxx\r\n------boundary--',
        b"------boundary\r\nContent-Disposition: form-data\r\n\r\n1\r\n------boundary--\r\n",
        b'------boundary\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n------boundary--\r\n',
        b"------boundary\r\nContent-Type: text/plain\r\n\r\n1\r\n------boundary--\r\n",
        b"------boundary\r\n\r\n1\r\n------boundary--\r\n",
        b'------boundary\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\n1\r\n------boundary--\r\n',
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\nContent-Length: x\r\n\r\n1\r\n------boundary--',
        b'------boundary\r\nContent-Disposition: form-data; name="a"\r\nno colon\r\n\r\n1\r\n------boundary--\r\n',
    ],
)
def test_what_is_malformed_or_cut_short_is_a_400_every_time(upload, body):
    request = upload(body)
    for _ in range(2):
        with pytest.raises(MalformedForm) as caught:
            _ = request.form
        assert caught.value.status == 400
        with pytest.raises(MalformedForm):
            _ = request.files
    with pytest.raises(MalformedForm):
        list(upload(body).iter_parts())


def test_a_boundary_counts_only_behind_a_line_break(upload, field):
    content = b"one ------boundary\n------boundary-- two"
    assert upload(field("a", content)).form == {"a": content.decode()}


def test_what_stands_before_and_behind_the_parts_is_ignored(upload, field, multipart):
    body = b"preamble\r\n" + multipart(field("a", b"1")) + b"epilogue " * 100_000
    assert upload(body).form == {"a": "1"}
    assert [part.read() for part in upload(body).iter_parts()] == [b"1"]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_blanks_behind_a_boundary_are_nothing(upload, field, multipart, size):
    contents = [b"1", b"\r\n", b"x ------boundary \r\n", b""]
    body = b"\r\n" + multipart(*(field("a", content) for content in contents))
    for padding in (b" ", b"\t", b" \t" * 512):
        padded = body.replace(b"\r\n------boundary", b"\r\n------boundary" + padding)
        padded = padded.replace(b"boundary" + padding + b"--", b"boundary--" + padding)
        for each in (padded, padded[2:]):
            assert upload(each).form.getlist("a") == [content.decode() for content in contents]
            assert [
                part.read() for part in upload(each, wsgi_input=Trickle(each, size)).iter_parts()
            ] == contents
    with pytest.raises(MalformedForm, match=r"after (first )?boundary"):
        _ = upload(body.replace(b"boundary\r\n", b"boundary" + b" " * 1025 + b"\r\n")).form


def test_headers_on_several_lines_are_refused_by_name(upload):
    body = b'------boundary\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\n1\r\n------boundary--\r\n'
    with pytest.raises(MalformedForm, match="header continuation"):
        _ = upload(body).form


@pytest.mark.parametrize("size", [1000, 300_000])
@pytest.mark.parametrize("header", ['; filename="a\nb"', "\nX: a", "\r\nX: a\nb", "\r\n\nX: a"])
def test_a_lone_line_feed_in_a_header_is_refused_wherever_it_stands(upload, field, file, header, size):
    head = field("a", b"")[0] + header
    request = upload(file("f", "x", b"x" * size), (head, b""))
    with pytest.raises(MalformedForm, match="line break"):
        _ = request.form


@pytest.mark.parametrize(
    "content", [b"\r\n", b"\r", b"x", b"\n------boundary", b"\r\n------boundarx", b"\r\n-"]
)
@pytest.mark.parametrize("over", [0, 1, 2])
def test_a_large_file_comes_as_it_was_sent(upload, file, content, over):
    content = content * (1_000_000 // len(content)) + b"\r\n------boundary"[:over]
    files = [file("f", "x", content), file("f", "y", content[1:])]
    request = upload(*files)
    assert [f.read() == sent for f, (_, sent) in zip(request.files.getlist("f"), files, strict=True)] == [
        True
    ] * 2
    request.close()
    parts = upload(*files).iter_parts()
    assert [part.read() == sent for part, (_, sent) in zip(parts, files, strict=True)] == [True] * 2


def test_a_part_is_held_to_the_length_that_it_gives(upload, file):
    headers, content = file("f", "x", b"x" * 1_000_000)
    assert upload((f"{headers}\r\nContent-Length: 1000000", content)).files["f"].size == 1_000_000
    for length in (999_999, 1_000_001):
        with pytest.raises(MalformedForm, match="Content-Length"):
            _ = upload((f"{headers}\r\nContent-Length: {length}", content)).files


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=" + "x" * 201,
        'multipart/form-data; boundary="a\tb"',
    ],
)
def test_a_bad_boundary_is_a_400(upload, field, content_type):
    with pytest.raises(MalformedForm, match="boundary"):
        _ = upload(field("a", b"1"), CONTENT_TYPE=content_type).form


def test_a_boundary_may_be_quoted(upload, field, multipart):
    body = multipart(field("a", b"1"), boundary="a b:c")
    assert upload(body, CONTENT_TYPE='Multipart/Form-Data; x=y; Boundary="a b:c"').form == {"a": "1"}


def test_a_cut_connection_is_a_400(upload, field, multipart):
    body = multipart(field("a", b"1"))
    with pytest.raises(IncompleteBody):
        _ = upload(body, CONTENT_LENGTH=str(len(body) + 10)).form


def test_rule_15_every_limit_of_a_form_is_a_413_that_names_it(upload, field, file):
    fields = [field(f"f{i}", b"x" * 10) for i in range(5)]
    for parts, limit in (
        (fields, {"max_form_fields": 4}),
        (fields, {"max_form_parts": 4}),
        (fields, {"max_form_parts": 0}),
        (fields, {"max_form_memory": 49}),
        (fields, {"max_content_length": 100}),
        ([field("n" * 100, b"")], {"max_form_memory": 99}),
        ([field("n" * 300, b"")], {"max_part_headers": 300}),
        ([("X-Header: 1\r\n" * 60 + field("a", b"")[0], b"")], {"max_part_headers": 700}),
        ([file("f", "x", b"x" * 100)], {"max_form_disk": 99}),
        ([file("f", "x", b"x" * 60), file("f", "x", b"x" * 60)], {"max_form_disk": 119}),
        (
            [file("f", "x", b"x" * 60), file("f", "x", b"x" * 60)],
            {"max_disk_files": 1, "max_file_memory": 59},
        ),
    ):
        request = upload(*parts, **limit)
        for _ in range(2):
            with pytest.raises(LimitExceeded, match=next(iter(limit))) as caught:
                _ = request.form
            assert caught.value.status == 413
    assert len(upload(*fields, max_form_fields=5, max_form_parts=5, max_form_memory=50).form) == 5
    exact = [file("f", "x", b"x" * 60), file("f", "x", b"x" * 60)]
    assert len(upload(*exact, max_form_disk=120).files.getlist("f")) == 2
    assert len(upload(*exact, max_disk_files=1, max_file_memory=60).files.getlist("f")) == 2
    assert len(upload(*exact, max_disk_files=2, max_file_memory=59).files.getlist("f")) == 2


def test_the_default_limits_are_those_that_are_documented(upload, field):
    thousand = [field("a", b"")] * 1000
    assert len(upload(*thousand).form.getlist("a")) == 1000
    with pytest.raises(LimitExceeded, match=r"max_form_(parts|fields) \(1000\)"):
        _ = upload(*thousand, field("a", b"")).form
    assert len(upload(field("a", b"x" * 2 * 1024 * 1024)).form["a"]) == 2 * 1024 * 1024
    with pytest.raises(LimitExceeded, match=r"max_form_memory \(2097152\)"):
        _ = upload(field("a", b"x" * (2 * 1024 * 1024 + 1))).form
    with pytest.raises(LimitExceeded, match=r"max_part_headers \(16384\)"):
        _ = upload(field("a" * 16384, b"")).form


def test_parts_stream_without_being_kept(upload, field, file):
    content = bytes(range(256)) * 4096
    request = upload(
        field("a", b"1"), file("f", "../x.bin", content), field("skipped", b"2" * 10_000), field("b", b"")
    )
    seen = []
    for part in request.iter_parts():
        if part.filename is not None:
            pieces = list(part)
            seen.append((part.name, part.filename, part.raw_filename, b"".join(pieces) == content))
            assert list(part) == []
            assert len(pieces) > 1
        elif part.name != "skipped":
            seen.append((part.name, part.read(), dict(part.headers)["Content-Disposition"][:9]))
    assert seen == [("a", b"1", "form-data"), ("f", "x.bin", "../x.bin", True), ("b", b"", "form-data")]
    with pytest.raises(RequestError, match="already read"):
        _ = request.form


def test_a_part_ends_where_the_next_one_begins(upload, field):
    parts = upload(field("a", b"1"), field("b", b"2")).iter_parts()
    first, second = next(parts), next(parts)
    assert (first.read(), second.read(), second.read()) == (b"", b"2", b"")
    assert [part.read() for part in list(upload(field("a", b"1"), field("b", b"2")).iter_parts())] == [
        b"",
        b"",
    ]


def test_parts_can_be_left_halfway(upload, field, file):
    request = upload(file("f", "x", b"x" * 1_000_000), field("a", b"1"))
    for part in request.iter_parts():
        assert next(iter(part))
        break
    with pytest.raises(BodyConsumed):
        request.iter_parts()
    request.close()


def test_only_multipart_has_parts(request_):
    with pytest.raises(UnsupportedMediaType) as caught:
        request_(b"a=1", CONTENT_TYPE="application/x-www-form-urlencoded").iter_parts()
    assert caught.value.status == 415


def test_parts_can_be_read_from_a_body_that_was_read(upload, field):
    request = upload(field("a", b"1"))
    assert request.body.startswith(b"------boundary")
    assert [part.name for part in request.iter_parts()] == ["a"]
    assert request.form == {"a": "1"}


CONTENT = st.lists(
    st.sampled_from(
        [
            b"\r\n",
            b"\r",
            b"\n",
            b"--",
            b"------boundary",
            b"\r\n------boundar",
            b"-",
            b"a",
            b"\xc3\xa9",
            b"\x00",
        ]
    )
).map(b"".join)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters='\r\n\0"%\\'), max_size=5)
DELIMITER = b"\r\n------boundary"


@settings(deadline=None, max_examples=100)
@given(
    parts=st.lists(st.tuples(NAMES, CONTENT.filter(lambda content: DELIMITER not in b"\r\n" + content))),
    size=st.integers(1, 40),
)
def test_what_is_written_is_read_however_it_arrives(multipart, upload, field, parts, size):
    body = multipart(*(field(name, content) for name, content in parts))
    expected = [(name, content.decode("utf-8", "replace")) for name, content in parts]
    for given_ in ({}, {"wsgi_input": Trickle(body, size), "CONTENT_LENGTH": str(len(body))}):
        assert list(upload(body, **given_).form.multi_items()) == expected
    slowly = upload(body, wsgi_input=Trickle(body, size))
    assert [(part.name, part.read()) for part in slowly.iter_parts()] == parts


PIECES = st.sampled_from(
    [
        b"------boundary", b"--", b"\r\n", b"\r\n\r\n", b"\n", b'Content-Disposition: form-data; name="a"', b"Content-",
        b'Content-Disposition: form-data; name="a"; filename="b"\r\nContent-Type: a/B', b"a", b"%22", b"\\", b"\xff", b"Content-Type: text/plain",
        b'\r\n------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n', b"\r\n------boundary--\r\n", b": ", b'"',
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=12).map(lambda pieces: b"------boundary\r\n" + b"".join(pieces)))
def test_the_short_way_for_plain_forms_agrees_with_the_parser(body):
    options = Options()
    plain = plain_form(body, "----boundary", options)
    if plain is not None:
        pushed = pushed_form(body, io.BytesIO(), "----boundary", options)
        assert list(plain.fields.multi_items()) == list(pushed.fields.multi_items())
        assert [contents(file) for file in plain.files.values()] == [
            contents(file) for file in pushed.files.values()
        ]


FIRST = b'------boundary\r\nContent-Disposition: form-data; name="a"'
PART = b'\r\n------boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
# What gives a form, and what does not at most places.
GOOD = [
    PART, PART, PART, PART.replace(b"boundary", b"boundary \t"), PART.replace(b"boundary", b"boundary" + b"\t " * 512),
    PART[:-2] + b"Content-Length: 40\r\n\r\n" + b"x" * 40 + PART, b"\r\n", b"\r", b"\n", b"--", b"-", b" ", b"\r\n------boundar",
    b"\r\n------boundarx", b"\r\n" * 20, b"\r\n\r\n", b"x" * 40,
]  # fmt: skip
BAD = [
    PART.replace(b"boundary", b"boundary" + b" " * 1025), PART[:-2] + b"X: a\r\n b\r\n\r\n", b"\r\n------boundary \t", b"\r\n------boundary--",
    PART[:-2] + b"X: " + b"x" * 90 + b"\n\r\n\r\n", PART[:-2] + b"------boundary: \r\n------boundary \r\n\r\n", b"Content-Length: 40\r\n", b"\r\n------boundary",
    b'\r\nContent-Disposition: form-data; name="a"\r\n\r\n', PART[:-2] + b"Content-Length: 3\r\n\r\n",
]  # fmt: skip
BEGINS = [b"", b"", b"", b"", b"\r\n", b"preamble\r\n", b"preamble", b"\r\n------boundarx\r\n"]
ENDS = [
    b"",
    b"\r\n------boundary--",
    b"\r\n------boundary--",
    b"\r\n------boundary--\r\nepilogue" + PART,
    b"\r\n------boundary \r\n",
]


def outcome(parse: Callable[[bytes], Iterator[object]], parser: Parser, chunks: list[bytes]) -> list[object]:
    """What is made of a body: the parts' names, their content joined, None at their ends; or the error."""
    found: list[object] = []
    try:
        with parser:
            for event in (event for chunk in chunks for event in parse(chunk)):
                if isinstance(event, bytes) and isinstance(found[-1], bytes):
                    found[-1] += event
                else:
                    found.append(event.name if isinstance(event, Segment) else event)
    except (MalformedForm, LimitExceeded) as error:
        return [error.status]
    return found


@settings(deadline=None, max_examples=500)
@given(
    st.sampled_from(BEGINS).map(lambda begin: begin + FIRST),
    st.lists(st.sampled_from(GOOD), max_size=12).map(b"".join),
    st.lists(st.sampled_from(GOOD + BAD), max_size=3).map(b"".join),
    st.sampled_from(ENDS),
    st.integers(0, 4),
    st.lists(st.integers(1, 90), min_size=1) | st.lists(st.integers(500, 3000), min_size=1),
)
def test_a_body_is_what_the_parser_alone_makes_of_the_whole_of_it(begin, good, bad, end, padding, sizes):
    first = begin.replace(b"boundary", b"boundary" + b" " * padding)
    chunks, rest = [first], io.BytesIO(b"\r\n\r\n" + good + bad + end)
    turns = cycle(sizes)
    chunks.extend(iter(lambda: rest.read(next(turns)), b""))
    unpadded = re.sub(rb"(?:\A|(?<=\r\n))(------boundary)[ \t]{1,1024}(?=\r\n)", rb"\1", b"".join(chunks))
    ours, alone = Parser("----boundary", Options()), Parser("----boundary", Options())
    assert outcome(ours.parse, ours, chunks) == outcome(alone._push.parse, alone, [unpadded])


def contents(file: UploadedFile) -> tuple[object, ...]:
    return file.name, file.filename, file.raw_filename, file.content_type, file.size, file.read()


def test_the_short_way_is_taken_by_forms_as_browsers_send_them(multipart, field, file):
    body = multipart(field("a", b"1"), file("f", "x.txt", b"2"))
    form = plain_form(body, "----boundary", Options())
    assert form is not None
    assert (form.fields, form.files["f"].read()) == ({"a": "1"}, b"2")
    assert plain_form(body, "----boundary", Options(max_form_parts=1)) is None


@settings(deadline=None, max_examples=300)
@given(body=st.lists(PIECES, max_size=12).map(b"".join) | st.binary(max_size=100))
def test_any_bytes_give_a_form_or_a_named_error(upload, body):
    request = upload(body)
    with contextlib.suppress(MalformedForm, LimitExceeded):
        assert all(isinstance(value, str) for _, value in request.form.multi_items())
    request.close()


@pytest.mark.parametrize(
    "piece",
    [
        b"\r\n------boundar",
        b"\r",
        b"\r\n",
        b"--",
        b"\r\n------boundary",
        b"a: b\r\n",
        b"; a=",
        b'"',
        b'\\"',
        b";",
    ],
)
def test_it_is_linear(upload, file, piece, seconds):
    content = piece * (500_000 // len(piece))
    headers = 'Content-Disposition: form-data; name="a"' + piece.decode() * (16_000 // len(piece))
    for body in (
        upload(file("f", "x", content)),
        upload(content),
        upload((headers, content), (headers, b"")),
    ):

        def read(request=body):
            with contextlib.suppress(RequestError):
                _ = request.form
            request.close()

        assert seconds(read) < 2
