"""Addresses to pages, and pages to addresses."""

import uuid
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from asok_server.routing.routes import RouteError, RouteTable, UnknownPage
from hypothesis import given
from hypothesis import strategies as st


class Folder(NamedTuple):
    folder: str

    @property
    def file(self) -> str:
        return f"src/pages/{self.folder}/page.py"


def table(*folders: str) -> RouteTable[Folder]:
    return RouteTable(Folder(folder) for folder in folders)


def found(routes: RouteTable[Folder], path: str) -> tuple[str, dict] | None:
    match = routes.match(path)
    return None if match is None else (match[0].folder, dict(match[1]))


def test_the_front_page_is_the_root_folder():
    assert found(table(""), "/") == ("", {})


def test_a_folder_is_a_segment():
    assert found(table("a/b"), "/a/b") == ("a/b", {})
    assert found(table("a/b"), "/a") is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_folder_is_found_however_the_file_system_writes_its_accents(form):
    folder, address = normalize(form, "café/[size]/crème"), "/caf%C3%A9/42/cr%C3%A8me"
    routes = table(folder, normalize(form, "été"), "[other]")
    assert found(routes, unquote(address)) == (folder, {"size": "42"})
    assert found(routes, f"/{normalize(form, 'été')}") == (normalize(form, "été"), {})
    assert found(routes, "/été") == (normalize(form, "été"), {})
    assert routes.url_for("café/[size]/crème", size=42) == routes.url_for(folder, size=42) == address


def test_two_folders_that_differ_in_how_accents_are_written_stand_for_one_address():
    with pytest.raises(RouteError, match="same address"):
        table(normalize("NFC", "été"), normalize("NFD", "été"))


def test_a_capture_takes_one_segment():
    assert found(table("user/[id]"), "/user/42") == ("user/[id]", {"id": "42"})
    assert found(table("user/[id]"), "/user/42/x") is None
    assert found(table("user/[id]"), "/user/") is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", "42", 42),
        ("int", "-7", -7),
        ("float", "1.5", 1.5),
        ("float", "2", 2.0),
        ("slug", "a-b_c", "a-b_c"),
        ("uuid", "12345678-1234-5678-1234-567812345678", uuid.UUID("12345678-1234-5678-1234-567812345678")),
        ("path", "a/b/c", "a/b/c"),
        ("str", "é", "é"),
    ],
)
def test_a_typed_capture_converts(kind, text, value):
    assert found(table(f"x/[v:{kind}]"), f"/x/{text}") == (f"x/[v:{kind}]", {"v": value})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *[("int", text) for text in ("x", "1.5", "", "٣", "1_000", "+1", "9" * 101, "1\n")],
        *[("float", text) for text in ("nan", "inf", "1e5", ".5", "5.", "1\n")],
        *[("uuid", text) for text in ("1234", "{12345678-1234-5678-1234-567812345678}")],
        *[("slug", text) for text in ("a b", "é", "a.b", "a\n")],
        *[("path", text) for text in ("a//b", "../a", "a/./b", "a/..", "a/b/")],
    ],
)
def test_what_a_typed_capture_does_not_take_is_no_page(kind, text):
    assert found(table(f"x/[v:{kind}]"), f"/x/{text}") is None


def test_literal_beats_typed_beats_untyped_beats_path():
    routes = table("[rest:path]", "[any]", "[slug:slug]", "[id:int]", "new")
    assert found(routes, "/new") == ("new", {})
    assert found(routes, "/7") == ("[id:int]", {"id": 7})
    assert found(routes, "/a-b") == ("[slug:slug]", {"slug": "a-b"})
    assert found(routes, "/a.b") == ("[any]", {"any": "a.b"})
    assert found(routes, "/a/b") == ("[rest:path]", {"rest": "a/b"})


def test_a_dead_end_is_left_for_the_next_choice():
    routes = table("user/new/edit", "user/[id]/show", "[rest:path]")
    assert found(routes, "/user/new/show") == ("user/[id]/show", {"id": "new"})
    assert found(routes, "/user/new/x") == ("[rest:path]", {"rest": "user/new/x"})


def test_captures_may_have_different_names_in_different_pages():
    routes = table("[id]/edit", "[name]/show")
    assert found(routes, "/a/edit") == ("[id]/edit", {"id": "a"})
    assert found(routes, "/a/show") == ("[name]/show", {"name": "a"})


@pytest.mark.parametrize("path", ["/a\0", "/a\n", "/..", "/a/../b", "/./a", "/\x7f", "", "a", "//", "//a"])
def test_no_page_ever_meets_a_segment_that_files_would_stumble_over(path):
    assert found(table("[rest:path]", "[a]/[b]"), path) is None


def test_two_folders_of_one_address_are_named():
    with pytest.raises(RouteError, match=r"src/pages/\[a\]/page.py and src/pages/\[b\]/page.py"):
        table("[a]", "[b]")


def test_a_page_below_a_path_capture_is_named():
    with pytest.raises(
        RouteError, match=r"src/pages/\[rest:path\]/edit/page.py can't be reached.*\[rest:path\]/page.py"
    ):
        table("[rest:path]", "[rest:path]/edit")


@pytest.mark.parametrize("folder", ["[id", "id]", "[id:number]", "[1]", "[a]/[a]", "[]"])
def test_a_folder_that_is_no_capture_is_named(folder):
    with pytest.raises(RouteError, match="src/pages/"):
        table(folder)


def test_url_for_writes_an_address():
    routes = table("", "user/[id:int]", "files/[rest:path]", "é")
    assert routes.url_for("") == routes.url_for("/") == "/"
    assert routes.url_for("user/[id:int]", id=42) == "/user/42"
    assert routes.url_for("user/[id:int]", id=42, tab="a b", x=[1, 2]) == "/user/42?tab=a+b&x=1&x=2"
    assert routes.url_for("files/[rest:path]", rest="a b/c?") == "/files/a%20b/c%3F"
    assert routes.url_for("é") == "/%C3%A9"


@given(st.floats(min_value=-1e80, max_value=1e80).filter(lambda value: not 0 < abs(value) < 1e-80))
def test_a_float_in_an_address_comes_back_as_it_was(value):
    routes = table("price/[price:float]")
    assert found(routes, routes.url_for("price/[price:float]", price=value)) == (
        "price/[price:float]",
        {"price": value},
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_a_float_that_no_page_takes_has_no_address(value):
    with pytest.raises(UnknownPage, match="is no float"):
        table("price/[price:float]").url_for("price/[price:float]", price=value)


@pytest.mark.parametrize("name", ["user/[ids]", "user", "/user/"])
def test_url_for_fails_on_a_page_that_is_not_there(name):
    with pytest.raises(UnknownPage, match=r"did you mean 'user/\[id\]'"):
        table("use", "user/[id]").url_for(name, id=1)


@pytest.mark.parametrize("values", [{}, {"id": "x"}, {"id": ""}, {"id": "../1"}, {"id": None}])
def test_url_for_fails_on_values_that_the_page_does_not_take(values):
    with pytest.raises(UnknownPage):
        table("user/[id:int]").url_for("user/[id:int]", **values)


def test_a_value_of_none_is_written_nowhere():
    routes = table("user/[id]")
    assert routes.url_for("user/[id]", id=1, tab=None) == "/user/1"
    with pytest.raises(UnknownPage, match="needs a value for 'id'"):
        routes.url_for("user/[id]", id=None)


FOLDERS = ("", "a", "a/b", "a/[x]", "a/[x:int]", "[y]/b", "[z:slug]/c", "d/[rest:path]", "[q]/[r]/s")


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "s", "7", "x-y", "é", "", "..", "\n"]), max_size=5))
def test_every_address_finds_the_page_that_writes_it(segments):
    routes = table(*FOLDERS)
    path = "/" + "/".join(segments)
    match = routes.match(path)
    if match is not None:
        from urllib.parse import unquote

        assert unquote(routes.url_for(match[0].folder, **match[1])) == path


@given(st.permutations(FOLDERS), st.lists(st.sampled_from(["a", "b", "c", "d", "s", "7"]), max_size=4))
def test_the_order_of_the_file_system_never_counts(order, segments):
    path = "/" + "/".join(segments)
    assert found(table(*order), path) == found(table(*FOLDERS), path)
