"""send_file, as a WSGI server sees it."""

import os
import socket
from pathlib import Path

import pytest
from asok_server.files.conditions import Conditions
from asok_server.files.filebody import FileBody, FileTruncatedError
from asok_server.files.sending import FileNotServed, send_file

CONTENT = bytes(range(256)) * 4
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"


def test_a_file_is_sent_whole_with_all_that_describes_it(fetch):
    answer = fetch()
    assert answer.status == 200
    assert answer.body == CONTENT
    headers = dict(answer.headers)
    etag = headers.pop("ETag")
    assert etag[0] == etag[-1] == '"'
    assert headers == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="data.bin"',
        "Content-Length": "1024",
        "Last-Modified": DATE,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
    }


def test_head_has_the_headers_of_get_and_no_body(fetch):
    got, head = fetch(), fetch("HEAD")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


def test_head_ignores_a_range(fetch):
    assert fetch("HEAD", range="bytes=0-9").status == 200


def test_a_part(fetch):
    answer = fetch(range="bytes=10-19")
    assert answer.status == 206
    assert answer.body == CONTENT[10:20]
    assert answer.headers["Content-Range"] == "bytes 10-19/1024"
    assert answer.headers["Content-Length"] == "10"


def test_the_last_bytes(fetch):
    answer = fetch(range="bytes=-24")
    assert answer.body == CONTENT[1000:]
    assert answer.headers["Content-Range"] == "bytes 1000-1023/1024"


def test_several_ranges_get_the_whole_file(fetch):
    answer = fetch(range="bytes=0-1,5-6")
    assert (answer.status, answer.body) == (200, CONTENT)


def test_a_range_behind_the_end_is_a_416_that_tells_the_size(fetch):
    answer = fetch(range="bytes=1024-")
    assert (answer.status, answer.body) == (416, b"The range lies outside of the file's 1024 bytes.")
    assert answer.headers["Content-Range"] == "bytes */1024"
    assert "ETag" not in answer.headers


def test_if_range_lets_only_a_current_part_through(fetch):
    etag = fetch().headers["ETag"]
    assert fetch(range="bytes=0-9", if_range=etag).status == 206
    assert fetch(range="bytes=0-9", if_range=DATE).status == 206
    stale = fetch(range="bytes=0-9", if_range='"old"')
    assert (stale.status, stale.body) == (200, CONTENT)


def test_a_304_has_neither_body_nor_what_describes_it(fetch):
    etag = fetch().headers["ETag"]
    answer = fetch(if_none_match=etag)
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers == {"ETag": etag, "Cache-Control": "private, no-cache"}
    assert fetch(if_modified_since=DATE).status == 304
    assert fetch("HEAD", if_none_match=etag).status == 304


def test_a_failed_precondition_is_a_412(fetch):
    assert fetch(if_match='"other"').status == 412
    assert fetch(if_unmodified_since="Sun, 06 Nov 1994 08:49:36 GMT").status == 412


def test_the_answer_to_a_post_does_not_depend_on_conditions(fetch):
    answer = fetch("POST", if_none_match="*", if_match='"other"', range="bytes=0-1")
    assert (answer.status, answer.body) == (200, CONTENT)


def test_the_tag_changes_with_the_file(fetch, file):
    first = fetch().headers["ETag"]
    assert fetch().headers["ETag"] == first
    file.write_bytes(b"x" * 1024)
    assert fetch().headers["ETag"] != first


def test_a_file_replaced_by_one_of_same_size_and_time_has_another_tag(fetch, file):
    first = fetch().headers["ETag"]
    other = file.with_name("other")
    other.write_bytes(bytes(1024))
    os.utime(other, (784111777, 784111777))
    other.replace(file)
    assert fetch().headers["ETag"] != first


def test_a_file_from_the_future_was_modified_now_at_the_latest(fetch, file):
    os.utime(file, (4102444800, 4102444800))
    assert "2100" not in fetch().headers["Last-Modified"]


def test_a_fraction_of_a_second_does_not_outdate_the_date(fetch, file):
    os.utime(file, ns=(784111777_999999999, 784111777_999999999))
    assert fetch().headers["Last-Modified"] == DATE
    assert fetch(if_modified_since=DATE).status == 304


def test_an_empty_file(served, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    answer = served(lambda conditions: send_file(empty, conditions=conditions), range="bytes=0-")
    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", "0")


def test_a_large_file_is_sent_in_blocks(tmp_path):
    large = tmp_path / "large"
    large.write_bytes(os.urandom(1 << 20))
    body = send_file(large).body
    assert isinstance(body, FileBody)
    blocks = list(body)
    assert len(blocks) > 1
    assert b"".join(blocks) == large.read_bytes()
    body.close()


def test_inline_and_other_names(file):
    def header(name: str, **options: object) -> str | None:
        response = send_file(file, conditions=Conditions("HEAD"), **options)  # type: ignore[arg-type]
        return response.header(name)

    assert header("Content-Disposition", as_attachment=False) == 'inline; filename="data.bin"'
    assert header("Content-Disposition", filename="export.csv") == 'attachment; filename="export.csv"'
    assert header("Content-Type", filename="export.csv") == "text/csv; charset=utf-8"
    assert header("Content-Type", filename="export") == "application/octet-stream"
    assert header("Content-Type", content_type="text/csv; charset=latin-1") == "text/csv; charset=latin-1"
    assert header("Cache-Control", max_age=60) == "private, max-age=60"
    with pytest.raises(ValueError, match="media type"):
        header("Content-Type", content_type="text/html\r\nX: y")


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.xml", "a.xhtml", "a.htm", "a.HTML", "a.mhtml", "a.rss"]
)
def test_rule_9_markup_shown_inline_is_sandboxed(tmp_path, name):
    path = tmp_path / name
    path.write_text("<script>alert(1)</script>")

    def policy(**options: bool) -> str | None:
        return send_file(path, conditions=Conditions("HEAD"), **options).header("Content-Security-Policy")

    assert policy(as_attachment=False) == "sandbox"
    assert policy() is None


def test_rule_9_markup_by_its_given_type_is_sandboxed_too(file):
    shown = send_file(
        file, conditions=Conditions("HEAD"), as_attachment=False, content_type="Text/HTML ; charset=utf-8"
    )
    assert shown.header("Content-Security-Policy") == "sandbox"


def test_an_image_is_not_sandboxed(file):
    shown = send_file(file, conditions=Conditions("HEAD"), as_attachment=False, filename="a.png")
    assert shown.header("Content-Security-Policy") is None


def test_rule_9_only_regular_files_are_served(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    for path in ("missing", "pipe", "socket", ".", "", "nul\0byte", "x" * 300, "file/"):
        (tmp_path / "file").touch()
        with pytest.raises(FileNotServed) as caught:
            send_file(f"{tmp_path}/{path}")
        assert caught.value.response.status == 404
    with pytest.raises(FileNotServed):
        send_file("/dev/zero")


def test_the_404_does_not_tell_the_path(tmp_path):
    with pytest.raises(FileNotServed) as caught:
        send_file(tmp_path / "secret-name")
    assert caught.value.response.body == b""


def test_the_programs_own_path_is_served_as_it_is(tmp_path):
    hidden = tmp_path / ".cache" / "report.txt"
    hidden.parent.mkdir()
    hidden.write_text("text")
    assert send_file(str(hidden), conditions=Conditions("HEAD")).status == 200
    link = tmp_path / "link.txt"
    link.symlink_to(hidden)
    assert send_file(link, conditions=Conditions("HEAD")).status == 200


def test_every_way_closes_the_file(fetch, file):
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    etag = fetch().headers["ETag"]
    before = open_files()
    for headers in (
        {},
        {"if_none_match": etag},
        {"if_match": '"a"'},
        {"range": "bytes=9999-"},
        {"range": "bytes=0-1"},
    ):
        fetch(**headers)
        fetch("HEAD", **headers)
    with pytest.raises(FileNotServed):
        send_file(file.parent)
    assert open_files() == before


def test_a_file_that_grows_is_cut_at_its_promised_length(file):
    body = send_file(file).body
    assert isinstance(body, FileBody)
    with file.open("ab") as more:
        more.write(b"more")
    assert b"".join(body) == CONTENT
    body.close()


def test_a_file_that_shrinks_breaks_off_loudly(file):
    body = send_file(file).body
    assert isinstance(body, FileBody)
    file.write_bytes(CONTENT[:100])
    assert next(body) == CONTENT[:100]
    with pytest.raises(FileTruncatedError, match="924 of the 1024"):
        next(body)
    body.close()
    body.close()


def test_a_file_wrapper_may_take_over_what_ends_with_the_file(file):
    from wsgiref.util import FileWrapper

    for asked, whole in ((None, True), ("bytes=1000-", True), ("bytes=-10", True), ("bytes=0-9", False)):
        body = send_file(file, conditions=Conditions(range=asked)).body
        assert isinstance(body, FileBody)
        assert body.whole is whole
        if whole:
            assert len(b"".join(FileWrapper(body.file, body.block_size))) == body.length
        body.close()
