"""The test client against a real app."""

import io
from types import SimpleNamespace

import pytest
from asok_server.testing import Client, TooManyRedirectsError


def test_a_page_is_fetched_and_its_html_looked_at(visitor):
    answer = visitor().get("/")
    assert answer.status == answer.status_code == 200
    assert answer.content_type == "text/html"
    assert answer.html.one("h1").text == "Visit 1"
    assert answer.headers["CONTENT-TYPE"] == "text/html; charset=utf-8"


def test_cookies_are_kept_and_every_client_has_its_own(visitor):
    client = visitor()
    client.get("/")
    assert client.get("/").html.one("h1").text == "Visit 2"
    assert visitor().get("/").html.one("h1").text == "Visit 1"


def test_csrf_is_handled_without_a_page_before(visitor):
    answer = visitor().post("/", data={"name": "Ada"})
    assert answer.status == 302
    assert answer.location == "/?saved=1"


def test_csrf_can_be_left_alone(visitor):
    assert visitor(csrf=False).post("/", data={"name": "Ada"}).status == 403
    assert visitor().post("/", data={"name": "Ada"}, csrf=False).status == 403
    assert visitor(csrf=False).post("/", data={"name": "Ada"}, csrf=True).status == 302


def test_a_token_that_a_test_sends_is_the_one_that_counts(visitor):
    client = visitor()
    assert client.post("/", data={"name": "Ada", "csrf_token": "forged"}).status == 403
    assert client.post("/", data={"name": "Ada"}, headers={"X-CSRF-Token": "forged"}).status == 403
    fields = client.get("/").html.one("form").fields
    assert fields.keys() == {"csrf_token", "name"}
    assert client.post("/", data=fields).status == 302


def test_csrf_survives_a_login_and_a_logout(visitor):
    client = visitor()
    client.get("/")
    assert client.post("/login").text == "hello"
    assert client.get("/login").text == "ada"
    assert client.post("/", data={"name": "x"}).status == 302
    assert client.delete("/login").text == "bye"
    assert client.get("/login").text == "nobody"
    assert client.post("/", data={"name": "x"}).status == 302


def test_a_visitor_comes_from_the_address_that_a_test_names(visitor):
    client = visitor(ip="192.0.2.7")
    assert client.get("/echo").json()["ip"] == "192.0.2.7"
    client.ip = "2001:db8::7"
    assert client.get("/echo").json()["ip"] == "2001:db8::7"
    assert visitor().get("/echo").json()["ip"] == "127.0.0.1"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_test_may_log_in_and_look_into_the_session(visitor, scheme):
    client = visitor(base_url=f"{scheme}://localhost")
    client.login(42)
    assert client.get("/login").text == "42"
    client.get("/")
    assert client.session == {"visits": 1}
    assert visitor().session == {}


def test_a_test_may_write_into_the_session(visitor):
    client = visitor()
    client.session["visits"] = 7
    assert client.get("/").html.one("h1").text == "Visit 8"
    assert (dict(client.session), repr(client.session)) == ({"visits": 8}, "{'visits': 8}")
    del client.session["visits"]
    assert client.get("/").html.one("h1").text == "Visit 1"


def test_a_user_logs_in_as_in_a_page(visitor):
    client = visitor()
    client.login(SimpleNamespace(id=7))
    assert client.get("/login").text == "7"
    with pytest.raises(TypeError, match="no id"):
        client.login(object())


def test_another_wsgi_app_has_no_session():
    client = Client(lambda environ, start_response: [])
    with pytest.raises(TypeError, match="only an Asok app has sessions"):
        client.login(7)
    with pytest.raises(TypeError, match="only an Asok app has sessions"):
        client.session["a"] = 1


def test_csrf_over_https(visitor):
    client = visitor(base_url="https://example.com")
    assert client.post("/", data={"name": "Ada"}).status == 302
    assert client.cookies.cookie("__Host-asok_session").secure


def test_redirects_are_followed_on_request(visitor):
    answer = visitor().post("/", data={"name": "Ada"}, follow_redirects=True)
    assert answer.status == 200
    assert answer.url == "http://localhost/?saved=1"
    assert answer.html.one(".flash.success").text == "Saved Ada"
    assert [step.status for step in answer.history] == [302]


def test_a_redirect_with_307_sends_the_form_again(visitor):
    answer = visitor().post("/keep", data={"a": "1"}, follow_redirects=True)
    assert answer.json()["method"] == "POST"
    assert answer.json()["form"] == {"a": ["1"]}


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (301, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (303, "PUT", "GET"),
        (303, "DELETE", "GET"),
        (303, "GET", "GET"),
        (303, "HEAD", "HEAD"),
        (308, "PATCH", "PATCH"),
    ],
)
def test_a_redirect_is_followed_with_the_method_that_a_browser_takes(status, method, then):
    def app(environ, start_response):
        if environ["PATH_INFO"] == "/":
            start_response(f"{status} Elsewhere", [("Location", "/there")])
            return [b""]
        start_response("200 OK", [("X-Method", environ["REQUEST_METHOD"])])
        return [environ["wsgi.input"].read()]

    data = {"a": "1"} if method not in {"GET", "HEAD"} else None
    answer = Client(app).request(method, "/", data=data, follow_redirects=True)
    assert answer.headers["X-Method"] == then
    assert answer.body == (b"a=1" if then == method and data else b"")


def test_a_path_may_lack_its_slash(visitor):
    assert visitor().get("echo").json()["path"] == "/echo"


def test_another_host_gets_no_cookies(visitor):
    client = visitor()
    client.get("/")
    assert client.get("/echo").json()["cookies"]
    assert client.get("http://example.org/echo").json()["cookies"] == {}


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b=1", "a\0", "€"])
def test_a_header_that_http_cannot_send_is_refused(visitor, value):
    with pytest.raises(ValueError, match="X-Test"):
        visitor().get("/echo", headers={"X-Test": value})


def test_a_mapping_as_a_value_is_refused(visitor):
    with pytest.raises(TypeError, match="address"):
        visitor().post("/echo", data={"address": {"city": "London"}})


def test_an_ipv6_host(visitor):
    assert visitor(base_url="http://[::1]:8000").get("/echo").json()["url"] == "http://[::1]:8000/echo"


def test_a_redirect_without_end_is_an_error(visitor):
    with pytest.raises(TooManyRedirectsError):
        visitor().get("/loop", follow_redirects=True)


def test_a_redirect_to_another_site_is_not_followed(visitor):
    answer = visitor().get("/out", follow_redirects=True)
    assert (answer.status, answer.location) == (302, "https://example.org/")


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_every_method(visitor, method):
    assert getattr(visitor(), method)("/echo").json()["method"] == method.upper()


def test_head_and_options(visitor):
    assert visitor().head("/").body == b""
    assert "GET" in visitor().options("/").headers["Allow"]


def test_a_form(visitor):
    echo = visitor().post("/echo", data={"a": "é &=", "b": [1, 2], "none": None}).json()
    assert echo["form"] == {"a": ["é &="], "b": ["1", "2"]}
    pairs = visitor().post("/echo", data=[("a", 1), ("b", 2), ("a", 3)]).json()
    assert pairs["form"] == {"a": ["1", "3"], "b": ["2"]}


def test_json(visitor):
    assert visitor().post("/echo", json={"a": [1, None, "é"]}).json()["json"] == {"a": [1, None, "é"]}


def test_a_body_as_it_is(visitor):
    echo = visitor().patch("/echo", data=b"raw \xff", content_type="application/x-raw").json()
    assert (echo["body"], echo["type"]) == ("raw \xff", "application/x-raw")
    assert visitor().patch("/echo", data="text").json()["body"] == "text"


def test_files(visitor, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("on disk")
    echo = (
        visitor()
        .post(
            "/echo",
            data={"title": "é"},
            files={
                "one": path,
                "two": ("a.csv", "a,b"),
                "three": [("x.bin", b"x", "application/x-thing"), ("y.bin", b"y")],
                'odd"\r\nname': b"content",
            },
        )
        .json()
    )
    assert echo["form"] == {"title": ["é"]}
    assert echo["files"]["one"] == [["notes.txt", "on disk", "text/plain"]]
    assert echo["files"]["two"] == [["a.csv", "a,b", "text/csv"]]
    assert [file[0] for file in echo["files"]["three"]] == ["x.bin", "y.bin"]
    assert echo["files"]["three"][0][2] == "application/x-thing"
    assert len(echo["files"]) == 4


def test_a_file_that_is_open(visitor):
    files = {"one": ("a.csv", io.BytesIO(b"a,b")), "two": io.BytesIO(b"c")}
    echo = visitor().post("/echo", files=files).json()
    assert echo["files"]["one"] == [["a.csv", "a,b", "text/csv"]]
    assert echo["files"]["two"][0][:2] == ["file", "c"]


def test_an_open_file_has_its_own_name(visitor, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("on disk")
    with path.open("rb") as binary, path.open() as text:
        echo = visitor().post("/echo", files={"binary": binary, "text": text}).json()
    assert echo["files"]["binary"] == echo["files"]["text"] == [["notes.txt", "on disk", "text/plain"]]


def test_files_may_be_pairs_and_several_may_be_a_tuple(visitor):
    pairs = [("one", ("a.txt", b"a")), ("one", ("b.txt", bytearray(b"b")))]
    both = (("c.txt", memoryview(b"c")), ("d.txt", "d", None))
    one = visitor().post("/echo", files=pairs).json()["files"]["one"]
    two = visitor().post("/echo", files={"two": both}).json()["files"]["two"]
    assert one == [["a.txt", "a", "text/plain"], ["b.txt", "b", "text/plain"]]
    assert two == [["c.txt", "c", "text/plain"], ["d.txt", "d", "text/plain"]]


@pytest.mark.parametrize(
    "file",
    [None, 1, (None, b"x"), (io.BytesIO(b"x"), "a.txt"), ("a.txt",), ("a.txt", None), ("a", b"x", "", {})],
)
def test_what_is_no_file_is_refused(visitor, file):
    with pytest.raises(TypeError, match="file is"):
        visitor().post("/echo", files={"one": file})


@pytest.mark.parametrize("files", [b"x", [b"x"], 5])
def test_files_without_names_are_refused(visitor, files):
    with pytest.raises(TypeError, match="files are a mapping or pairs"):
        visitor().post("/echo", files=files)


@pytest.mark.parametrize("data", [5, ["a"], io.BytesIO(b"a=1\n"), [("a", 1, 2)]])
def test_what_is_no_form_is_refused(visitor, data):
    with pytest.raises(TypeError, match="fields are a mapping or pairs"):
        visitor().post("/echo", data=data)


@pytest.mark.parametrize(
    ("value", "hint"),
    [(io.BytesIO(b"x"), "files="), ({"x"}, "a list"), (iter("x"), "a list"), ((io.BytesIO(), "a"), "files=")],
)
def test_no_field_is_sent_as_the_name_of_an_object(visitor, value, hint):
    with pytest.raises(TypeError, match=hint):
        visitor().post("/echo", data={"a": value})


def test_bytes_of_a_field_are_sent_as_they_are(visitor):
    for files in (None, {"one": b""}):
        echo = visitor().post("/echo", data={"a": b"caf\xc3\xa9", "b": b"\xff"}, files=files).json()
        assert echo["form"] == {"a": ["café"], "b": ["\ufffd"]}


def test_what_can_not_be_sent_together_is_refused(visitor):
    for options in (
        {"data": {"a": 1}, "json": 1},
        {"json": 1, "files": {"a": b""}},
        {"data": b"x", "json": 1},
    ):
        with pytest.raises(TypeError):
            visitor().post("/echo", **options)


def test_a_query(visitor):
    client = visitor()
    assert client.get("/echo?a=1", query={"a": 2, "b": "é"}).json()["args"] == {"a": ["1", "2"], "b": ["é"]}
    assert client.get("/echo", query=[("x", [1, 2])]).json()["args"] == {"x": ["1", "2"]}


def test_a_query_may_be_text_and_goes_before_a_fragment(visitor):
    client = visitor()
    assert client.get("/echo?a=1", query="a=2&b=%20").json()["args"] == {"a": ["1", "2"], "b": [" "]}
    assert client.get("/echo?a=1#part", query={"a": 2}).json()["args"] == {"a": ["1", "2"]}


@pytest.mark.parametrize("path", [None, b"/echo", 5])
def test_a_path_that_is_no_text_is_refused(visitor, path):
    with pytest.raises(TypeError, match="a path is text"):
        visitor().get(path)


@pytest.mark.parametrize("base_url", ["example.com", "", "ftp://example.com"])
def test_a_base_url_has_a_scheme(visitor, base_url):
    with pytest.raises(ValueError, match="begins with http"):
        visitor(base_url=base_url)


@pytest.mark.parametrize("name", ["", "X Y", "X-A:", "X\n"])
def test_a_header_needs_a_name(visitor, name):
    with pytest.raises(ValueError, match="no name of a header"):
        visitor().get("/echo", headers={name: "1"})


@pytest.mark.parametrize("value", [1, None, b"1", ["a"]])
def test_a_header_that_is_no_text_is_refused_by_name(visitor, value):
    with pytest.raises(TypeError, match="the header X-A is text"):
        visitor().get("/echo", headers={"X-A": value})


def test_an_answer_that_is_no_json_says_what_it_is(visitor):
    with pytest.raises(ValueError, match="Expecting value") as caught:
        visitor().get("/nowhere").json()
    assert "404 text/html" in caught.value.__notes__[0]


def test_paths_may_be_written_plainly_or_encoded(visitor):
    client = visitor()
    assert client.get("/echo/é b").json() == "é b"
    assert client.get("/echo/%C3%A9%20b").json() == "é b"


def test_headers_for_one_request_and_for_all(visitor):
    client = visitor(headers={"X-Test": "all"})
    assert client.get("/echo").json()["header"] == "all"
    assert client.get("/echo", headers={"X-Test": "one"}).json()["header"] == "one"


def test_block_requests(visitor):
    answer = visitor().get("/", block="main")
    assert answer.text.startswith("<main>")
    assert "title" not in answer.text
    assert visitor().get("/", block="nothing").status == 400


def test_cookies_behave_as_in_a_browser(visitor):
    client = visitor()
    client.get("/cookies")
    assert client.cookies["plain"] == "a b;é"
    assert client.get("/cookies").json() == {"plain": "a b;é", "sub": "x"}
    assert client.get("/echo").json()["cookies"] == {"plain": "a b;é"}
    client.get("/cookies?delete=1")
    assert "plain" not in client.cookies
    assert client.cookies.cookie("sub").path == "/cookies"


def test_secure_cookies_go_over_https_only(visitor):
    client = visitor(base_url="https://localhost")
    client.get("/cookies")
    assert client.get("/echo").json()["cookies"]["secured"] == "y"
    client.base_url = "http://localhost"
    assert "secured" not in client.get("/echo").json()["cookies"]


def test_a_test_may_set_and_delete_cookies(visitor):
    client = visitor()
    client.cookies["asok_lang"] = "fr; é"
    assert client.get("/echo").json()["cookies"] == {"asok_lang": "fr; é"}
    del client.cookies["asok_lang"]
    assert client.get("/echo").json()["cookies"] == {}
    with pytest.raises(KeyError):
        client.cookies["asok_lang"]


def test_the_host_is_that_of_the_base_url(visitor):
    assert visitor(base_url="https://example.com:8443").get("/echo?a=1").json()["url"] == (
        "https://example.com:8443/echo?a=1"
    )


def test_any_wsgi_app_will_do():
    from asok_server.testing import Client

    def app(environ, start_response):
        write = start_response(
            "200 OK", [("Content-Type", "text/plain; charset=latin-1"), ("X-A", "1"), ("X-A", "2")]
        )
        write(b"caf")
        return [b"\xe9"]

    answer = Client(app).post("/x")
    assert answer.text == "café"
    assert answer.headers.getlist("x-a") == ["1", "2"]
    assert dict(answer.headers)["X-A"] == "1"
    assert answer.headers.get("X-None") is None
