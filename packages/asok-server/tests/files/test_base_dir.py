"""Names from users stay inside base_dir (rule 9)."""

import os
from pathlib import Path

import pytest
from asok_server.files.conditions import Conditions
from asok_server.files.paths import contained
from asok_server.files.sending import FileNotServed, send_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder to serve from, with a secret beside it and every kind of trap in it."""
    base = tmp_path / "public"
    (base / "folder").mkdir(parents=True)
    (base / ".git").mkdir()
    for name in ("file.txt", "folder/nested é.txt", ".env", ".git/config", "a..b.txt"):
        (base / name).write_text(name)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public-too").mkdir()
    (tmp_path / "public-too" / "file.txt").write_text("secret")
    (base / "out.txt").symlink_to(tmp_path / "secret.txt")
    (base / "up").symlink_to(tmp_path)
    (base / "loop").symlink_to(base / "loop")
    (base / "inside.txt").symlink_to(base / "file.txt")
    (base / "seen.txt").symlink_to(base / ".env")
    return base


@pytest.mark.parametrize("name", ["file.txt", "folder/nested é.txt", "inside.txt", "a..b.txt"])
def test_what_lies_inside_is_served(base, name):
    response = send_file(name, base_dir=base, conditions=Conditions("HEAD"))
    assert response.status == 200


def test_the_file_is_named_as_it_was_asked_for(base):
    response = send_file("folder/nested é.txt", base_dir=str(base), conditions=Conditions("HEAD"))
    assert response.header("Content-Disposition") == (
        "attachment; filename=\"nested e.txt\"; filename*=UTF-8''nested%20%C3%A9.txt"
    )


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "folder/../../secret.txt",
        "folder/../file.txt",
        "./file.txt",
        "..",
        ".",
        "",
        "/",
        "/etc/passwd",
        "//etc/passwd",
        "folder//nested é.txt",
        "file.txt/",
        "folder",
        "folder/",
        "..\\secret.txt",
        "folder\\nested é.txt",
        "C:\\secret.txt",
        "file.txt\0",
        "\0",
        "file\n.txt",
        ".env",
        ".git/config",
        "out.txt",
        "up/secret.txt",
        "up/public-too/file.txt",
        "../public-too/file.txt",
        "loop",
        "seen.txt",
        "missing.txt",
        "file.txt/x",
        "x" * 10_000,
        "x/" * 5_000 + "y",
        "\udc80",
        "%2e%2e/secret.txt",
        "file.txt%00",
        "~root",
        "file.txt::$DATA",
    ],
)
def test_what_does_not_is_a_404(base, name):
    with pytest.raises(FileNotServed):
        send_file(name, base_dir=base)


def test_a_relative_path_of_the_programs_own_stays_in_the_working_folder(base, monkeypatch):
    monkeypatch.chdir(base)
    assert send_file("folder/nested é.txt", conditions=Conditions("HEAD")).status == 200
    assert send_file(Path("./file.txt"), conditions=Conditions("HEAD")).status == 200
    for name in ("../secret.txt", "folder/../../secret.txt", ".env", "out.txt", "up/secret.txt"):
        with pytest.raises(FileNotServed):
            send_file(name)


def test_an_absolute_name_inside_the_folder_is_refused_too(base):
    with pytest.raises(FileNotServed):
        send_file(str(base / "file.txt"), base_dir=base)


def test_the_folder_itself_may_be_hidden_or_a_link(tmp_path):
    hidden = tmp_path / ".data"
    hidden.mkdir()
    (hidden / "a.txt").write_text("a")
    link = tmp_path / "link"
    link.symlink_to(hidden)
    for folder in (hidden, link):
        assert send_file("a.txt", base_dir=folder, conditions=Conditions("HEAD")).status == 200


def test_the_root_of_the_disk_can_be_a_base(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    assert contained("/", f"{tmp_path}/a.txt"[1:]) == str(tmp_path / "a.txt")


segments = st.sampled_from(
    ["..", ".", "", "folder", "file.txt", "up", "secret.txt", "\\", "out.txt", "%2e%2e", ".env"]
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.lists(segments | st.text(max_size=3)).map("/".join))
def test_nothing_outside_or_hidden_is_ever_reached(base, name):
    found = contained(base, name)
    if found is not None:
        relative = os.path.relpath(found, base)
        assert not any(part.startswith(".") for part in relative.split("/"))
