"""RFC 9110, sections 13 (conditional requests) and 14 (range requests)."""

import pytest
from asok_server.files.conditions import Conditions, UnsatisfiableRangeError
from hypothesis import given, settings
from hypothesis import strategies as st

ETAG = '"xyzzy"'
MODIFIED = 784111777
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"
BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT"
AFTER = "Sun, 06 Nov 1994 08:49:38 GMT"


def status(method: str = "GET", **conditions: str) -> int:
    return Conditions(method, **conditions).status(ETAG, MODIFIED)


def part(size: int = 1000, method: str = "GET", **conditions: str) -> tuple[int, int] | None:
    found = Conditions(method, **conditions).slice(size, ETAG, MODIFIED)
    return found and (found.start, found.stop)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"xyzzy"', 304),
        ('W/"xyzzy"', 304),
        ('"a", "xyzzy"', 304),
        ('"a,b",W/"xyzzy" , "c"', 304),
        (', ,"xyzzy",', 304),
        ("*", 304),
        (" * ", 304),
        ('"a"', 200),
        ('"xyz', 200),
        ("xyzzy", 200),
        ('w/"xyzzy"', 200),
        ('"a", *', 200),
        ('rubbish, "xyzzy"', 200),
        ("", 200),
        ('"XYZZY"', 200),
    ],
)
def test_if_none_match_compares_weakly(field, expected):
    assert status(if_none_match=field) == expected
    assert status("HEAD", if_none_match=field) == expected


def test_if_none_match_fails_a_change_with_412():
    assert status("PUT", if_none_match="*") == 412
    assert status("DELETE", if_none_match='"a"') == 200


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"xyzzy"', 200),
        ('"a", "xyzzy"', 200),
        ("*", 200),
        ('W/"xyzzy"', 412),
        ('"a"', 412),
        ("xyzzy", 412),
        ("", 412),
    ],
)
def test_if_match_compares_strongly(field, expected):
    assert status(if_match=field) == expected


def test_a_weak_tag_of_ours_never_matches_strongly():
    assert Conditions(if_match='W/"xyzzy"').status('W/"xyzzy"') == 412
    assert Conditions(if_none_match='"xyzzy"').status('W/"xyzzy"') == 304


def test_without_a_tag_only_a_star_matches():
    assert Conditions(if_none_match='"a"').status(None) == 200
    assert Conditions(if_none_match="*").status(None) == 304


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (DATE, 304),
        (AFTER, 304),
        (BEFORE, 200),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 304),
        ("Sun Nov  6 08:49:37 1994", 304),
        ("Sun Nov 06 08:49:37 1994", 304),
        ("sun, 06 nov 1994 08:49:37 gmt", 304),
        ("", 200),
        ("yesterday", 200),
        ("Sun, 06 Nov 1994 08:49:37", 200),
        ("Sun, 06 Nov 1994 08:49:37 +0100", 200),
        ("Sun, 31 Feb 1999 08:49:37 GMT", 200),
        ("Sun, 06 Nov 1994 24:49:37 GMT", 200),
        ("Sun, 06 Foo 1999 08:49:37 GMT", 200),
        ("Sun, 06 Nov 0000 08:49:37 GMT", 200),
        (f"{DATE}, {DATE}", 200),
        ("Sun, 06 Nov 1999 08:49:3\u0667 GMT", 200),
    ],
)
def test_if_modified_since_reads_every_form_of_date_and_nothing_else(date, expected):
    assert status(if_modified_since=date) == expected


def test_if_modified_since_counts_only_for_get_and_head():
    assert status("HEAD", if_modified_since=DATE) == 304
    assert status("POST", if_modified_since=DATE) == 200


def test_if_modified_since_is_ignored_beside_if_none_match():
    assert status(if_none_match='"a"', if_modified_since=AFTER) == 200
    assert status(if_none_match=ETAG, if_modified_since=BEFORE) == 304


def test_if_unmodified_since():
    assert status(if_unmodified_since=DATE) == 200
    assert status(if_unmodified_since=AFTER) == 200
    assert status(if_unmodified_since=BEFORE) == 412
    assert status(if_unmodified_since="rubbish") == 200


def test_if_unmodified_since_is_ignored_beside_if_match():
    assert status(if_match=ETAG, if_unmodified_since=BEFORE) == 200


def test_the_order_is_that_of_the_rfc():
    assert status(if_match='"a"', if_none_match=ETAG) == 412
    assert status(if_unmodified_since=BEFORE, if_none_match=ETAG) == 412
    assert status(if_match=ETAG, if_none_match=ETAG) == 304


def test_without_a_date_of_ours_dates_are_ignored():
    assert Conditions(if_modified_since=AFTER).status(ETAG) == 200
    assert Conditions(if_unmodified_since=BEFORE).status(ETAG) == 200


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("bytes=0-499", (0, 500)),
        ("bytes=500-", (500, 1000)),
        ("bytes=-300", (700, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=999-", (999, 1000)),
        ("bytes=0-999999999999999999999999999999", (0, 1000)),
        ("bytes=000-0009", (0, 10)),
        ("Bytes=0-9", (0, 10)),
        ("bytes=0-9,", (0, 10)),
        ("bytes=, 0-9 ,,", (0, 10)),
        (f"bytes=-{'9' * 5000}", (0, 1000)),
    ],
)
def test_one_range_is_served(field, expected):
    assert part(range=field) == expected


@pytest.mark.parametrize(
    "field",
    [
        "bytes=0-9,20-29",
        "bytes=0-0,-1",
        "bytes=5-4",
        "bytes=-",
        "bytes=",
        "bytes",
        "bytes=a-b",
        "bytes=1",
        "bytes=--1",
        "bytes=1-2-3",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes =1-2",
        "bytes=0x1-2",
        "bytes=\u0661-2",
        "lines=1-2",
        "",
        "0-9",
    ],
)
def test_several_ranges_and_rubbish_get_the_whole(field):
    assert part(range=field) is None


@pytest.mark.parametrize("field", ["bytes=1000-", "bytes=1000-1001", "bytes=-0", f"bytes={'9' * 5000}-"])
def test_a_range_behind_the_end_is_unsatisfiable(field):
    with pytest.raises(UnsatisfiableRangeError):
        part(range=field)


def test_only_get_has_ranges():
    assert part(method="HEAD", range="bytes=0-9") is None
    assert part(method="POST", range="bytes=5000-") is None


@pytest.mark.parametrize("field", ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=5-"])
def test_empty_content_has_no_ranges(field):
    assert part(size=0, range=field) is None


@pytest.mark.parametrize(
    ("if_range", "expected"),
    [
        (ETAG, (0, 10)),
        (f" {ETAG} ", (0, 10)),
        (DATE, (0, 10)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", (0, 10)),
        (f"W/{ETAG}", None),
        ('"other"', None),
        (f'"a", {ETAG}', None),
        (BEFORE, None),
        (AFTER, None),
        ("*", None),
        ("rubbish", None),
        ("", None),
    ],
)
def test_if_range_wants_exactly_what_it_has(if_range, expected):
    assert part(range="bytes=0-9", if_range=if_range) == expected


def test_a_weak_tag_of_ours_gives_no_part():
    assert Conditions(range="bytes=0-9", if_range='W/"a"').slice(100, 'W/"a"') is None


def test_a_stale_if_range_spares_the_416():
    assert part(range="bytes=5000-", if_range='"other"') is None


def test_the_conditions_of_an_environ():
    environ = {
        "REQUEST_METHOD": "HEAD",
        "HTTP_IF_MATCH": "1",
        "HTTP_IF_UNMODIFIED_SINCE": "2",
        "HTTP_IF_NONE_MATCH": "3",
        "HTTP_IF_MODIFIED_SINCE": "4",
        "HTTP_RANGE": "5",
        "HTTP_IF_RANGE": "6",
        "HTTP_ACCEPT_ENCODING": "7",
    }
    assert Conditions.of(environ) == Conditions("HEAD", "1", "2", "3", "4", "5", "6", "7")
    assert Conditions.of({"REQUEST_METHOD": "GET"}) == Conditions()


header = st.text(st.characters(max_codepoint=255)) | st.text('W/"xyz*, ') | st.text("bytes=0123456789-, ")


@settings(deadline=None, max_examples=300)
@given(header, header, header, header, header, header, st.integers(0, 2000))
def test_no_header_raises_and_every_part_lies_within(
    match, unmodified, none_match, modified, range_, if_range, size
):
    conditions = Conditions("GET", match, unmodified, none_match, modified, range_, if_range)
    assert conditions.status(ETAG, MODIFIED) in (200, 304, 412)
    for asked in (conditions, Conditions(range=range_)):
        try:
            found = asked.slice(size, ETAG, MODIFIED)
        except UnsatisfiableRangeError:
            continue
        assert found is None or 0 <= found.start < found.stop <= size


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 2000))
def test_a_range_is_what_python_slices(first, length, size):
    content = bytes(size)
    last = first + length
    if first >= size:
        with pytest.raises(UnsatisfiableRangeError):
            part(size, range=f"bytes={first}-{last}")
    else:
        start, stop = part(size, range=f"bytes={first}-{last}") or (0, 0)
        assert (start, len(content[start:stop])) == (first, len(content[first : last + 1]))
