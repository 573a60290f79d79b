"""The conventions around the contract page, heading by heading, through the public names alone."""

import importlib.util
import io
import json
import re
import runpy
import subprocess
import sys
import threading
from pathlib import Path
from typing import ClassVar
from wsgiref.util import setup_testing_defaults

import pytest

from asok import Asok, Form, RedirectException, Request  # noqa: F401

KEY = "a key for tests that is long enough to sign with"

WSGI = f"""\
from asok import Asok

app = Asok(__name__)
app.config["SECRET_KEY"] = {KEY!r}
app.share(site_name="My Blog")
"""
BASE = """\
<!doctype html>
<html lang="{{ request.lang }}">
<head><title>{% block title %}Base{% endblock %}</title></head>
<body>
<nav>{{ site_name }}</nav>
<main>{% block main %}base main{% endblock %}</main>
</body>
</html>
"""


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def loaded(path: Path, name: str):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module.app


SITE = {
    "wsgi.py": WSGI,
    "src/pages/page.html": '{% extends "html/base.html" %}{% block main %}front{% endblock %}',
    "src/partials/html/base.html": BASE,
}


class TestProjectLayout:
    def test_a_project_is_found_when_wsgi_py_is_imported_by_its_path(self, tmp_path, visitor_of):
        app = loaded(written(tmp_path, SITE) / "wsgi.py", "some_wsgi")
        assert "<main>front</main>" in visitor_of(app).get("/").text

    def test_a_project_is_found_when_the_module_is_not_in_sys_modules(self, tmp_path, visitor_of):
        spec = importlib.util.spec_from_file_location("never_registered", written(tmp_path, SITE) / "wsgi.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert "front" in visitor_of(module.app).get("/").text

    def test_a_project_is_found_when_wsgi_py_is_run(self, tmp_path, visitor_of):
        app = runpy.run_path(str(written(tmp_path, SITE) / "wsgi.py"))["app"]
        assert "front" in visitor_of(app).get("/").text

    def test_a_project_is_found_when_wsgi_py_is_executed_with_its_file_named(self, tmp_path, visitor_of):
        file = written(tmp_path, SITE) / "wsgi.py"
        names = {"__name__": "wsgi", "__file__": str(file)}
        exec(compile(file.read_text(), str(file), "exec"), names)
        assert "front" in visitor_of(names["app"]).get("/").text

    def test_a_project_is_found_from_another_working_directory(self, tmp_path, visitor_of, monkeypatch):
        written(tmp_path / "site", SITE)
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        app = loaded(Path("../site/wsgi.py"), "relative_wsgi")
        monkeypatch.chdir("/")
        assert "front" in visitor_of(app).get("/").text

    def test_a_project_may_be_reached_through_a_link(self, tmp_path, visitor_of):
        files = SITE | {"src/partials/css/app.css": "body{}"}
        written(tmp_path / "real", files)
        (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
        visitor = visitor_of(loaded(tmp_path / "link/wsgi.py", "linked_wsgi"))
        assert "front" in visitor.get("/").text
        assert visitor.get("/static/css/app.css").body == b"body{}"

    def test_a_main_wsgi_py_finds_its_project(self, tmp_path):
        code = WSGI + "from asok.testing import Client\nprint(Client(app).get('/').status)\n"
        written(tmp_path / "p", SITE | {"wsgi.py": code})
        done = subprocess.run(
            [sys.executable, str(tmp_path / "p/wsgi.py")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.stdout == "200\n", done.stderr

    def test_two_projects_live_in_one_process(self, tmp_path, visitor_of):
        apps = []
        for name in ("one", "two"):
            page = f"NAME = {name!r}\ndef get(request):\n    return NAME\n"
            helper = {"wsgi.py": WSGI, "src/pages/page.py": page}
            apps.append(loaded(written(tmp_path / name, helper) / "wsgi.py", "wsgi"))
        assert [visitor_of(app).get("/").text for app in apps + apps[::-1]] == ["one", "two", "two", "one"]

    def test_page_html_alone_is_a_page_with_no_python(self, project):
        assert (
            project({"src/pages/about/page.html": "<p>{{ request.path }}</p>"}).get("/about").text
            == "<p>/about</p>"
        )

    def test_the_template_beside_the_running_page_comes_first(self, project):
        page = "def render(request):\n    return request.html('page.html', n=1)\n"
        visitor = project(
            {
                "src/pages/page.html": "front {{ n }}",
                "src/pages/a/page.html": "beside {{ n }}",
                "src/partials/page.html": "partial {{ n }}",
                "src/pages/page.py": page,
                "src/pages/a/page.py": page,
                "src/pages/b/page.py": page,
            }
        )
        assert visitor.get("/a").text == "beside 1"
        assert visitor.get("/").text == "front 1"
        assert visitor.get("/b").text == "front 1"

    def test_partials_come_last_and_are_named_with_their_folder(self, project):
        page = "def render(request):\n    return request.html('html/card.html', n=1)\n"
        files = {"src/pages/a/page.py": page, "src/partials/html/card.html": "card {{ n }}"}
        assert project(files).get("/a").text == "card 1"

    def test_a_template_of_another_page_is_named_from_src_pages(self, project):
        page = "def render(request):\n    return request.html('b/page.html')\n"
        assert (
            project({"src/pages/a/page.py": page, "src/pages/b/page.html": "of b"}).get("/a").text == "of b"
        )

    def test_a_page_includes_and_imports_partials(self, project):
        files = {
            "src/pages/page.html": "{% from 'html/m.html' import big %}{{ big('x') }}{% include 'html/i.html' %}",
            "src/partials/html/m.html": "{% macro big(t) %}<b>{{ t }}</b>{% endmacro %}",
            "src/partials/html/i.html": "<i></i>",
        }
        assert project(files).get("/").text == "<b>x</b><i></i>"

    def test_an_error_page_may_have_python(self, project):
        files = {
            "src/pages/404/page.py": "def render(request):\n    return request.html('page.html', hint=request.path)\n",
            "src/pages/404/page.html": "<p>no {{ hint }}</p>",
        }
        answer = project(files).get("/nope")
        assert (answer.status, answer.text) == (404, "<p>no /nope</p>")

    def test_an_error_page_extends_the_layout(self, project):
        files = SITE | {
            "src/pages/404/page.html": '{% extends "html/base.html" %}{% block main %}gone{% endblock %}',
            "src/pages/500/page.html": '{% extends "html/base.html" %}{% block main %}broken{% endblock %}',
            "src/pages/boom/page.py": "def get(request):\n    1 / 0\n",
        }
        visitor = project(files)
        missing, broken = visitor.get("/nope"), visitor.get("/boom")
        assert (missing.status, broken.status) == (404, 500)
        assert "<main>gone</main>" in missing.text
        assert "<main>broken</main>" in broken.text

    def test_an_error_page_that_fails_is_a_plain_500(self, project):
        files = {
            "src/pages/500/page.html": "{{ 1 / 0 }}",
            "src/pages/boom/page.py": "def get(request):\n    1 / 0\n",
        }
        answer = project(files).get("/boom")
        assert answer.status == 500
        assert "ZeroDivision" not in answer.text

    def test_other_statuses_have_pages_too(self, project):
        files = {
            "src/pages/405/page.html": "verb!",
            "src/pages/page.py": "def post(request):\n    return ''\n",
        }
        answer = project(files).get("/")
        assert (answer.status, answer.text) == (405, "verb!")
        assert "POST" in answer.header("Allow")

    def test_static_files_are_served_and_linked(self, project):
        visitor = project(
            {"src/pages/page.html": "{{ static('css/app.css') }}", "src/partials/css/app.css": "a{}"}
        )
        link = visitor.get("/").text
        assert link.startswith("/static/css/app.css")
        answer = visitor.get(link)
        assert (answer.status, answer.body) == (200, b"a{}")
        assert answer.header("Content-Type").startswith("text/css")
        assert answer.header("Set-Cookie") is None

    @pytest.mark.parametrize(
        "path",
        [
            "/static/html/base.html",
            "/static/../pages/page.html",
            "/static/css/../../../wsgi.py",
            "/static/.hidden",
            "/static/css/.hidden",
            "/static/css/app.css/",
            "/static/css",
            "/static/css/",
            "/static",
            "/static/",
            "/page.py",
            "/page.html",
            "/a/page.py",
            "/wsgi.py",
            "/.env",
            "/.asok/geo.csv",
            "/src/pages/page.html",
        ],
    )
    def test_nothing_else_is_served(self, project, path):
        files = SITE | {"src/partials/css/app.css": "a{}", "src/partials/css/.hidden": "x", ".env": "A=1"}
        files |= {"src/pages/a/page.py": "def get(request):\n    return ''\n"}
        assert project(files).get(path).status == 404

    def test_a_link_that_leads_out_of_the_static_files_is_a_404(self, project, tmp_path):
        visitor = project(SITE | {"secret.txt": "s", "src/partials/css/app.css": "a{}"})
        (tmp_path / "src/partials/css/link.txt").symlink_to(tmp_path / "secret.txt")
        assert visitor.get("/static/css/link.txt").status == 404

    def test_locales_are_json_or_po(self, project):
        visitor = project(
            {
                "src/pages/page.html": "{{ __('hi') }}",
                "src/locales/en.json": '{"hi": "Hello"}',
                "src/locales/fr.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                'msgid "hi"\nmsgstr "Salut é"\n',
            }
        )
        assert visitor.get("/").text == "Hello"
        assert visitor.get("/?lang=fr").text == "Salut é"


class TestRouting:
    PAGE = (
        "def get(request):\n    return {k: [type(v).__name__, str(v)] for k, v in request.params.items()}\n"
    )

    @pytest.mark.parametrize(
        ("folder", "path", "params"),
        [
            ("[id]", "/42", {"id": ["str", "42"]}),
            ("[id:int]", "/42", {"id": ["int", "42"]}),
            ("[x:float]", "/1.5", {"x": ["float", "1.5"]}),
            ("[x:float]", "/2", {"x": ["float", "2.0"]}),
            (
                "[k:uuid]",
                "/6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                {"k": ["UUID", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"]},
            ),
            ("[s:slug]", "/a-b-1", {"s": ["str", "a-b-1"]}),
            ("[rest:path]", "/a", {"rest": ["str", "a"]}),
            ("[rest:path]", "/a/b/c.txt", {"rest": ["str", "a/b/c.txt"]}),
            ("[id]/[no:int]", "/é/7".encode().decode("latin-1"), {"id": ["str", "é"], "no": ["int", "7"]}),
            ("[id]", "/%41", {"id": ["str", "%41"]}),
            ("[id]", "/a b+c", {"id": ["str", "a b+c"]}),
        ],
    )
    def test_a_folder_captures(self, project, folder, path, params):
        assert project({f"src/pages/{folder}/page.py": self.PAGE}).get(path).json == params

    @pytest.mark.parametrize(
        ("folder", "path"),
        [
            ("[id:int]", "/x"),
            ("[id:int]", "/1.5"),
            ("[id:int]", "/1_000"),
            ("[id:int]", "/ 1"),
            ("[id:int]", "/" + "²".encode().decode("latin-1")),
            ("[id:int]", "/" + "٣".encode().decode("latin-1")),
            ("[id:int]", "/" + "9" * 5000),
            ("[x:float]", "/nan"),
            ("[x:float]", "/inf"),
            ("[x:float]", "/1_0.5"),
            ("[k:uuid]", "/not-a-uuid"),
            ("[k:uuid]", "/{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"),
            ("[s:slug]", "/a b"),
            ("[s:slug]", "/a.b"),
            ("[rest:path]", "/"),
            ("[id]", "/a/b"),
            ("[id]", "/"),
            ("[id]", "/\xff\xfe"),
            ("[id]", "/a\x00b"),
        ],
    )
    def test_no_match_is_no_page(self, project, folder, path):
        assert project({f"src/pages/{folder}/page.py": self.PAGE}).get(path).status in (400, 404)

    def test_literal_beats_typed_beats_untyped_beats_path(self, project):
        page = "def get(request):\n    return {!r}\n"
        folders = ["[rest:path]", "[name]", "[id:int]", "7"]
        visitor = project({f"src/pages/{folder}/page.py": page.format(folder) for folder in folders})
        assert visitor.get("/7").text == "7"
        assert visitor.get("/8").text == "[id:int]"
        assert visitor.get("/x").text == "[name]"
        assert visitor.get("/x/y").text == "[rest:path]"

    def test_a_dead_end_goes_back_to_the_next_folder(self, project):
        page = "def get(request):\n    return [{!r}, dict(request.params)]\n"
        folders = ["a/b", "[id:int]/c", "[name]/d", "[rest:path]"]
        visitor = project({f"src/pages/{folder}/page.py": page.format(folder) for folder in folders})
        assert visitor.get("/a/b").json == ["a/b", {}]
        assert visitor.get("/a/d").json == ["[name]/d", {"name": "a"}]
        assert visitor.get("/7/c").json == ["[id:int]/c", {"id": 7}]
        assert visitor.get("/7/d").json == ["[name]/d", {"name": "7"}]
        assert visitor.get("/a/e").json == ["[rest:path]", {"rest": "a/e"}]

    def test_the_methods_own_function_wins_then_render(self, project):
        page = "def post(request):\n    return 'post'\n\ndef render(request):\n    return 'render ' + request.method\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        assert visitor.post("/", {}).text == "post"
        assert visitor.get("/").text == "render GET"
        assert visitor.send("PUT", "/").text == "render PUT"
        assert visitor.send("DELETE", "/").text == "render DELETE"

    @pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    def test_every_method_has_its_function(self, project, method):
        page = f"def {method.lower()}(request):\n    return 'own ' + request.method\n"
        assert project({"src/pages/page.py": page}, CSRF=False).send(method, "/").text == f"own {method}"

    def test_head_has_its_own_function_or_falls_back_to_get(self, project):
        visitor = project(
            {
                "src/pages/a/page.py": "def get(request):\n    return 'four'\n",
                "src/pages/b/page.py": "def head(request):\n    return request.status_code(204).json({})\n"
                "def get(request):\n    return 'x'\n",
                "src/pages/c/page.py": "def render(request):\n    return 'five!'\n",
                "src/pages/d/page.html": "six!!!",
            }
        )
        for path, length in (("/a", "4"), ("/c", "5"), ("/d", "6")):
            answer = visitor.send("HEAD", path)
            assert (answer.status, answer.body, answer.header("Content-Length")) == (200, b"", length)
        assert visitor.send("HEAD", "/b").body == b""
        assert visitor.send("HEAD", "/b").status == 204

    def test_options_and_405_carry_allow(self, project):
        page = "def get(request):\n    return ''\n\ndef put(request):\n    return ''\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        for answer in (visitor.send("OPTIONS", "/"), visitor.post("/", {})):
            assert set(answer.header("Allow").replace(" ", "").split(",")) == {
                "GET",
                "HEAD",
                "OPTIONS",
                "PUT",
            }
        assert visitor.send("OPTIONS", "/").status in (200, 204)
        assert visitor.post("/", {}).status == 405

    @pytest.mark.parametrize(
        "method", ["get", "Get", "RENDER", "__INIT__", "TRACE", "CONNECT", "HELPER", "APP", "X Y"]
    )
    def test_a_method_outside_the_list_is_never_looked_up(self, project, method):
        page = "def get(request):\n    return 'x'\n\ndef render(request):\n    return 'r'\n"
        page += "".join(
            f"def {name}(request):\n    return 'called'\n" for name in ("helper", "app", "trace", "connect")
        )
        app = project({"src/pages/page.py": page}).app
        environ = {"REQUEST_METHOD": method, "PATH_INFO": "/", "SCRIPT_NAME": "", "wsgi.input": io.BytesIO()}
        setup_testing_defaults(environ)
        started = []
        body = b"".join(app(environ, lambda *start: started.append(start)))
        assert started[0][0][:3] in ("405", "501")
        assert b"called" not in body

    def test_a_page_html_alone_takes_no_post(self, project):
        assert project({"src/pages/page.html": "x"}, CSRF=False).post("/", {}).status == 405

    def test_page_html_beside_page_py_without_get_is_shown_or_refused_never_an_error(self, project):
        files = {"src/pages/page.py": "def post(request):\n    return 'p'\n", "src/pages/page.html": "shown"}
        assert project(files).get("/").status in (200, 405)

    def test_a_page_may_import_what_it_likes_at_its_top(self, project):
        page = "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n"
        page += "from asok import Request\ndef get(request: Request) -> dict:\n    return {'x': A(1).x}\n"
        assert project({"src/pages/page.py": page}).get("/").json == {"x": 1}

    def test_a_page_raises_a_redirect_exception_itself(self, project):
        page = "from asok import RedirectException\ndef get(request):\n    try:\n        request.redirect('/x')\n"
        page += "    except RedirectException as error:\n        raise error\n"
        answer = project({"src/pages/page.py": page}).get("/")
        assert (answer.status, answer.header("Location")) == (302, "/x")

    @pytest.mark.parametrize("answer", ["('x', 201)", "('x', {})", "None", "7", "{'a'}.pop"])
    def test_what_is_no_answer_is_a_500_and_never_nul_bytes(self, project, answer):
        given = project({"src/pages/page.py": f"def get(request):\n    return {answer}\n"}).get("/")
        assert given.status == 500
        assert b"\0" not in given.body

    def test_a_stream_of_numbers_breaks_off(self, project):
        visitor = project({"src/pages/page.py": "def get(request):\n    yield 'x'\n    yield 10**15\n"})
        with pytest.raises(TypeError, match="streamed int"):
            visitor.get("/")

    @pytest.mark.parametrize("answer", ["''", "'x'", "{}", "request.json({})", "b'x'", "iter(['x'])"])
    @pytest.mark.parametrize("status", [204, 304])
    def test_an_answer_without_content_has_no_content_type(self, project, answer, status):
        page = f"def get(request):\n    request.status_code({status})\n    return {answer}\n"
        given = project({"src/pages/page.py": page}).get("/")
        assert (given.status, given.body, given.header("Content-Type")) == (status, b"", None)
        assert given.header("Content-Length") is None

    @pytest.mark.parametrize(
        ("code", "body"),
        [
            ("return 'é'", "é"),
            ("return b'abc'", "abc"),
            ("return {'a': 'é'}", '{"a":"é"}'),
            ("return ''", ""),
        ],
    )
    def test_what_a_page_returns_is_the_body(self, project, code, body):
        answer = project({"src/pages/page.py": f"def get(request):\n    {code}\n"}).get("/")
        assert answer.status == 200
        assert answer.text.replace(": ", ":") == body
        assert answer.header("Content-Length") == str(len(answer.body))


def sent(project, fields: str, body: dict, **more):
    """Post a form to a page that says what validate(), errors and data are."""
    page = f"""\
from asok import Form
def render(request):
    form = Form({{{fields}}}, request)
    valid = form.validate()
    return request.json({{'valid': valid, 'errors': dict(form.errors), 'data': dict(form.data) if valid else None,
                         'html': str(form)}})
"""
    return project({"src/pages/page.py": page}, CSRF=False).post("/", body, **more).json


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000ffff03000006000557"
    "bfabd40000000049454e44ae426082"
)


def multipart(*parts: tuple[str, str | None, bytes]) -> dict:
    """Encode parts (name, file name or None, content) as browsers do."""
    body = b""
    for name, filename, content in parts:
        more = (
            "" if filename is None else f'; filename="{filename}"\r\nContent-Type: application/octet-stream'
        )
        body += (
            f'--frontier\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode()
            + content
            + b"\r\n"
        )
    return {"body": body + b"--frontier--\r\n", "type": "multipart/form-data; boundary=frontier"}


class TestForms:
    CONSTRUCTORS = (
        "text email password textarea number hidden select checkbox radio file files date time "
        "datetime_local month search url tel color range"
    )

    @pytest.mark.parametrize("name", CONSTRUCTORS.split())
    def test_every_constructor_makes_a_control(self, name):
        choices = {"options": ["a", "b"]} if name in ("select", "radio") else {}
        form = Form({"x": getattr(Form, name)("Label", "", **choices)})
        html = str(form.x)
        tag = {"textarea": "<textarea", "select": "<select"}.get(name)
        kind = {"files": "file", "datetime_local": "datetime-local"}.get(name, name)
        assert (tag or f'type="{kind}"') in html
        assert 'name="x"' in html
        assert name == "hidden" or "Label" in html

    @pytest.mark.parametrize(
        ("rule", "good", "bad"),
        [
            ("required", "x", ""),
            ("required", "0", "  "),
            ("email", "ada@example.com", "ada@"),
            ("min:3", "abc", "ab"),
            ("max:3", "abc", "abcd"),
            ("between:2,3", "éé", "é"),
            ("between:2,3", "abc", "abcd"),
            ("numeric", "-1.5", "1,5"),
            ("numeric", "1e3", "nan"),
            ("numeric", "0", "inf"),
            ("integer", "-42", "4.2"),
            ("integer", "0", "٣"),
            ("integer", "7", "1_000"),
            ("integer|min:18", "18", "17"),
            ("integer|max:9", "9", "10"),
            ("numeric|between:1,2", "1.5", "2.5"),
            ("digits", "007", "-1"),
            ("digits:4", "0123", "123"),
            ("digits:4", "0123", "٠١٢٣"),
            ("in:a,b", "b", "c"),
            ("in:a,b", "a", "a,b"),
            ("regex:[a-z]+", "abc", "abc1"),
            ("regex:^[0-9]{2}:[0-9]{2}$", "12:30", "12-30"),
            ("url", "https://example.com/x?y=1", "javascript:alert(1)"),
            ("url", "http://localhost:8000", "example.com"),
            ("date", "2024-02-29", "2023-02-29"),
            ("date", "2024-01-01", "01/01/2024"),
            ("boolean", "true", "maybe"),
            ("boolean", "0", "2"),
            ("slug", "a-b-1", "a--b"),
            ("slug", "abc", "A b"),
            ("uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b810"),
            ("alpha", "Ünï", "a1"),
            ("alpha_num", "a1é", "a-1"),
            ("required|min:2", "ab", "a"),
        ],
    )
    def test_a_rule_holds_or_does_not(self, project, rule, good, bad):
        field = f"'x': Form.text('Label', {rule!r})"
        assert sent(project, field, {"x": good})["valid"] is True
        answer = sent(project, field, {"x": bad})
        assert answer["valid"] is False
        assert list(answer["errors"]) == ["x"]
        assert answer["errors"]["x"].strip()
        assert not answer["errors"]["x"].startswith("v_")

    @pytest.mark.parametrize("rule", ["email", "min:3", "numeric", "integer", "digits:2", "in:a", "regex:a", "url", "date",
                                      "slug", "uuid", "alpha", "alpha_num", "boolean", "between:2,3"])  # fmt: skip
    def test_an_empty_field_that_is_not_required_keeps_every_rule(self, project, rule):
        field = f"'x': Form.text('Label', {rule!r})"
        assert sent(project, field, {"x": ""})["valid"] is True
        assert sent(project, field, {"y": "1"})["valid"] is True

    def test_confirmed_same_required_if_and_required_with_look_at_other_fields(self, project):
        confirmed = "'p': Form.password('P', 'confirmed')"
        assert sent(project, confirmed, {"p": "abc", "p_confirmation": "abc"})["valid"]
        assert not sent(project, confirmed, {"p": "abc", "p_confirmation": "abd"})["valid"]
        assert not sent(project, confirmed, {"p": "abc"})["valid"]
        same = "'a': Form.text('A'), 'b': Form.text('B', 'same:a')"
        assert sent(project, same, {"a": "1", "b": "1"})["valid"]
        assert not sent(project, same, {"a": "1", "b": "2"})["valid"]
        needed = "'kind': Form.select('Kind', '', ['firm', 'person']), 'vat': Form.text('VAT', 'required_if:kind,firm')"
        assert sent(project, needed, {"kind": "person", "vat": ""})["valid"]
        assert list(sent(project, needed, {"kind": "firm", "vat": ""})["errors"]) == ["vat"]
        together = "'street': Form.text('S'), 'city': Form.text('C', 'required_with:street')"
        assert sent(project, together, {"street": "", "city": ""})["valid"]
        assert not sent(project, together, {"street": "x", "city": ""})["valid"]

    def test_a_list_of_rules_lets_a_regex_hold_a_bar(self, project):
        field = "'x': Form.text('Label', ['required', 'regex:(s|m|l)'])"
        assert sent(project, field, {"x": "m"})["valid"]
        assert not sent(project, field, {"x": "x"})["valid"]
        assert not sent(project, field, {"x": "mm"})["valid"]

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_validate_is_false_on_get_and_head(self, project, method):
        page = "from asok import Form\ndef get(request):\n    form = Form({'x': Form.text('X')}, request)\n"
        page += "    request.header('X-Valid', str(form.validate()))\n    return dict(form.errors)\n"
        answer = project({"src/pages/page.py": page}).send(method, "/?x=1")
        assert answer.header("X-Valid") == "False"
        if method == "GET":
            assert answer.json == {}

    def test_the_first_failing_rule_gives_the_message(self, project):
        field = "'x': Form.text('Label', 'min:5|digits')"
        first = sent(project, field, {"x": "ab"})["errors"]["x"]
        assert first == sent(project, "'x': Form.text('Label', 'min:5')", {"x": "ab"})["errors"]["x"]
        assert first != sent(project, "'x': Form.text('Label', 'digits|min:5')", {"x": "ab"})["errors"]["x"]

    @pytest.mark.parametrize("kind", ["select", "radio"])
    def test_a_choice_that_was_not_offered_is_refused(self, project, kind):
        field = f"'x': Form.{kind}('X', 'required', [('s', 'Small'), ('l', 'Large')])"
        assert sent(project, field, {"x": "s"})["data"] == {"x": "s"}
        for tampered in ("Small", "m", "S", "s ", "", "s\0"):
            assert not sent(project, field, {"x": tampered})["valid"], tampered

    def test_the_parts_of_a_field(self, project):
        files = {
            "src/pages/page.py": "from asok import Form\ndef render(request):\n"
            "    form = Form({'name': Form.text('Your <name>', 'required|min:2', placeholder='...')}, request)\n"
            "    form.validate()\n    return request.html('page.html', form=form)\n",
            "src/pages/page.html": "{{ form.name.label }}!{{ form.name.input }}!{{ form.name.error }}!"
            "{{ form.name.value }}!{{ form.name }}",
        }
        visitor = project(files, CSRF=False)
        label, control, error, value, whole = visitor.post("/", {"name": '"'}).text.split("!")
        assert "Your &lt;name&gt;" in label
        assert label.startswith("<label")
        for attribute in (
            "required",
            'minlength="2"',
            'placeholder="..."',
            'aria-invalid="true"',
            "aria-describedby=",
        ):
            assert attribute in control
        described = re.search(r'aria-describedby="([^"]+)"', control)[1]
        assert f'id="{described}"' in error
        assert value == "&#34;"
        assert label in whole
        assert control in whole
        assert error in whole
        clean = visitor.get("/").text
        assert "aria-invalid" not in clean
        assert 'for="' + re.search(r'id="([^"]+)"', clean.split("!")[1])[1] + '"' in clean.split("!")[0]

    def test_reset_and_fill_and_iteration(self, project):
        page = """\
from asok import Form
def render(request):
    form = Form({'a': Form.text('A'), 'b': Form.number('B')}, request)
    valid, data = form.validate(), dict(form.data)
    form.reset()
    reset = [str(form.a.value or ''), len(form.errors)]
    form.fill({'a': 'filled', 'b': 3})
    return request.json([valid, data, reset, str(form.a.value), [field.name for field in form]])
"""
        answer = project({"src/pages/page.py": page}, CSRF=False).post("/", {"a": "x", "b": "2"})
        assert answer.json == [True, {"a": "x", "b": 2}, ["", 0], "filled", ["a", "b"]]

    def test_messages_come_from_the_catalogue(self, project):
        page = "from asok import Form\ndef render(request):\n    form = Form({'x': Form.text('X', 'required')}, request)\n"
        page += "    form.validate()\n    return request.json(dict(form.errors))\n"
        files = {"src/pages/page.py": page, "src/locales/en.json": "{}"}
        files["src/locales/de.json"] = '{"v_required": "{label} fehlt"}'
        visitor = project(files, CSRF=False)
        assert visitor.post("/", {"x": ""}).json["x"] == "X is required."
        assert visitor.post("/", {"x": ""}, headers={"Accept-Language": "de"}).json["x"] == "X fehlt"

    @pytest.mark.parametrize(
        ("rule", "name", "content", "valid"),
        [
            ("required", "a.txt", b"x", True),
            ("required", "", b"", False),
            ("ext:txt,csv", "a.TXT", b"x", True),
            ("ext:txt,csv", "a.exe", b"x", False),
            ("ext:txt,csv", "txt", b"x", False),
            ("ext:png", "a.png", PNG, True),
            ("ext:png", "a.png", b"<script>", False),
            ("size:1", "a.txt", b"x" * 1024, True),
            ("size:1", "a.txt", b"x" * 1025, False),
            ("max:1", "a.txt", b"x" * 1025, False),
            ("image", "a.png", PNG, True),
            ("image", "a.png", b"GIF no", False),
            ("image", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
            ("image", "a.html", PNG, False),
        ],
    )
    def test_file_rules(self, project, rule, name, content, valid):
        page = f"""\
from asok import Form
def render(request):
    form = Form({{'f': Form.file('File', {rule!r})}}, request)
    return request.json({{'valid': form.validate(), 'errors': dict(form.errors)}})
"""
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        answer = visitor.send("POST", "/", **multipart(("f", name, content))).json
        assert answer["valid"] is valid
        assert bool(answer["errors"].get("f")) is not valid

    def test_a_field_may_have_any_of_these_names(self, project):
        names = [
            "class",
            "id",
            "name",
            "method",
            "action",
            "csrf",
            "user-name",
            "a b",
            "émail",
            "items",
            "0",
            "_x",
            "__x",
        ]
        fields = ", ".join(f"{name!r}: Form.text('L')" for name in names)
        answer = sent(project, fields, dict.fromkeys(names, "v"))
        assert answer["valid"]
        assert answer["data"] == dict.fromkeys(names, "v")


def po(**messages: str) -> str:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in messages.items())


class TestLanguages:
    FILES: ClassVar = {
        "src/pages/page.html": "{{ request.lang }}:{{ __('hi') }}",
        "src/locales/en.json": '{"hi": "Hello", "only": "English"}',
        "src/locales/fr.json": '{"hi": "Salut"}',
        "src/locales/pt-BR.json": '{"hi": "Oi"}',
    }

    def said(self, project, message: str, call: str, **files: str) -> str:
        catalogues = {"src/locales/en.json": json.dumps({"m": message, "a": {"b": "nested"}})}
        page = f"def get(request):\n    return request.json([str(request.__({call}))])\n"
        return project({"src/pages/page.py": page} | catalogues | files).get("/").json[0]

    @pytest.mark.parametrize(
        ("message", "call", "text"),
        [
            ("Hello {name}", "'m', name='Ada'", "Hello Ada"),
            ("Hello {0} and {1}", "'m', 'Ada', 'Bo'", "Hello Ada and Bo"),
            ("{1}{0}", "'m', 'a', 'b'", "ba"),
            ("{{x}} {name}", "'m', name='Ada'", "{x} Ada"),
            ("{{{name}}}", "'m', name='Ada'", "{Ada}"),
            ("{n, plural, one {# file} other {# files}}", "'m', n=1", "1 file"),
            ("{n, plural, one {# file} other {# files}}", "'m', n='1.0'", "1.0 files"),
            ("{n, plural, =0 {none} one {# file} other {# files}}", "'m', n=0", "none"),
            ("{g, select, female {She} male {He} other {They}}", "'m', g='female'", "She"),
            ("{g, select, female {She} male {He} other {They}}", "'m', g='x'", "They"),
            ("{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", "'m', n=23", "23rd"),
            ("{name.__class__}", "'m', name='Ada'", "{name.__class__}"),
            ("{name[0]}", "'m', name='Ada'", "{name[0]}"),
            ("{name!r}", "'m', name='Ada'", "{name!r}"),
            ("{name:>10}", "'m', name='Ada'", "{name:>10}"),
            ("{a}{b}", "'m', a='{b}', b='x'", "{b}x"),
            ("100 %", "'m'", "100 %"),
            ("it's {name}", "'m', name='Ada'", "it's Ada"),
            ("", "'a.b'", "nested"),
        ],
    )
    def test_a_message_says(self, project, message, call, text):
        assert self.said(project, message, call) == text

    @pytest.mark.parametrize(
        ("path", "cookie", "accept", "lang"),
        [
            ("/", None, None, "en"),
            ("/", None, "fr", "fr"),
            ("/", None, "fr-CA, en;q=0.5", "fr"),
            ("/", None, "de, fr;q=0.1", "fr"),
            ("/", None, "en;q=0.1, fr;q=0.9", "fr"),
            ("/", None, "*", "en"),
            ("/", None, "fr;q=0", "en"),
            ("/", None, "pt", "pt-BR"),
            ("/", None, "PT_br", "pt-BR"),
            ("/", None, ";;;,,q=", "en"),
            ("/", "fr", "en", "fr"),
            ("/", "FR", "en", "fr"),
            ("/", "xx", "fr", "fr"),
            ("/?lang=fr", "en", "en", "fr"),
            ("/?lang=pt_br", "en", "en", "pt-BR"),
            ("/?lang=xx", "fr", "en", "fr"),
            ("/?lang=", "fr", "en", "fr"),
            ("/?lang=../../etc/passwd", None, None, "en"),
            ("/?a=1&lang=fr", None, None, "fr"),
        ],
    )
    def test_the_order_is_query_cookie_header_config(self, project, path, cookie, accept, lang):
        visitor = project(self.FILES)
        if cookie:
            visitor.cookies["asok_lang"] = cookie
        answer = visitor.get(path, headers={"Accept-Language": accept} if accept else {})
        assert answer.status == 200
        assert answer.text.split(":")[0] == lang

    def test_the_config_s_locale_is_the_default(self, project):
        assert project(self.FILES, LOCALE="fr").get("/").text == "fr:Salut"

    def test_a_choice_is_remembered_in_a_plain_cookie_for_a_year(self, project):
        visitor = project(self.FILES)
        answer = visitor.get("/?lang=fr")
        (cookie,) = [value for name, value in answer.headers if name == "Set-Cookie"]
        assert cookie.startswith("asok_lang=fr;")
        assert f"max-age={365 * 24 * 3600}" in cookie.lower()
        assert "path=/" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert visitor.get("/").text == "fr:Salut"

    @pytest.mark.parametrize(
        "query", ["lang=xx", "lang=", "lang=fr%0d%0aSet-Cookie:x=1", "slang=fr", "language=fr"]
    )
    def test_what_is_no_choice_is_not_remembered(self, project, query):
        answer = project(self.FILES).get(f"/?{query}")
        assert answer.header("Set-Cookie") is None
        assert answer.text == "en:Hello"

    def test_a_choice_is_remembered_on_any_kind_of_answer(self, project):
        files = self.FILES | {
            "src/pages/json/page.py": "def get(request):\n    return {'lang': request.lang}\n",
            "src/pages/go/page.py": "def get(request):\n    request.redirect('/')\n",
            "src/pages/post/page.py": "def post(request):\n    return request.lang\n",
            "src/pages/idle/page.py": "def get(request):\n    return 'nothing of a language'\n",
        }
        for path, status in (("/json", 200), ("/go", 302), ("/idle", 200), ("/nowhere", 404)):
            answer = project(files).get(path + "?lang=fr")
            assert answer.status == status
            assert "asok_lang=fr" in (answer.header("Set-Cookie") or ""), path
        answer = project(files, CSRF=False).post("/post?lang=fr", {"x": "1"})
        assert answer.text == "fr"
        assert "asok_lang=fr" in answer.header("Set-Cookie")

    def test_lang_in_a_posted_form_is_only_a_field(self, project):
        files = self.FILES | {"src/pages/p/page.py": "def post(request):\n    return request.lang\n"}
        answer = project(files, CSRF=False).post("/p", {"lang": "fr"})
        assert answer.text == "en"
        assert answer.header("Set-Cookie") is None

    def test_a_missing_key_falls_back_to_locale_then_to_itself(self, project):
        page = "def get(request):\n    return request.json([str(request.__('only')), str(request.__('no.such.key'))])\n"
        visitor = project(self.FILES | {"src/pages/k/page.py": page})
        assert visitor.get("/k?lang=fr").json == ["English", "no.such.key"]

    def test_vary_names_what_was_looked_at(self, project):
        visitor = project(self.FILES | {"src/pages/idle/page.py": "def get(request):\n    return 'x'\n"})
        vary = {name.strip().lower() for name in visitor.get("/").header("Vary").split(",")}
        assert {"accept-language", "cookie"} <= vary
        assert "accept-language" not in (visitor.get("/idle").header("Vary") or "").lower()

    def test_arguments_are_escaped_exactly_once(self, project):
        files = {
            "src/pages/page.html": "{{ __('hi', name=request.args.get('n', '')) }}|{{ __('no <key>') }}",
            "src/locales/en.json": '{"hi": "<b>Hi</b> {name}"}',
        }
        assert project(files).get("/?n=%3Ci%3E%26amp;").text == "<b>Hi</b> &lt;i&gt;&amp;amp;|no &lt;key&gt;"

    def test_po_catalogues_have_plurals_and_contexts_and_skip_fuzzy_entries(self, project):
        text = po(hi="Salut {name}") + '\n#, fuzzy\nmsgid "f"\nmsgstr "flou"\n'
        page = "def get(request):\n    return request.json([str(request.__('hi', name='A')), str(request.__('f'))])\n"
        visitor = project({"src/pages/page.py": page, "src/locales/fr.po": text}, LOCALE="fr")
        assert visitor.get("/").json == ["Salut A", "f"]

    def test_mo_catalogues_are_read(self, project, tmp_path):
        import struct

        pairs = sorted(
            {b"": b"Content-Type: text/plain; charset=UTF-8\n", b"hi": "Grüß {0}".encode()}.items()
        )
        ids, texts = b"", b""
        table = []
        for key, text in pairs:
            table.append((len(key), len(ids), len(text), len(texts)))
            ids, texts = ids + key + b"\0", texts + text + b"\0"
        start = 28 + 16 * len(table)
        data = struct.pack("<7I", 0x950412DE, 0, len(table), 28, 28 + 8 * len(table), 0, start)
        data += b"".join(struct.pack("<2I", n, start + at) for n, at, _, _ in table)
        data += b"".join(struct.pack("<2I", n, start + len(ids) + at) for _, _, n, at in table)
        (tmp_path / "src/locales").mkdir(parents=True)
        (tmp_path / "src/locales/de.mo").write_bytes(data + ids + texts)
        visitor = project({"src/pages/page.html": "{{ __('hi', 'x') }}"}, LOCALE="de")
        assert visitor.get("/").text == "Grüß x"

    @pytest.mark.parametrize(
        ("name", "text"), [("fr.json", '{\n"a": \n}'), ("fr.po", 'msgid "a\nmsgstr ""\n')]
    )
    def test_a_broken_catalogue_s_error_begins_with_path_and_line(self, project, tmp_path, name, text):
        visitor = project({"src/pages/page.html": "x", f"src/locales/{name}": text})
        with pytest.raises(Exception, match=r":\d+:") as caught:
            visitor.app.start()
        assert re.match(re.escape(str(tmp_path / "src/locales" / name)) + r":\d+:", str(caught.value)), (
            caught.value
        )

    def test_detect_takes_the_raw_query_and_the_raw_cookie_header(self):
        from asok_i18n import detect

        have = ["en", "fr", "pt-BR"]
        assert detect("lang=pt_BR", "", "", have, "en") == "pt-BR"
        assert detect("LANG=fr", "", "", have, "en") == "en"
        assert detect("", "a=b; asok_lang=FR", "", have, "en") == "fr"
        assert detect("", "xasok_lang=fr", "", have, "en") == "en"
        assert detect("", 'asok_lang="fr"', "", have, "en") == "fr"
        assert detect("lang=%66r", "", "", have, "en") == "fr"
        assert detect("", "", "xx, *;q=0.1", have, "en") == "en"
        assert detect("lang=de&lang=fr", "", "", have, "en") in ("en", "fr")


class TestLocation:
    FILES: ClassVar = {"src/pages/page.py": "def get(request):\n    where = request.location\n    return request.json("
             "[where[k] for k in ('city', 'country', 'country_code', 'lat', 'lon')])\n"}  # fmt: skip

    @pytest.mark.parametrize(
        ("csv", "address"),
        [
            ("1.2.3.0,1.2.3.255,Paris,France,48.8566,2.3522\n", "1.2.3.4"),
            ("16909056,16909311,Paris,FR,48.8566,2.3522\n", "1.2.3.4"),
            ("first,last,city,country,lat,lon\n1.2.3.0,1.2.3.255,Paris,FR,48.8566,2.3522\n", "1.2.3.4"),
            ('"1.2.3.0","1.2.3.255","Paris","France","48.8566","2.3522"\r\n', "1.2.3.0"),
            ("\ufeff1.2.3.0,1.2.3.255,Paris,France,48.8566,2.3522", "1.2.3.255"),
            ("1.2.3.0,1.2.3.255,Paris,France,48.8566,2.3522\n", "::ffff:1.2.3.4"),
        ],
    )
    def test_a_known_address_has_a_place(self, project, csv, address):
        visitor = project(self.FILES | {".asok/geo.csv": csv})
        assert visitor.get("/", REMOTE_ADDR=address).json == ["Paris", "France", "FR", 48.8566, 2.3522]

    @pytest.mark.parametrize(
        "address", ["1.2.4.0", "1.2.2.255", "127.0.0.1", "::1", "2001:db8::1", "", "unix:"]
    )
    def test_an_unknown_address_has_a_place_of_nones(self, project, address):
        visitor = project(self.FILES | {".asok/geo.csv": "1.2.3.0,1.2.3.255,Paris,France,48.8566,2.3522\n"})
        answer = visitor.send("GET", "/", REMOTE_ADDR=address)
        assert answer.json == [None] * 5

    def test_a_place_can_be_answered_with_as_json(self, project):
        page = "def get(request):\n    return request.json({'place': request.location})\n"
        geo = "1.2.3.0,1.2.3.255,Paris,France,48.8566,2.3522\n"
        visitor = project({"src/pages/page.py": page, ".asok/geo.csv": geo})
        place = visitor.get("/", REMOTE_ADDR="1.2.3.4").json["place"]
        assert (place["city"], place["country_code"], place["network"]) == ("Paris", "FR", "1.2.3.0/24")
        assert visitor.get("/", REMOTE_ADDR="10.0.0.1").json["place"]["reason"] == "private"
        alone = project({"src/pages/page.py": "def get(request):\n    return request.location\n"})
        assert alone.get("/", REMOTE_ADDR="1.2.3.4").json == place


class TestCookies:
    def test_a_page_that_uses_nothing_sets_no_cookie(self, project):
        files = SITE | {"src/pages/p/page.py": "def get(request):\n    return request.html('page.html')\n"}
        assert project(files).get("/").header("Set-Cookie") is None
        assert project(files).get("/p").header("Set-Cookie") is None

    @pytest.mark.parametrize(("scheme", "name"), [("http", "asok_session"), ("https", "__Host-asok_session")])
    def test_the_session_s_cookie(self, project, scheme, name):
        visitor = project({"src/pages/page.html": "{{ request.csrf_input() }}"})
        answer = visitor.get("/", **{"wsgi.url_scheme": scheme})
        (cookie,) = [value for header, value in answer.headers if header == "Set-Cookie"]
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert cookie.startswith(name + "=")
        assert {"httponly", "samesite=lax", "path=/"} <= parts
        assert ("secure" in parts) is (scheme == "https")
        assert not any(part.startswith("domain") for part in parts)
        assert "cookie" in answer.header("Vary").lower()
        assert "private" in answer.header("Cache-Control") or "no-store" in answer.header("Cache-Control")

    @pytest.mark.parametrize("value", ["plain", 'a"b;c, d\\e', "é ü", "", "a=b", "%41"])
    def test_a_cookie_value_round_trips(self, project, value):
        page = f"def get(request):\n    request.set_cookie('c', {value!r})\n    return request.json(request.cookies_dict.get('c'))\n"
        client = __import__("asok.testing").testing.Client(project({"src/pages/page.py": page}).app)
        client.get("/")
        assert client.get("/").json() == value

    @pytest.mark.parametrize(
        ("header", "cookies"),
        [
            ("a=1; b=2", {"a": "1", "b": "2"}),
            ("a=1;b=2", {"a": "1", "b": "2"}),
            ("bad; a=1", {"a": "1"}),
            ("a=1; a=2", {"a": "1"}),
            ('a="x y"', {"a": "x y"}),
            ('a="x\\073y"', {"a": "x;y"}),
            ("a=%41", {"a": "%41"}),
            ("a=b=c", {"a": "b=c"}),
            ("a=", {"a": ""}),
            ("=x; a=1", {"a": "1"}),
            ("b[0]=1; a=1; c,d=3", {"a": "1"}),
            ('$Version=1; a={"x":1}; b=2', {"a": '{"x":1}', "b": "2"}),
        ],
    )
    def test_a_bad_pair_is_dropped_alone(self, project, header, cookies):
        page = "def get(request):\n    return request.json(dict(request.cookies_dict))\n"
        got = project({"src/pages/page.py": page}).get("/", headers={"Cookie": header}).json
        assert {name: value for name, value in got.items() if name in cookies} == cookies


PAGE = "def render(request):\n    return request.html('page.html', n=request.args.get('n', '0'))\n"


class TestBlocks:
    FILES: ClassVar = {
        "src/partials/html/base.html": BASE,
        "src/partials/html/mid.html": '{% extends "html/base.html" %}{% block main %}[{% block inner %}mid{% endblock %}]'
        "{% endblock %}",
        "src/pages/page.py": PAGE,
        "src/pages/page.html": '{% extends "html/mid.html" %}{% set who = "Ada" %}{% block title %}T{{ n }}{% endblock %}'
        "{% block inner %}{{ super() }} {{ who }} {{ n }}{% block deep %}<i>{{ n }}</i>{% endblock %}{% endblock %}",
    }

    @pytest.mark.parametrize(
        ("name", "html"),
        [
            ("inner", "mid Ada 7<i>7</i>"),
            ("deep", "<i>7</i>"),
            ("main", "[mid Ada 7<i>7</i>]"),
            ("title", "T7"),
            (
                "deep,title",
                '<template data-block="deep"><i>7</i></template><template data-block="title">T7</template>',
            ),
        ],
    )
    def test_a_block_alone_is_its_part_of_the_page(self, project, name, html):
        visitor = project(self.FILES)
        whole = visitor.get("/?n=7")
        answer = visitor.get("/?n=7", headers={"X-Block": name})
        assert answer.status == 200
        assert re.sub(r"</template>\s+<", "</template><", answer.text.strip()) == html
        assert "," in name or html in whole.text
        assert answer.header("Content-Type") == "text/html; charset=utf-8"
        for one in (whole, answer):
            assert "x-block" in one.header("Vary").lower()

    @pytest.mark.parametrize(
        "name", ["nope", "", ",", "main,nope", "<script>", "main;x", "self", "__class__", "a" * 5000]
    )
    def test_an_unknown_block_is_a_400_that_reflects_nothing(self, project, name):
        answer = project(self.FILES).get("/", headers={"X-Block": name})
        if name in ("", ","):
            assert answer.status in (200, 400)
            return
        assert answer.status == 400
        assert "nope" not in answer.text
        assert "<script>" not in answer.text
        assert "<!doctype html>" in answer.text.lower()

    def test_more_than_16_distinct_blocks_are_a_400(self, project):
        blocks = "".join(f"{{% block b{n} %}}{n}{{% endblock %}}" for n in range(17))
        visitor = project({"src/pages/page.html": blocks})
        names = [f"b{n}" for n in range(17)]
        assert visitor.get("/", headers={"X-Block": ",".join(names)}).status == 400
        assert visitor.get("/", headers={"X-Block": ",".join(names[:16])}).status == 200
        assert visitor.get("/", headers={"X-Block": ",".join(names[:16] * 2)}).status == 200
        assert visitor.get("/", headers={"X-Block": "b1, b2"}).text.count("<template") == 2

    def test_a_page_html_alone_answers_block_requests(self, project):
        visitor = project({"src/pages/page.html": "<p>{% block main %}x{% endblock %}</p>"})
        assert visitor.get("/", headers={"X-Block": "main"}).text == "x"

    def test_request_block_ignores_what_the_script_asks_for(self, project):
        page = "def get(request):\n    return request.block('page.html', 'title', n=1)\n"
        visitor = project(self.FILES | {"src/pages/page.py": page})
        assert visitor.get("/").text == "T1"

    def test_request_block_gives_the_template_every_keyword(self, project):
        page = "def get(request):\n    return request.block('page.html', 'm', filepath=1, block_name=2, name=3)\n"
        page_html = "{% block m %}{{ filepath }}{{ block_name }}{{ name }}{% endblock %}"
        answer = project({"src/pages/page.py": page, "src/pages/page.html": page_html}).get("/")
        assert answer.text == "123"
        assert answer.header("Vary") == "X-Block"

    def test_request_block_finds_templates_as_html_does(self, project):
        files = {
            "src/pages/a/page.py": "def get(request):\n    return request.block('page.html', 'm', x=2)\n",
            "src/pages/a/page.html": "{% block m %}beside {{ x }}{% endblock %}",
            "src/pages/page.html": "{% block m %}front{% endblock %}",
        }
        assert project(files).get("/a").text == "beside 2"

    def test_a_flash_inside_a_block_is_consumed_by_the_block_alone(self, project):
        files = {
            "src/pages/say/page.py": "def get(request):\n    request.flash('info', 'a <b>')\n"
            "    request.flash('error', 'two')\n    return 'ok'\n",
            "src/pages/page.html": "{% block other %}o{% endblock %}{% block main %}"
            "{% for m in get_flashed_messages() %}{{ m.category }}:{{ m.message }};{% endfor %}{% endblock %}",
        }
        visitor = project(files)
        visitor.get("/say")
        assert visitor.get("/", headers={"X-Block": "other"}).text == "o"
        shown = visitor.get("/", headers={"X-Block": "main"})
        assert shown.text == "info:a &lt;b&gt;;error:two;"
        assert visitor.get("/", headers={"X-Block": "main"}).text == ""

    def test_a_failed_and_a_good_form_come_back_as_the_block(self, project):
        files = {
            "src/pages/page.py": "from asok import Form\ndef render(request):\n"
            "    form = Form({'name': Form.text('Name', 'required|min:2')}, request)\n"
            "    if form.validate():\n        request.flash('success', 'Sent!')\n        form.reset()\n"
            "    elif request.method == 'POST':\n        request.status_code(422)\n"
            "    return request.html('page.html', form=form)\n",
            "src/pages/page.html": '{% extends "html/base.html" %}{% block main %}'
            "{% for m in get_flashed_messages() %}<b>{{ m.message }}</b>{% endfor %}"
            '<form method="POST" data-block="main">{{ request.csrf_input() }}{{ form.name }}</form>{% endblock %}',
            "src/partials/html/base.html": BASE,
        }
        visitor = project(files)
        token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/").text)[1]
        failed = visitor.post("/", {"name": "A", "csrf_token": token}, headers={"X-Block": "main"})
        assert failed.status == 422
        assert failed.text.startswith("<form")
        assert 'value="A"' in failed.text
        token = re.search(r'name="csrf_token" value="([^"]+)"', failed.text)[1]
        good = visitor.post("/", {"name": "Ada", "csrf_token": token}, headers={"X-Block": "main"})
        assert good.status == 200
        assert good.text.startswith("<b>Sent!</b><form")
        assert 'value="Ada"' not in good.text
        assert good.header("X-CSRF-Token")

    @pytest.mark.parametrize("code", ["request.redirect('/there?x=1')", "request.back()"])
    def test_a_block_request_learns_of_a_redirect_in_a_header(self, project, code):
        visitor = project({"src/pages/page.py": f"def render(request):\n    {code}\n"})
        answer = visitor.get("/", headers={"X-Block": "main", "Referer": "http://127.0.0.1/there?x=1"})
        assert answer.status < 300
        assert answer.header("Location") is None
        assert any(value.endswith("/there?x=1") for _, value in answer.headers)

    def test_error_pages_are_whole_documents_even_for_block_requests(self, project):
        files = self.FILES | {
            "src/pages/404/page.html": "<!doctype html><title>x</title>{% block main %}m{% endblock %}"
        }
        answer = project(files).get("/nowhere", headers={"X-Block": "main"})
        assert answer.status == 404
        assert answer.text.startswith("<!doctype html>")

    @pytest.mark.parametrize("end", ["</head>", "</body>", "</HEAD>"])
    def test_the_script_s_tag_is_in_every_page_with_a_literal_head_or_body(self, project, end):
        visitor = project({"src/pages/page.html": f"<!doctype html><html><title>x</title>{end}"})
        page = visitor.get("/").text
        (tag,) = re.findall(r"<script[^>]*>", page)
        assert "defer" in tag
        source = re.search(r'src="([^"]+)"', tag)[1]
        assert source.startswith("/")
        script = visitor.get(source)
        assert script.status == 200
        assert "javascript" in script.header("Content-Type")
        assert int(re.search(r"max-age=(\d+)", script.header("Cache-Control"))[1]) >= 30 * 24 * 3600
        assert script.header("Set-Cookie") is None

    def test_the_script_s_tag_is_there_once_and_never_in_a_block_or_a_fragment(self, project):
        visitor = project(self.FILES | {"src/pages/f/page.html": "<p>fragment</p>"})
        assert visitor.get("/").text.count("<script") == 1
        assert "<script" not in visitor.get("/", headers={"X-Block": "main"}).text
        assert "<script" not in visitor.get("/f").text

    def test_a_value_with_a_closing_head_gets_no_script(self, project):
        visitor = project(
            {"src/pages/page.html": "<textarea>{{ request.args.get('q') }}</textarea>{{ '</head>'|safe }}"}
        )
        assert "<script" not in visitor.get("/?q=%3C/head%3E").text

    def test_below_a_mount_the_addresses_have_the_prefix(self, project):
        files = self.FILES | {
            "src/pages/go/page.py": "def get(request):\n    return request.json([request.path, request.static('css/a.css')])\n",
            "src/partials/css/a.css": "a{}",
        }
        visitor = project(files)

        def get(path):
            given = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/app", "PATH_INFO": path, "QUERY_STRING": ""}
            setup_testing_defaults(given)
            return visitor._called(given)

        assert get("/go").json[1].startswith("/app/static/css/a.css")
        source = re.search(r'<script src="([^"]+)"|<script[^>]* src="([^"]+)"', get("/").text)
        source = source[1] or source[2]
        assert source.startswith("/app/")
        assert get(source.removeprefix("/app").split("?")[0]).status == 200


class TestSafety:
    POST: ClassVar = {"src/pages/page.py": "def render(request):\n    return 'did ' + request.method\n",
            "src/pages/t/page.py": "def get(request):\n    return request.csrf_token_value\n"}  # fmt: skip

    def test_the_token_is_taken_from_multipart_and_the_header_but_not_from_json_or_the_query(self, project):
        visitor = project(self.POST)
        token = visitor.get("/t").text
        assert visitor.send("POST", "/", **multipart(("csrf_token", None, token.encode()))).status == 200
        assert visitor.post("/", {"csrf_token": token}).status == 200
        assert visitor.post("/", {"x": "1"}, headers={"X-CSRF-Token": token}).status == 200
        body = json.dumps({"csrf_token": token}).encode()
        assert visitor.send("POST", "/", body=body, type="application/json").status == 403
        sent = visitor.send("POST", "/", body=body, type="application/json", headers={"X-CSRF-Token": token})
        assert sent.status == 200
        assert visitor.post(f"/?csrf_token={token}", {"x": "1"}).status == 403
        visitor.cookies["csrf_token"] = token
        assert visitor.post("/", {"x": "1"}).status == 403

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize("kind", ["", "text/plain", "application/json", "text/html"])
    def test_csrf_is_decided_by_verb_never_by_content_type(self, project, method, kind):
        visitor = project(self.POST)
        assert visitor.send(method, "/", body=b"{}" if kind else b"", type=kind).status == 403
        token = visitor.get("/t").text
        headers = {"X-CSRF-Token": token}
        assert (
            visitor.send(method, "/", body=b"{}" if kind else b"", type=kind, headers=headers).text
            == f"did {method}"
        )

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Sec-Fetch-Site": "same-origin"}, 200),
            ({"Sec-Fetch-Site": "none"}, 200),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Origin": "http://127.0.0.1"}, 200),
            ({"Origin": "http://127.0.0.1:80"}, 200),
            ({"Origin": "https://127.0.0.1"}, 403),
            ({"Origin": "http://127.0.0.1:8000"}, 403),
            ({"Origin": "null"}, 403),
            ({"Origin": "http://evil.example"}, 403),
            ({"Referer": "http://evil.example/"}, 200),
        ],
    )
    def test_where_a_post_comes_from(self, project, headers, status):
        visitor = project(self.POST)
        token = visitor.get("/t").text
        assert visitor.post("/", {"csrf_token": token}, headers=headers).status == status

    def test_over_https_the_referer_must_match_where_there_is_no_origin(self, project):
        visitor = project(self.POST)
        https = {"wsgi.url_scheme": "https"}
        token = visitor.get("/t", **https).text
        form = {"csrf_token": token}
        good = {"Referer": "https://127.0.0.1/t"}
        assert visitor.post("/", form, headers=good, **https).status == 200
        assert visitor.post("/", form, headers={"Referer": "https://evil.example/"}, **https).status == 403
        assert visitor.post("/", form, **https).status == 403

    def test_csrf_false_turns_it_off(self, project):
        assert project(self.POST, CSRF=False).post("/", {}).status == 200

    @pytest.mark.parametrize(
        ("target", "status", "location"),
        [
            ("/x", 302, "/x"),
            ("/x?next=//evil", 302, "/x?next=//evil"),
            ("/é", 302, "/%C3%A9"),
            ("//evil.example", 400, None),
            ("/\\\\evil.example", 400, None),
            ("https://evil.example/", 400, None),
            ("javascript:alert(1)", 400, None),
            ("/a\\r\\nSet-Cookie: x=1", 400, None),
            ("/a\\tb", 400, None),
            ("http://127.0.0.1/y", 302, "http://127.0.0.1/y"),
            ("http://127.0.0.1:8000/y", 400, None),
            ("https://login.example.com/in", 302, "https://login.example.com/in"),
            ("https://login.example.com.evil.example/", 400, None),
            ("https://login.example.com@evil.example/", 400, None),
        ],
    )
    def test_where_a_redirect_may_lead(self, project, target, status, location):
        page = f"def get(request):\n    request.redirect('{target}')\n"
        answer = project({"src/pages/page.py": page}, REDIRECT_ORIGINS=["https://login.example.com"]).get("/")
        assert answer.status == status
        if location:
            assert answer.header("Location") in (location, "/y" if location.endswith("/y") else location)

    @pytest.mark.parametrize("referer", ["", "//evil", "http://evil.example/x", "javascript:1", "http://[", "\x7f", "null",
                                         "http://127.0.0.1@evil.example/"])  # fmt: skip
    def test_back_falls_to_its_default_and_never_fails(self, project, referer):
        page = "def post(request):\n    request.back(default='/home')\n"
        answer = project({"src/pages/page.py": page}, CSRF=False).post("/", {}, headers={"Referer": referer})
        assert (answer.status, answer.header("Location")) == (302, "/home")

    @pytest.mark.parametrize("path", ["/", "/nowhere", "/boom", "/static/css/a.css", "/go", "/json", "/file"])
    def test_safe_headers_are_on_every_answer(self, project, path, tmp_path):
        files = {
            "src/pages/page.html": "<p>",
            "src/pages/boom/page.py": "def get(request):\n    1 / 0\n",
            "src/pages/go/page.py": "def get(request):\n    request.redirect('/')\n",
            "src/pages/json/page.py": "def get(request):\n    return {}\n",
            "src/pages/file/page.py": f"def get(request):\n    return request.send_file({str(tmp_path / 'wsgi.py')!r})\n",
            "src/partials/css/a.css": "a{}",
            "wsgi.py": "",
        }
        for scheme in ("http", "https"):
            answer = project(files).get(path, **{"wsgi.url_scheme": scheme})
            assert answer.header("X-Content-Type-Options") == "nosniff"
            assert "frame-ancestors" in answer.header("Content-Security-Policy")
            assert answer.header("Referrer-Policy")
            assert answer.header("Cross-Origin-Opener-Policy")
            assert (answer.header("Strict-Transport-Security") is not None) is (scheme == "https")
            assert answer.header("Access-Control-Allow-Origin") is None
            names = [name.lower() for name, _ in answer.headers]
            assert len(set(names) - {"set-cookie"}) == len([name for name in names if name != "set-cookie"])

    @pytest.mark.parametrize("key", ["", "short", "a" * 64, None])
    def test_production_refuses_to_start_without_a_good_key(self, project, key, monkeypatch):
        for name in ("SECRET_KEY", "ASOK_SECRET_KEY", "DEBUG", "ASOK_DEBUG"):
            monkeypatch.delenv(name, raising=False)
        visitor = project({"src/pages/page.html": "x"}, SECRET_KEY=key if key is not None else "")
        with pytest.raises(Exception, match="SECRET_KEY"):
            visitor.app.start()

    @pytest.mark.parametrize(
        ("host", "status"),
        [
            ("example.com", 200),
            ("EXAMPLE.com:8080", 200),
            ("a.b.example.net", 200),
            ("example.net", 200),
            ("evilexample.net", 400),
            ("evil.example", 400),
            ("example.com.evil.example", 400),
            ("example.com@evil", 400),
            ("example.com/x", 400),
            ("exam ple.com", 400),
            ("", 400),
        ],
    )
    def test_only_allowed_hosts_are_answered(self, project, host, status):
        visitor = project({"src/pages/page.html": "x"}, ALLOWED_HOSTS=["example.com", ".example.net"])
        assert visitor.get("/", headers={"Host": host} if host else {"Host": ""}).status == status

    @pytest.mark.parametrize(
        ("body", "kind", "length", "status"),
        [
            (b"{", "application/json", None, 400),
            (b"NaN", "application/json", None, 400),
            (b'{"a":NaN}', "application/json", None, 400),
            (b"\xff", "application/json", None, 400),
            (b"[" * 101 + b"]" * 101, "application/json", None, 400),
            (b"[" * 100 + b"]" * 100, "application/json", None, 200),
            (b"1" * 5000, "application/json", None, 400),
            (b"", "application/json", None, 400),
            (b'"x"', "application/json", "100", 400),
            (b'"x"', "application/json", "abc", 400),
            (b'"x"', "application/json", "-1", 400),
            (b'"x"', "application/json", "+3", 400),
            (b'"x"yyyy', "application/json", "3", 200),
            (b'"x"', "application/json; charset=utf-8", None, 200),
            (b'"x"', "application/vnd.api+json", None, 200),
            (b'"x"', "application/json", str(65 * 1024 * 1024), 413),
        ],
    )
    def test_json_is_held_to_its_limits(self, project, body, kind, length, status):
        page = "def post(request):\n    return request.json({'got': request.json_body is not None})\n"
        app = project({"src/pages/page.py": page}, CSRF=False).app
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "SCRIPT_NAME": "",
            "wsgi.input": io.BytesIO(body),
        }
        environ |= {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)) if length is None else length}
        setup_testing_defaults(environ)
        started = []
        b"".join(app(environ, lambda *start: started.append(start)))
        assert int(started[0][0][:3]) == status

    @pytest.mark.parametrize(
        ("config", "body", "status"),
        [
            ({"MAX_FORM_FIELDS": 2}, b"a=1&b=2", 200),
            ({"MAX_FORM_FIELDS": 2}, b"a=1&b=2&c=3", 413),
            ({"MAX_CONTENT_LENGTH": 3}, b"a=1", 200),
            ({"MAX_CONTENT_LENGTH": 3}, b"a=12", 413),
            ({"MAX_FORM_MEMORY": 10}, b"a=" + b"x" * 100, 413),
        ],
    )
    def test_limits_are_config_keys(self, project, config, body, status):
        page = "def post(request):\n    return request.json(dict(request.form))\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False, **config)
        answer = visitor.send("POST", "/", body=body, type="application/x-www-form-urlencoded")
        assert answer.status in ((status,) if status == 200 else (400, status))

    def test_a_semicolon_separates_nothing(self, project):
        page = "def post(request):\n    return request.json([dict(request.form), dict(request.args)])\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        answer = visitor.send("POST", "/?q=1;r=2", body=b"a=1;b=2", type="application/x-www-form-urlencoded")
        assert answer.json == [{"a": "1;b=2"}, {"q": "1;r=2"}]

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_put_patch_and_delete_have_bodies_too(self, project, method):
        page = "def render(request):\n    return request.json([dict(request.form), request.files.get('f') is not None])\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        answer = visitor.send(method, "/", body=b"a=1", type="application/x-www-form-urlencoded")
        assert answer.json == [{"a": "1"}, False]
        assert visitor.send(method, "/", **multipart(("a", None, b"1"), ("f", "x.txt", b"y"))).json == [
            {"a": "1"},
            True,
        ]

    def test_an_href_with_a_dangerous_scheme_is_inert(self, project):
        html = "<a href=\"{{ request.args.get('u') }}\">x</a>"
        visitor = project({"src/pages/page.html": html})
        for address in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x",
                        "java%0ascript:x", "%01javascript:x"):  # fmt: skip
            assert "script:" not in visitor.get(f"/?u={address}").text.lower().replace("\n", "")
            assert "data:" not in visitor.get(f"/?u={address}").text
        for address in (
            "https://x.example/",
            "/path",
            "mailto:a@b.example",
            "tel:123",
            "?q=1",
            "%23top",
            "a:b/c"[2:],
        ):
            assert 'href="' + address.replace("%23", "#") + '"' in visitor.get(f"/?u={address}").text

    def test_a_500_says_nothing_of_the_error_and_keeps_no_cookie(self, project):
        page = "def get(request):\n    request.set_cookie('c', '1')\n    request.flash('a', 'b')\n    raise RuntimeError('secret')\n"
        answer = project({"src/pages/page.py": page}).get("/?DEBUG=1&debug=true", headers={"X-Debug": "1"})
        assert answer.status == 500
        assert "secret" not in answer.text
        assert "RuntimeError" not in answer.text
        assert answer.header("Set-Cookie") is None


class TestConfig:
    def test_an_environment_variable_overrides_the_config_and_asok_goes_first(self, project, monkeypatch):
        page = "def get(request):\n    return request.lang\n"
        files = {"src/pages/page.py": page} | {
            f"src/locales/{lang}.json": "{}" for lang in ("en", "fr", "de", "it")
        }
        assert project(files, LOCALE="it").get("/").text == "it"
        monkeypatch.setenv("LOCALE", "fr")
        assert project(files, LOCALE="it").get("/").text == "fr"
        monkeypatch.setenv("ASOK_LOCALE", "de")
        assert project(files, LOCALE="it").get("/").text == "de"

    @pytest.mark.parametrize(
        ("text", "status"),
        [("false", 200), ("False", 200), ("0", 200), ("", 200), ("off", 200), ("true", 403), ("1", 403)],
    )
    def test_a_boolean_from_the_environment(self, project, monkeypatch, text, status):
        monkeypatch.setenv("ASOK_CSRF", text)
        assert (
            project({"src/pages/page.py": "def post(request):\n    return 'x'\n"}).post("/", {}).status
            == status
        )

    def test_numbers_and_lists_from_the_environment(self, project, monkeypatch):
        monkeypatch.setenv("ASOK_MAX_CONTENT_LENGTH", "3")
        monkeypatch.setenv("ASOK_ALLOWED_HOSTS", "a.example, b.example")
        page = "def post(request):\n    return dict(request.form)\n"
        visitor = project({"src/pages/page.py": page}, CSRF=False)
        assert visitor.post("/", {"a": "1"}, headers={"Host": "b.example"}).status == 200
        assert visitor.post("/", {"a": "12"}, headers={"Host": "a.example"}).status == 413
        assert visitor.post("/", {"a": "1"}, headers={"Host": "c.example"}).status == 400

    def test_the_env_file_is_read(self, project, monkeypatch):
        for name in ("SECRET_KEY", "ASOK_SECRET_KEY", "LOCALE", "ASOK_LOCALE"):
            monkeypatch.delenv(name, raising=False)
        files = {"src/pages/page.html": "{{ request.lang }}", ".env": f'SECRET_KEY="{KEY}"\nexport LOCALE=fr # french\n',
                 "src/locales/fr.json": "{}", "src/locales/en.json": "{}"}  # fmt: skip
        assert project(files, SECRET_KEY="").get("/").text == "fr"

    def test_two_threads_at_the_first_request_are_both_answered(self, project):
        visitor = project(SITE)
        barrier, answers = threading.Barrier(8), []

        def visit():
            barrier.wait()
            environ = {"PATH_INFO": "/", "SCRIPT_NAME": "", "REQUEST_METHOD": "GET"}
            setup_testing_defaults(environ)
            started = []
            body = b"".join(visitor.app(environ, lambda *start: started.append(start)))
            answers.append((started[0][0], body))

        threads = [threading.Thread(target=visit) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(answers) == 8
        assert len(set(answers)) == 1
        assert answers[0][0] == "200 OK"


class TestFlash:
    FILES: ClassVar = {
        "src/pages/say/page.py": "def get(request):\n    request.flash('a', 'hello')\n    return request.status_code(204).json({})\n",
        "src/pages/page.html": "{% for m in get_flashed_messages() %}{{ m.message }}{% endfor %}",
    }

    def test_a_message_is_consumed_only_by_an_answer_that_shows_it(self, project):
        visitor = project(self.FILES)
        visitor.get("/say")
        visitor.get("/say")
        assert visitor.send("HEAD", "/").status == 200
        assert visitor.get("/nowhere").status == 404
        assert visitor.get("/").text == "hellohello"
        assert visitor.get("/").text == ""

    def test_a_message_of_a_page_that_fails_is_not_kept(self, project):
        boom = "def get(request):\n    request.flash('a', 'never')\n    1 / 0\n"
        visitor = project(self.FILES | {"src/pages/boom/page.py": boom})
        visitor.get("/boom")
        assert visitor.get("/").text == ""
