"""``asok routes``: the table and its JSON."""

import json

import pytest

FILES = {
    "src/pages/page.html": "<title>{% block title %}{% endblock %}</title>",
    "src/pages/user/[id:int]/page.py": "def get(request): ...\ndef post(request): ...",
    "src/pages/user/[id:int]/page.html": "{% block main %}{% block list %}{% endblock %}{% endblock %}",
    "src/pages/hook/page.py": "def post(request): ...",
    "src/pages/all/page.py": "def render(request): ...",
    "src/pages/404/page.html": "{% extends 'html/base.html' %}",
    "src/partials/html/base.html": "{% block main %}{% endblock %}",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory, write):
    return write(tmp_path_factory.mktemp("routes"), FILES)


def test_the_table_names_url_methods_file_template_and_blocks(project, run):
    done = run("routes", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "URL             METHODS                    FILE                   TEMPLATE                 BLOCKS\n"
        "/               GET                        page.html              page.html                title\n"
        "/all            GET POST PUT PATCH DELETE  all/page.py            -                        -\n"
        "/hook           POST                       hook/page.py           -                        -\n"
        "/user/[id:int]  GET POST                   user/[id:int]/page.py  user/[id:int]/page.html  list main\n"
        "error 404       GET                        404/page.html          404/page.html            main\n"
    )


def test_the_json_has_every_method_and_the_whole_path(project, run, tmp_path):
    done = run("routes", str(project), "--json", cwd=tmp_path)
    rows = {row["url"]: row for row in json.loads(done.stdout)}
    assert rows["/user/[id:int]"] == {
        "url": "/user/[id:int]",
        "status": None,
        "methods": ["GET", "HEAD", "POST", "OPTIONS"],
        "file": "src/pages/user/[id:int]/page.py",
        "template": "src/pages/user/[id:int]/page.html",
        "blocks": ["list", "main"],
    }
    assert rows["/hook"]["methods"] == ["POST", "OPTIONS"]
    assert rows["/hook"]["template"] is None
    assert rows[None]["status"] == 404


def test_a_page_that_can_not_be_imported_is_named(tmp_path, write, run):
    write(tmp_path, {"src/pages/page.py": "import no_such_module"})
    done = run("routes", cwd=tmp_path)
    assert done.returncode == 1
    assert "no_such_module" in done.stderr
    assert "src/pages/page.py" in done.stderr
    assert "click" not in done.stderr, "the traceback is the project's own"


def test_two_pages_of_one_address_are_explained(tmp_path, write, run):
    write(tmp_path, {"src/pages/[a]/page.html": "", "src/pages/[b]/page.html": ""})
    done = run("routes", cwd=tmp_path)
    assert done.returncode == 1
    assert "stand for the same address" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_project_is_explained(tmp_path, run):
    done = run("routes", cwd=tmp_path)
    assert done.returncode == 2
    assert "asok new NAME" in done.stderr
