"""``asok dev``: whatever is broken is shown in the browser, and mended it is served again."""

import contextlib
import http.client
import signal
import time
from urllib.parse import urlencode

import pytest
from asok_server.cli.watching import ProjectFilter
from watchfiles import Change

CATALOGUE = '{"hello": "Hello"}'
FILES = {
    "src/pages/page.py": "def render(request):\n    return request.html('page.html')\n",
    "src/pages/page.html": "{{ __('hello') }} from the page at {{ request.location['city'] }}",
    "src/locales/en.json": CATALOGUE,
}
SERVED = "Hello from the page"


@pytest.fixture(scope="module")
def project(tmp_path_factory, write):
    return write(tmp_path_factory.mktemp("dev"), FILES)


@pytest.fixture(scope="module")
def site(project, serving):
    with serving("dev", cwd=project) as served:
        yield served


@pytest.mark.parametrize(
    ("name", "broken", "shown"),
    [
        ("wsgi.py", "from asok_server import Asok\napp = Asok(", "SyntaxError"),
        ("wsgi.py", "import sys\nsys.exit('no more')", "no more"),
        ("wsgi.py", "application = None", "has no `app`"),
        ("src/pages/page.py", "def render(request:", "SyntaxError"),
        ("src/pages/page.py", "def render(request):\n    return 1 / 0", "ZeroDivisionError"),
        ("src/pages/page.html", "{% if %}", "Expected an expression"),
        ("src/locales/en.json", '{\n"hello": }', "en.json:2:"),
        (".env", "MAX_JSON_DEPTH=deep", "MAX_JSON_DEPTH"),
    ],
)
def test_what_is_broken_is_shown_and_served_once_mended(name, broken, shown, project, site):
    site.until("/", SERVED)
    file = project / name
    whole = file.read_text("utf-8") if file.exists() else ""
    file.write_text(broken, "utf-8")
    site.until("/", shown)
    assert site.fetch("/")[0] == 500
    file.write_text(whole, "utf-8")
    site.until("/", SERVED)


def test_a_catalogue_and_a_template_that_change_are_served(project, site):
    (project / "src/locales/en.json").write_text('{"hello": "Good morning"}')
    site.until("/", "Good morning")
    (project / "src/locales/fr.json").write_text('{"hello": "Bonjour"}')
    site.until("/?lang=fr", "Bonjour")
    (project / "src/pages/page.html").write_text("{{ __('hello') }}, changed")
    site.until("/?lang=en", "Good morning, changed")
    for name, text in FILES.items():
        (project / name).write_text(text)
    site.until("/?lang=en", SERVED)


def test_a_new_page_is_served(project, site):
    assert site.fetch("/later")[0] == 404
    (project / "src/pages/later").mkdir()
    (project / "src/pages/later/page.html").write_text("It is later")
    site.until("/later", "It is later")


def test_a_geo_file_that_arrives_is_used(project, site):
    assert "at None" in site.fetch("/?lang=en")[1]
    (project / ".asok").mkdir(exist_ok=True)
    (project / ".asok/geo.csv").write_text(
        "first,last,city,country,lat,lon\n127.0.0.0,127.255.255.255,Home,FR,48.9,2.3\n"
    )
    site.until("/?lang=en", "at Home")


@pytest.mark.parametrize("group", [True, False])
def test_ctrl_c_stops_it_without_a_word_of_trouble(group, tmp_path, write, serving):
    with serving("dev", cwd=write(tmp_path, FILES)) as site:
        site.until("/", SERVED)
        printed = site.stop(signal.SIGINT, group=group)
    assert site.process.returncode == 0
    lines = printed.splitlines()
    assert lines[0] == f"Asok serves {tmp_path} at http://127.0.0.1:{site.port}/ (Ctrl-C stops it)"
    assert lines[-1] == "Stopped."
    assert all('"GET / HTTP/1.1" 200' in line for line in lines[1:-1]), printed


def test_an_address_that_others_reach_is_warned_about(tmp_path, write, serving):
    with serving("dev", "--host", "0.0.0.0", cwd=write(tmp_path, FILES)) as site:
        assert "Warning: whoever reaches this address" in site.stop()


@pytest.mark.parametrize(
    ("name", "change", "counts"),
    [
        ("wsgi.py", Change.modified, True),
        ("shop/prices.py", Change.modified, True),
        (".env", Change.added, True),
        (".asok/geo.csv", Change.modified, True),
        (".asok/geo.csv.index", Change.modified, False),
        (".asok/sessions.sqlite", Change.modified, False),
        ("src/locales/fr.json", Change.modified, True),
        ("src/locales/fr/LC_MESSAGES/messages.po", Change.added, True),
        ("src/pages/page.html", Change.modified, False),
        ("src/pages/page.html", Change.deleted, True),
        ("src/partials/html/base.html", Change.modified, False),
        ("src/partials/css/app.css", Change.modified, False),
        ("src/partials/images/upload.png", Change.added, False),
        ("data.json", Change.modified, False),
        ("__pycache__/wsgi.cpython-311.pyc", Change.added, False),
        (".venv/lib/python3.11/site-packages/x.py", Change.added, False),
        ("node_modules/x/x.py", Change.modified, False),
    ],
)
def test_only_what_is_read_at_start_restarts_the_worker(name, change, counts, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ProjectFilter()(change, str(tmp_path / name)) is counts


@pytest.mark.parametrize(
    ("folder", "file", "counts"),
    [
        ("src/pages/later", "page.html", True),
        ("src/middlewares", "log.py", True),
        (".asok", "geo.csv", True),
        (".asok", "logouts.sqlite", False),
        ("uploads", "photo.png", False),
    ],
)
def test_a_folder_counts_that_came_with_what_is_read(folder, file, counts, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / file).touch()
    assert ProjectFilter()(Change.added, str(tmp_path / folder)) is counts


def test_a_file_elsewhere_does_not_count(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not ProjectFilter()(Change.modified, "/elsewhere/x.py")


def test_a_session_outlives_a_restart(project, site, token_in):
    (project / "src/pages/visits").mkdir()
    page = project / "src/pages/visits/page.py"
    page.write_text(
        "def render(request):\n"
        "    request.session['n'] = request.session.get('n', 0) + 1\n"
        "    return f\"first {request.session['n']}\"\n"
    )
    site.until("/visits", "first")
    page.write_text(page.read_text().replace("first", "then"))
    site.until("/visits", "then")
    assert site.fetch("/visits")[1] != "then 1", urlencode(site.cookies)


@pytest.mark.parametrize(("end", "how"), [("os._exit(3)", "exit status 3"), ("os.abort()", "signal 6")])
def test_a_worker_that_dies_is_started_anew(end, how, tmp_path, write, serving):
    dying = {"src/pages/die/page.py": f"import os\ndef render(request):\n    {end}\n"}
    with serving("dev", cwd=write(tmp_path, FILES | dying)) as site:
        with pytest.raises((OSError, http.client.HTTPException)):
            site.fetch("/die")
        assert SERVED in site.fetch("/")[1]
        assert f"The worker has ended ({how}) and is started anew." in site.stop()


def test_a_project_that_ends_its_worker_is_served_once_mended(tmp_path, write, serving):
    project = write(tmp_path, FILES)
    whole = (project / "wsgi.py").read_text()
    with serving("dev", cwd=project) as site:
        site.until("/", SERVED)
        (project / "wsgi.py").write_text(f"{whole}\nimport os\nos._exit(3)\n")
        time.sleep(3)
        (project / "wsgi.py").write_text(whole)
        site.until("/", SERVED)
        assert "exit status 3" in site.stop()


def test_no_connection_is_refused_while_the_worker_is_exchanged(tmp_path, write, serving):
    project = write(tmp_path, FILES)
    page = project / "src/pages/page.py"
    with serving("dev", cwd=project) as site:
        time.sleep(1)  # The first worker answers before the files are watched.
        for greeting in ("Once", "Twice", "Three times"):
            page.write_text(f"def render(request):\n    return '{greeting}'\n")
            end, seen = time.monotonic() + 20, ""
            while greeting not in seen:
                assert time.monotonic() < end
                # A worker that stops closes what it has accepted and not yet read; asked again, the next answers.
                with contextlib.suppress(ConnectionResetError):
                    seen = site.fetch("/")[1]
                time.sleep(0.02)  # what is logged of each request waits in a pipe that nobody empties yet
