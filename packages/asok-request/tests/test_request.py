import subprocess
import sys

import pytest
from asok_request import MissingKey, OptionError, Options, Request, RequestError
from hypothesis import given, settings
from hypothesis import strategies as st


def wsgi(text: str) -> str:
    return text.encode().decode("latin-1")


def test_the_contract_page_reads_as_written(request_, upload, field):
    request = request_(
        QUERY_STRING="q=hello",
        PATH_INFO="/contact",
        REMOTE_ADDR="192.168.1.1",
        HTTP_COOKIE="key=value",
        HTTP_USER_AGENT="Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/17.1 Safari/605.1.15",
    )
    assert request.args["q"] == request.args.get("q") == "hello"
    assert upload(field("email", b"user@example.com")).form["email"] == "user@example.com"
    assert request_(b'{"key": "value"}', CONTENT_TYPE="application/json").json_body == {"key": "value"}
    assert Request(request.environ, {"id": "42"}).params["id"] == "42"
    assert (request.method, request.path, request.ip) == ("GET", "/contact", "192.168.1.1")
    assert request.user_agent.startswith("Mozilla/5.0 (")
    assert (request.browser.name, request.browser.os, request.browser.is_mobile) == ("Safari", "macOS", False)
    assert request.cookies_dict == {"key": "value"}
    assert request.cookies_dict.get("key") == "value"


@pytest.mark.parametrize(
    ("info", "path"),
    [
        ("/", "/"),
        ("", "/"),
        ("/a/b", "/a/b"),
        ("//evil.example", "//evil.example"),
        (wsgi("/café"), "/café"),
        ("/caf\xe9", "/caf\ufffd"),
        ("/%41", "/%41"),
        ("*", "*"),
    ],
)
def test_the_path_is_decoded_once(request_, info, path):
    assert request_(PATH_INFO=info).path == path


def test_a_url_is_put_together_again(request_):
    request = request_(
        SCRIPT_NAME=wsgi("/äpp"),
        PATH_INFO=wsgi("/a b/é;x=1%/\x80"),
        QUERY_STRING="q=a%20b&c=\xe9<",
        HTTP_HOST="Example.com:8000",
    )
    assert request.url == "http://example.com:8000/%C3%A4pp/a%20b/%C3%A9;x=1%25/%C2%80?q=a%20b&c=%E9%3C"
    assert request.base_url == "http://example.com:8000/%C3%A4pp/a%20b/%C3%A9;x=1%25/%C2%80"
    assert request.root_path == "/äpp"
    assert request_().url == "http://127.0.0.1/"
    assert request_(SCRIPT_NAME="/app", PATH_INFO="").url == "http://127.0.0.1/app"


def test_params_are_immutable_and_name_a_missing_key(request_):
    request = Request(request_().environ, {"id": 42})
    assert request.params == {"id": 42}
    with pytest.raises(TypeError):
        request.params["id"] = 1
    with pytest.raises(MissingKey, match="missing path parameter 'slug'"):
        request.params["slug"]
    assert request_().params == {}


def test_the_media_type_is_lower_case_without_parameters(request_):
    assert request_(CONTENT_TYPE=" Text/HTML ; charset=utf-8").content_type == "text/html"
    assert request_().content_type == ""


def test_nothing_is_read_before_it_is_asked_for(request_):
    class Untouched:
        def read(self, *_: int) -> bytes:
            raise AssertionError("read")

    request = request_(
        b"", CONTENT_LENGTH="nonsense", wsgi_input=Untouched(), HTTP_HOST="a b", QUERY_STRING="a=%"
    )
    assert request.method == "POST"
    assert request.args == {"a": "%"}
    assert request.args is request.args


def test_options_can_be_overridden_for_one_request(environ):
    options = Options(max_form_fields=1)
    assert Request(environ(), options=options).options is options
    assert Request(environ(), options=options, max_form_parts=7).options == options.replace(max_form_parts=7)
    assert Request(environ()).options == Options()
    with pytest.raises(OptionError):
        Request(environ(), max_nothing=1)
    with pytest.raises(OptionError):
        Request(environ(), max_form_fields=-1)


def test_a_subclass_can_have_attributes_of_its_own(environ):
    class Mine(Request):
        def __init__(self, environ: dict[str, object]) -> None:
            super().__init__(environ, {"id": "1"})
            self.user = "ada"

    mine = Mine(environ(PATH_INFO="/x"))
    assert (mine.user, mine.path, mine.params["id"], repr(mine)) == ("ada", "/x", "1", "<Mine GET '/x'>")


def test_it_serves_a_bare_application(serve, environ, multipart, field, file):
    def app(environ, start_response):
        request = Request(environ)
        try:
            answer = f"{request.method} {request.form['a']} {request.files['f'].read()!r}".encode()
            start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
        except RequestError as error:
            answer = str(error).encode()
            start_response(
                f"{error.status} Error",
                [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))],
            )
        finally:
            request.close()
        return [answer]

    body = multipart(field("a", b"1"), file("f", "x", b"2"))
    kind = "multipart/form-data; boundary=----boundary"
    assert serve(app, environ(body, CONTENT_TYPE=kind)) == ("200 OK", b"POST 1 b'2'")
    assert serve(app, environ(body[:-9], CONTENT_TYPE=kind))[0] == "400 Error"
    assert serve(app, environ(b"a=1", CONTENT_TYPE="application/x-www-form-urlencoded")) == (
        "400 Error",
        b"missing file 'f'",
    )


def test_importing_loads_neither_library_and_a_plain_request_no_more():
    script = """
import sys
from asok_request import Request
heavy = {"multipart", "ua_parser", "json", "tempfile", "dataclasses", "ipaddress"} - set(BEFORE)
assert not heavy & set(sys.modules), heavy & set(sys.modules)
request = Request({"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "a=1", "HTTP_COOKIE": "b=2",
                   "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/9"})
assert (request.args["a"], request.cookies_dict["b"], request.browser.name) == ("1", "2", "Firefox")
assert "multipart" not in sys.modules and "ua_parser" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", "import sys; BEFORE = list(sys.modules)\n" + script], check=True)


TEXTS = st.text(st.characters(max_codepoint=255), max_size=20)


@settings(deadline=None, max_examples=200)
@given(
    path=TEXTS, query=TEXTS, cookie=TEXTS, agent=TEXTS, kind=TEXTS, length=TEXTS, body=st.binary(max_size=20)
)
def test_whatever_comes_every_member_is_a_value_or_a_named_error(
    request_, path, query, cookie, agent, kind, length, body
):
    request = request_(
        body,
        PATH_INFO=path,
        QUERY_STRING=query,
        HTTP_COOKIE=cookie,
        HTTP_USER_AGENT=agent,
        CONTENT_TYPE=kind,
        CONTENT_LENGTH=length,
        HTTP_HOST=kind,
    )
    members = [
        name for name in dir(Request) if not name.startswith("_") and name not in ("iter_parts", "close")
    ]
    assert len(members) > 25
    for name in members:
        try:
            getattr(request, name)
        except RequestError as error:
            assert 400 <= error.status < 500  # noqa: PT017
            assert str(error).isprintable()  # noqa: PT017
    request.close()
