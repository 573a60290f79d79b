"""The developer's error page."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from asok_server import debug
from asok_server.testing import Element, parse_html

SECRET = "a-secret-key-that-nobody-should-see"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose code fails in one function that another calls."""
    (tmp_path / "code.py").write_text(
        f"""KEY = '{SECRET}'


def inner(number):
    é = '<script>alert(1)</script>'; return 1 / (number - number)


def outer():
    try:
        return inner(1)
    except ZeroDivisionError as error:
        raise ValueError('<b>bad</b> ' + KEY) from error


def deep(n):
    return deep(n - 1) if n else 1 / 0
"""
    )
    return tmp_path


@pytest.fixture
def fail(project: Path):
    """Call a function of the project's code and return what it raises."""

    def fail(name: str, *arguments: object) -> BaseException:
        path = project / "code.py"
        scope: dict[str, object] = {"__name__": "code", "__file__": str(path)}
        exec(compile(path.read_text(), str(path), "exec"), scope)
        with pytest.raises(Exception) as caught:  # noqa: PT011
            scope[name](*arguments)  # type: ignore[operator]
        return caught.value

    return fail


def shown(error: BaseException, **options: object) -> Element:
    return parse_html(debug.render(error, **options).decode())  # type: ignore[arg-type]


def test_it_names_the_error_and_shows_the_line(fail, project):
    page = shown(fail("outer"), root=project)
    assert page.one("h1").text == "ValueError"
    assert page.one("title").text.startswith("ValueError: <b>bad</b>")
    place = page.select("details.own")[0]
    assert place.one("summary").text == f"{project}/code.py:12 in outer"
    assert place.one(".failed").text.startswith("12 raise ValueError(")
    assert "open" in place.attributes


def test_the_part_of_the_line_that_failed_is_marked_in_characters(fail, project):
    page = shown(fail("outer"), root=project)
    assert "1 / (number - number)" in [mark.text for mark in page.select(".failed mark")]


def test_it_shows_what_the_error_came_from(fail, project):
    page = shown(fail("outer"), root=project)
    assert [heading.text for heading in page.select(".how + h2")] == ["ZeroDivisionError"]
    assert page.one(".how").text == "caused by"


def test_an_error_while_another_was_handled(project):
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise OSError("second")  # noqa: B904
    except OSError as error:
        page = shown(error)
    assert page.one(".how").text == "while this was handled"
    assert [page.one("h1").text, page.one(".how + h2").text] == ["OSError", "KeyError"]


def test_a_suppressed_error_is_left_out():
    def fail():
        try:
            raise KeyError("first")
        except KeyError:
            raise OSError("second") from None

    with pytest.raises(OSError, match="second") as caught:
        fail()
    assert shown(caught.value).select(".how") == []


def test_errors_that_lead_in_a_circle_end():
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert len(shown(first).select("h1, .how + h2")) == 2


def test_the_projects_own_steps_are_open_and_all_others_closed(fail, project):
    page = shown(fail("outer"), root=project)
    for place in page.select("details"):
        own = str(project) in place.one("summary").text
        assert ("open" in place.attributes) is own
    assert not shown(fail("outer")).select("details.own")
    assert not shown(fail("outer"), root=project / "elsewhere").select("details.own")


def test_a_library_inside_the_projects_folder_is_not_its_own():
    import itsdangerous

    try:
        itsdangerous.Signer("key").unsign("x")
    except itsdangerous.BadSignature as error:
        page = shown(error, root=Path("/"))
    own = [place.one("summary").text for place in page.select("details.own")]
    assert len(own) == 1
    assert own[0].startswith(__file__)


def test_everything_is_escaped(fail, project):
    request = {"<i>Section</i>": {"<b>name</b>": "</td><script>x</script>"}}
    html = debug.render(fail("outer"), request_data=request, root=project).decode()
    assert "<script" not in html
    assert not re.search(r"<(b|i)>[^0-9\s]*(bad|name|Section)", html)
    assert parse_html(html).one("td").text == "</td><script>x</script>"


def test_the_text_can_be_copied(fail, project):
    text = shown(fail("outer"), root=project).one("textarea[readonly]").raw_text
    assert text.startswith("Traceback (most recent call last):")
    assert "ZeroDivisionError: division by zero" in text
    assert text.rstrip().endswith(SECRET)


def test_given_secrets_are_masked_everywhere(fail, project):
    request = {"Request": {"Path": f"/x/{SECRET}", SECRET[:5]: "shown"}}
    html = debug.render(fail("outer"), request_data=request, root=project, secrets=[SECRET, ""]).decode()
    assert SECRET not in html
    assert "••••••" in html
    assert "KEY = " in html


@pytest.mark.parametrize(
    "name",
    [
        *(
            "password",
            "PASSWORD",
            "user_pass",
            "X-Api-Key",
            "api_key",
            "Authorization",
            "Proxy-Authorization",
        ),
        *("Cookie", "sessionid", "csrf_token", "X-CSRF-Token", "client_secret", "SECRET_KEY", "access_token"),
        *("card_number", "cvv", "pin", "key", "iban", "DATABASE_URL", "REDIS_URL"),
    ],
)
def test_values_whose_name_sounds_of_a_secret_are_masked(name):
    assert shown(ValueError(), request_data={"Form": {name: "hunter2"}}).one("td").text == "••••••"


@pytest.mark.parametrize(
    "name", ["name", "email", "keyboard", "monkey", "Host", "page", "spinner", "X-Block"]
)
def test_other_values_are_shown(name):
    assert shown(ValueError(), request_data={"Form": {name: "value"}}).one("td").text == "value"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.org/a?token=abc&b=1", "https://x.org/a?token=••••••&b=1"),
        ("https://x.org/a?b=1&reset_password_key=abc#c", "https://x.org/a?b=1&reset_password_key=••••••#c"),
        ("https://me:word@x.org/", "https://••••••@x.org/"),
        ("https://x.org/?q=token", "https://x.org/?q=token"),
    ],
)
def test_addresses_lose_their_secrets(address, expected):
    assert shown(ValueError(), request_data={"Headers": {"Referer": address}}).one("td").text == expected


def test_what_a_request_brought():
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "/sub",
        "PATH_INFO": "/caf\u00c3\u00a9",
        "QUERY_STRING": "q=%C3%A9&token=abc",
        "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "example.com",
        "HTTP_AUTHORIZATION": "Bearer abcdef",
        "HTTP_COOKIE": "asok_session=abcdef; theme=dark",
        "wsgi.input": None,
    }
    data = debug.request_data(environ)
    assert data["Request"]["Path"] == "/sub/café"
    html = debug.render(ValueError("x"), request_data=data).decode()
    page = parse_html(html)
    assert "é" in page
    assert "example.com" in page
    assert "asok_session" in page
    for secret in ("abcdef", "dark", "abc"):
        assert secret not in [cell.text for cell in page.select("td")]
        assert "Bearer" not in html
    assert "wsgi" not in html


def test_broken_requests_do_no_harm():
    data = debug.request_data({"PATH_INFO": "/\u00ff\u20ac", "QUERY_STRING": "%ff&&=;", "HTTP_COOKIE": ";;="})
    assert debug.render(ValueError("\ud800"), request_data=data)


def test_a_syntax_error_shows_its_own_place(tmp_path):
    path = tmp_path / "page.py"
    path.write_text("def render(request):\n    return request.html(\n\ndef other(): pass\n")
    try:
        compile(path.read_text(), str(path), "exec")
    except SyntaxError as error:
        page = shown(error, root=tmp_path)
    assert page.one("h1").text == "SyntaxError"
    assert page.one("details.own summary").text == f"{path}:2"


def test_a_template_error_shows_the_templates_line(tmp_path):
    from asok_templates import Templates

    (tmp_path / "page.html").write_text("<p>\n{{ missing.thing }}\n</p>\n")
    (tmp_path / "broken.html").write_text("<p>\n{% if %}\n</p>\n")
    templates = Templates([tmp_path])
    for name, line in (("page.html", "{{ missing.thing }}"), ("broken.html", "{% if %}")):
        with pytest.raises(Exception) as caught:  # noqa: PT011
            templates.render(name)
        page = shown(caught.value, root=tmp_path)
        own = [
            place
            for place in page.select("details.own")
            if f"{tmp_path}/{name}:2" in place.one("summary").text
        ]
        assert own[0].one(".failed").text == f"2 {line}"


def test_a_deep_recursion_is_cut_in_the_middle(fail, project):
    html = debug.render(fail("deep", 500), root=project)
    page = parse_html(html.decode())
    assert len(html) < 200_000
    assert len(page.select("details")) < 50
    assert re.fullmatch(r"\d+ more steps", page.select(".gap")[-1].text)


def test_an_error_that_can_not_be_printed_is_shown_all_the_same():
    class BadError(Exception):
        def __str__(self):
            raise RuntimeError

    assert "BadError" in shown(BadError()).one("h1").text


def test_a_huge_message_is_cut_in_the_text():
    assert len(debug.render(ValueError("x" * 1_000_000))) < 500_000


def test_notes_are_shown():
    error = ValueError("message")
    error.add_note("a note <i>")
    assert "a note <i>" in shown(error).one(".message").text


def test_the_answer_is_a_500_that_loads_nothing_and_is_not_kept():
    response = debug.page(ValueError("x"), {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, secrets=[SECRET])
    assert response.status == 500
    assert response.header("Cache-Control") == "no-store"
    assert isinstance(response.body, bytes)
    html = response.body.decode()
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = response.header("Content-Security-Policy") or ""
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    document = parse_html(html)
    assert document.select("script, link, img, form, iframe, a, button, [style], [onclick]") == []
