from urllib.parse import parse_qsl, quote_plus, unquote_to_bytes

import pytest
from asok_request import LimitExceeded
from asok_request.urlencoded import parse_urlencoded
from hypothesis import given, settings
from hypothesis import strategies as st


def pairs(data: bytes, max_fields: int = 1000) -> list[tuple[str, str]]:
    return list(parse_urlencoded(data, max_fields).multi_items())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"&&", []),
        (b"a=1", [("a", "1")]),
        (b"a=1&b=2&a=3", [("a", "1"), ("b", "2"), ("a", "3")]),
        (b"a", [("a", "")]),
        (b"a=", [("a", "")]),
        (b"=v", [("", "v")]),
        (b"=", [("", "")]),
        (b"a=b=c==", [("a", "b=c==")]),
        (b"a==b&c", [("a", "=b"), ("c", "")]),
        (b"a;b=1;2", [("a;b", "1;2")]),
        (b"a+b=c+d", [("a b", "c d")]),
        (b"%61%3D=%26%2B", [("a=", "&+")]),
        (b"a=%C3%A9", [("a", "é")]),
        (b"a=\xc3\xa9", [("a", "é")]),
        (b"a=%E9", [("a", "\ufffd")]),
        (b"a=%C3&b=%A9", [("a", "\ufffd"), ("b", "\ufffd")]),
        (b"a=%", [("a", "%")]),
        (b"a=%4", [("a", "%4")]),
        (b"a=%zz%41", [("a", "%zzA")]),
        (b"a=%%41", [("a", "%A")]),
        (b"a=%\r\n%41\n", [("a", "%\r\nA\n")]),
        (b"a=%\nx%3D", [("a", "%\nx=")]),
        (b"a=%00%01", [("a", "\x00\x01")]),
        (b"a\x00=\x01&b=%3D%3d", [("a\x00", "\x01"), ("b", "==")]),
        (b"a=%EF%BB%BFb", [("a", "\ufeffb")]),
        (b"a=_b=20_", [("a", "_b=20_")]),
        (b"\x00=%&b=%2", [("\x00", "%"), ("b", "%2")]),
    ],
)
def test_it_reads_as_the_whatwg_standard_says(data, expected):
    assert pairs(data) == expected


def test_a_field_too_many_is_refused():
    assert len(pairs(b"&".join([b"a=1"] * 10), 10)) == 10
    assert len(pairs(b"&a=1&&" * 10, 10)) == 10
    with pytest.raises(LimitExceeded, match="max_form_fields") as caught:
        pairs(b"&".join([b"a=1"] * 11), 10)
    assert caught.value.status == 413


ESCAPES = st.sampled_from(
    [b"%", b"%4", b"%41", b"%zz", b"=", b"&", b"+", b"%00", b"%0", b"\n", b"\r", b"\xff", b"%c3%a9", b"a"]
)


def reference(data: bytes) -> list[tuple[str, str]]:
    """The algorithm of the standard, word for word."""
    result = []
    for piece in data.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            result.append(
                tuple(
                    unquote_to_bytes(each.replace(b"+", b" ")).decode("utf-8", "replace")
                    for each in (name, value)
                )
            )
    return result


@settings(deadline=None, max_examples=300)
@given(st.lists(ESCAPES, max_size=30).map(b"".join) | st.binary(max_size=60))
def test_it_agrees_with_the_standards_algorithm_on_any_bytes(data):
    assert pairs(data) == reference(data)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), min_size=1))
def test_what_a_browser_writes_is_read_again(fields):
    fields = [
        (name.encode("utf-8", "replace").decode(), value.encode("utf-8", "replace").decode())
        for name, value in fields
    ]
    data = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields)
    assert pairs(data.encode()) == fields
    assert [each for each in pairs(data.encode()) if each != ("", "")] == [
        each for each in parse_qsl(data, keep_blank_values=True) if each != ("", "")
    ]


@pytest.mark.parametrize("piece", [b"%C3%A9", b"&", b"=", b"a&", b"%", b"%0", b"%00", b"%\n", b"+=&%"])
def test_it_is_linear(piece, seconds):
    data = piece * (500_000 // len(piece))
    assert seconds(lambda: parse_urlencoded(data, 10**6)) < 2
