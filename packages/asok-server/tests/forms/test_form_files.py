"""Uploaded files: by name and by content."""

import io
import zipfile

import pytest
from asok_server.forms import Form

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\0\0\x01\0\x01\0\0"
GIF = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!"
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0/\0\0\0"
AVIF = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(100)
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0"
PHP = b"<?php system($_GET['x']); ?>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("a.JPG", JPEG),
        ("a.jpeg", JPEG),
        ("a.gif", GIF),
        ("a.webp", WEBP),
        ("a.avif", AVIF),
        ("blob", PNG),
    ],
)
def test_an_image_is_taken(sent, name, content):
    form = sent({"photo": Form.file("Photo", "required|image")}, files={"photo": (name, content)})
    assert form.validate(), form.errors
    assert form.data["photo"].read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PHP),
        ("a.png", b""),
        ("a.png", EXE),
        ("a.webp", WAV),
        ("a.png", b"\\x89PNG <?php"),
        ("a.php", PNG),
        ("a.php.", PNG),
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.html", GIF),
        ("a.png", b"BM is no bitmap but a text"),
    ],
)
def test_what_only_looks_like_an_image_is_refused(sent, name, content):
    form = sent({"photo": Form.file("Photo", "image")}, files={"photo": (name, content)})
    assert not form.validate()
    assert form.errors == {"photo": "Photo must be an image: PNG, JPEG, GIF, WebP or AVIF."}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.tar.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
        ("a.docx", zipped()),
        ("a.zip", zipped()),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.csv", b"\xff\xfea\0,\0b\0"),
        ("a.csv", b"MZ,BM\n"),
        ("a.txt", b""),
        ("a.wav", WAV),
        ("a.dat", b"\x01\x02\x03 nobody knows"),
    ],
)
def test_a_file_of_an_extension_asked_for_is_taken(sent, name, content):
    rules = "ext:pdf,gz,.docx,zip,csv,txt,wav,dat"
    form = sent({"file": Form.file("File", rules)}, files={"file": (name, content)})
    assert form.validate(), form.errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", EXE),
        ("a.pdf.exe", EXE),
        ("pdf", PDF),
        ("a.pdf", PHP),
        ("a.pdf", EXE),
        ("a.docx", b"not a zip"),
        ("a.csv", b"a\0b"),
        ("a.dat", PNG),
    ],
)
def test_a_file_of_another_extension_or_content_is_refused(sent, name, content):
    form = sent({"file": Form.file("File", "ext:pdf,docx,csv,dat")}, files={"file": (name, content)})
    assert not form.validate()
    assert form.errors == {"file": "File must be a file of one of these types: pdf, docx, csv, dat."}


@pytest.mark.parametrize(("size", "valid"), [(0, True), (1024, True), (2048, True), (2049, False)])
@pytest.mark.parametrize("rule", ["size:2", "max:2"])
def test_sizes_are_in_kilobytes(sent, size, valid, rule):
    form = sent({"file": Form.file("File", rule)}, files={"file": ("a.bin", bytes(size))})
    assert form.validate() is valid


def test_a_required_file_must_be_chosen(sent):
    fields = {"file": Form.file("File", "required")}
    assert not sent(fields).validate()
    assert not sent(fields, {"file": "a.png"}).validate()
    nothing = sent(fields, files={"file": ("", b"")})
    assert not nothing.validate()
    assert nothing.data == {"file": None}
    assert sent(fields, files={"file": ("a.txt", b"")}).validate()


def test_an_optional_file_may_be_left_out(sent):
    form = sent({"file": Form.file("File", "image|size:1|ext:png|max:1")}, files={"file": ("", b"")})
    assert form.validate()


def test_every_one_of_several_files_keeps_the_rules(sent):
    fields = {"files": Form.files("Files", "image|size:1|max:2")}
    assert sent(fields, files={"files": [("a.png", PNG), ("b.gif", GIF)]}).validate()
    assert not sent(fields, files={"files": [("a.png", PNG), ("b.gif", PHP)]}).validate()
    assert not sent(fields, files={"files": [("a.png", PNG), ("b.png", PNG + bytes(2000))]}).validate()
    three = sent(fields, files={"files": [("a.png", PNG)] * 3})
    assert not three.validate()
    assert three.errors == {"files": "Files must have at most 2 files."}


def test_several_files_are_a_list(sent):
    form = sent({"files": Form.files("Files")}, files={"files": [("a.png", PNG), ("b.gif", GIF)]})
    assert [file.filename for file in form.data["files"]] == ["a.png", "b.gif"]
    assert sent({"files": Form.files("Files")}).data == {"files": []}


def test_looking_into_a_file_leaves_it_at_its_start(sent):
    form = sent({"photo": Form.file("Photo", "image|ext:png")}, files={"photo": ("a.png", PNG)})
    assert form.validate()
    assert form.data["photo"].stream.tell() == 0


def test_files_are_never_shown_again(sent, attributes_of):
    form = sent({"photo": Form.file("Photo", "image")}, files={"photo": ("secret-name.png", PHP)})
    form.validate()
    assert form.photo.value == ""
    assert "secret-name" not in str(form)
    assert "value" not in attributes_of(form.photo.input)


def test_the_browser_is_told_what_to_offer(attributes_of):
    form = Form(
        {"a": Form.file("A", "ext:pdf,.PNG"), "b": Form.files("B", "image|required"), "c": Form.file()}
    )
    assert attributes_of(form.a.input)["accept"] == ".pdf,.png"
    b = attributes_of(form.b.input)
    assert b["accept"] == "image/avif,image/gif,image/jpeg,image/png,image/webp"
    assert "multiple" in b
    assert "required" in b
    assert "accept" not in attributes_of(form.c.input)
