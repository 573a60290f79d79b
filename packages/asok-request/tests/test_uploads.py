import io
import os
import stat

import pytest
from asok_request import UploadedFile
from asok_request.disposition import parse_disposition
from asok_request.uploads import safe_filename
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\ada\\cv.doc", "cv.doc"),
        ("a/b\\c.txt", "c.txt"),
        ("C:cv.doc", "cv.doc"),
        (" c:\x00D: x", "x"),
        ("C:..", ""),
        ("12:30.txt", "12:30.txt"),
        ("dir/", ""),
        ("..", ""),
        (".", ""),
        ("../", ""),
        ("a\x00b\r\n\x1b[31m.txt", "ab[31m.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        (" résumé 1.pdf ", "résumé 1.pdf"),
        (".bashrc", ".bashrc"),
        ("", ""),
        ("\u2028x", "x"),
    ],
)
def test_a_file_name_is_the_last_part_without_control_characters(raw, expected):
    assert safe_filename(raw) == expected


@settings(deadline=None, max_examples=300)
@given(
    st.text() | st.lists(st.sampled_from(["/", "\\", "..", ".", "\0", "\r", "a", " ", "\u202e"])).map("".join)
)
def test_a_file_name_never_leaves_its_folder(raw):
    name = safe_filename(raw)
    assert not set(name) & set("/\\\0\r\n")
    assert name not in (".", "..")
    assert safe_filename(name) == name


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('form-data; name="a"', ("a", None)),
        ('form-data; name="a"; filename="b"', ("a", "b")),
        ("FORM-DATA;name=a;filename=b", ("a", "b")),
        ('form-data; filename="b"; name="a"', ("a", "b")),
        ('form-data; name="a"; filename=""', ("a", "")),
        ("form-data; name=a; filename=b c.txt ", ("a", "b c.txt")),
        ('form-data; name="a"; name="b"', ("a", None)),
        ('form-data; name="a%22b%0D%0A"; filename="%22%0d%0a%41"', ('a"b\r\n', '"\r\n%41')),
        ('form-data; name="a\\"b"; filename="c\\\\d\\"e"', ('a"b', 'c\\d"e')),
        ('form-data; name="a"; filename="C:\\dir\\x.txt"', ("a", "C:\\dir\\x.txt")),
        ('form-data; name="a"; filename="\xc3\xa9"', ("a", "é")),
        ('form-data; name="a"; filename="x"; filename*=UTF-8\'\'evil', ("a", "x")),
        ('form-data; name="a"; filename*=UTF-8\'\'evil; filename="x"', ("a", "x")),
        ("form-data; name=\"a\"; filename*=UTF-8''caf%C3%A9=.txt", ("a", "café=.txt")),
        ("form-data; name=\"a\"; filename*=iso-8859-1'en'caf%E9", ("a", "café")),
        ("form-data; name=\"a\"; filename*=utf-16''x", ("a", None)),
        ('form-data; name="a;b"; filename="c;name=d"', ("a;b", "c;name=d")),
    ],
)
def test_a_disposition_is_read_as_browsers_and_older_clients_write_it(value, expected):
    assert parse_disposition(value) == expected


def test_the_raw_name_is_kept_beside(upload, file):
    f = upload(file("f", "..\\x/\u202ey.txt", b"")).files["f"]
    assert (f.filename, f.raw_filename) == ("y.txt", "..\\x/\u202ey.txt")


def test_without_a_type_it_is_octets(upload):
    disposition = 'Content-Disposition: form-data; name="f"; filename="x"'
    assert upload((disposition, b"")).files["f"].content_type == "application/octet-stream"
    assert (
        upload((disposition + "\r\nContent-Type: Image/PNG; a=b", b"")).files["f"].content_type == "image/png"
    )


@pytest.mark.parametrize(
    "said", ["x", "text/", "a/b/c", "text/html<script>", "text/pl\x00ain", "text/pl ain", "é/é"]
)
def test_what_is_no_media_type_is_no_content_type(upload, said):
    disposition = 'Content-Disposition: form-data; name="f"; filename="x"'
    request = upload((f"{disposition}\r\nContent-Type: {said}", b""))
    assert request.files["f"].content_type == "application/octet-stream"
    (part,) = upload((f"{disposition}\r\nContent-Type: {said}", b"")).iter_parts()
    assert part.content_type == "application/octet-stream"


def test_small_files_stay_in_memory_and_large_ones_go_to_disk(upload, file):
    request = upload(
        file("s", "s", b"x" * 64 * 1024), file("l", "l", b"x" * (64 * 1024 + 1)), max_file_memory=64 * 1024
    )
    assert request.files["s"].in_memory
    assert not request.files["l"].in_memory
    assert request.files["l"].read() == b"x" * (64 * 1024 + 1)
    request.close()
    assert request.files["l"].stream.closed
    assert request.files["s"].stream.closed


@pytest.mark.parametrize("size", [0, 10, 100_000])
def test_saving_writes_the_whole_content_whatever_was_read(upload, file, tmp_path, size):
    content = os.urandom(size)
    f = upload(file("f", "f", content), file("g", "g", b"")).files["f"]
    f.read(5)
    path = f.save(tmp_path / "saved")
    assert path.read_bytes() == content
    assert f.read() == content[5:]
    f.save(str(tmp_path / "saved"))
    assert [each.name for each in tmp_path.iterdir()] == ["saved"]
    f.close()


def test_a_saved_file_has_the_permissions_of_any_new_file(upload, file, tmp_path):
    (tmp_path / "other").write_bytes(b"")
    saved = upload(file("f", "f", b"x")).files["f"].save(tmp_path / "saved")
    assert stat.S_IMODE(saved.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_saving_replaces_a_link_and_not_what_it_leads_to(upload, file, tmp_path):
    (tmp_path / "secret").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    upload(file("f", "f", b"x")).files["f"].save(tmp_path / "link")
    assert ((tmp_path / "secret").read_bytes(), (tmp_path / "link").read_bytes()) == (b"before", b"x")
    assert not (tmp_path / "link").is_symlink()


def test_a_failed_save_changes_nothing(tmp_path):
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("disk")

    target = tmp_path / "saved"
    target.write_bytes(b"before")
    f = UploadedFile("f", "f", "text/plain")
    f._file = Broken(b"x")
    with pytest.raises(OSError, match="disk"):
        f.save(target)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("saved", b"before")]
    with pytest.raises(FileNotFoundError):
        UploadedFile("f", "f", "text/plain").save(tmp_path / "none" / "saved")


def test_a_file_can_be_read_by_lines(upload, file):
    f = upload(file("f", "x.csv", b"a,b\r\nc,d")).files["f"]
    assert list(f) == [b"a,b\r\n", b"c,d"]
    f.stream.seek(0)
    assert f.stream.readline() == b"a,b\r\n"
    assert repr(f) == "<UploadedFile 'x.csv' (text/plain, 8 bytes)>"
