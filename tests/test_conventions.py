"""The conventions around the contract page, heading by heading, through the public names alone."""

import importlib.util
import io
import json
import os
import re
import runpy
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

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
