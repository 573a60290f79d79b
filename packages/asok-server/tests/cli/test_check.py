"""``asok check``: mistakes found without a browser."""


def test_a_project_without_mistakes_passes(tmp_path, write, run):
    write(tmp_path, {"src/pages/page.html": "<p>Hello</p>", "src/pages/404/page.html": "<p>Missing</p>"})
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 pages, 2 templates, 1 language: no mistakes\n"


def test_every_mistake_is_named_once_with_its_place(tmp_path, write, run):
    files = {
        "src/partials/html/base.html": "<p>\n{% if %}</p>",
        "src/pages/page.html": "{% extends 'html/base.html' %}",
        "src/pages/a/page.html": "{% extends 'html/base.html' %}",
        "src/pages/b/page.html": "{% extends 'html/bas.html' %}",
        "src/pages/c/page.py": "def render(request:",
        "src/pages/d/page.py": "import no_such_module",
        "src/pages/e/page.py": "answer = 42",
        "src/pages/f/page.html": "{{ name|no_such_filter }}",
        "src/pages/404/page.py": "def post(request): return 'x'",
        "src/pages/g/page.html": "{% include 'no.html' ignore missing %}{% include name %}",
    }
    done = run("check", cwd=write(tmp_path, files))
    assert done.returncode == 1
    assert done.stdout.count("src/partials/html/base.html:2:") == 1
    assert "b/page.html: " in done.stdout
    assert "did you mean 'html/base.html'" in done.stdout
    assert "SyntaxError" in done.stdout
    assert "no_such_module" in done.stdout
    assert "e/page.py answers nothing" in done.stdout
    assert done.stdout.count("e/page.py") == 1
    assert "no_such_filter" in done.stdout
    assert "404/page.py shows no error" in done.stdout
    assert "7 mistakes" in done.stdout


def test_pages_and_static_files_that_templates_name_are_looked_for(tmp_path, write, run):
    files = {
        "src/partials/css/app.css": "p {}",
        "src/partials/html/base.html": "<p>\n{{ static('css/ap.css') }}",
        "src/pages/page.html": "{{ url_for('contct') }}",
        "src/pages/contact/page.html": "{{ url_for('contact') }}{{ static('css/app.css') }}",
        "src/pages/user/[id]/page.html": "{{ url_for('user/[id]', id=other) }}{{ url_for(other) }}",
        "src/pages/a/page.html": "{% if {'url_for': 1}.url_for %}{{ request.url_for('x')|replace('y', 'z') }}{% endif %}",
    }
    done = run("check", cwd=write(tmp_path, files))
    assert (
        "html/base.html:2: there is no static file 'css/ap.css'; did you mean 'css/app.css'?" in done.stdout
    )
    assert "page.html:1: there is no page 'contct'; did you mean 'contact'?" in done.stdout
    assert "2 mistakes" in done.stdout


def test_an_app_that_does_not_start_is_explained(tmp_path, write, run):
    done = run("check", cwd=write(tmp_path, {"src/locales/en.json": '{\n"a": 1,,\n}'}))
    assert done.returncode == 1
    assert "does not start" in done.stderr
    assert "en.json:2:" in done.stderr
