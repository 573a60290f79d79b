"""``asok new``: what it writes runs at once."""

import subprocess
import sys
from urllib.parse import urlencode

import pytest
from asok_server.cli import main
from click.testing import CliRunner


@pytest.fixture(scope="module")
def made(tmp_path_factory, run):
    place = tmp_path_factory.mktemp("new")
    done = run("new", "shop", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "cd shop\n  asok dev" in done.stdout
    return place / "shop"


def new(path):
    return CliRunner().invoke(main, ["new", str(path)])


def test_the_layout_is_that_of_the_conventions(made):
    files = {file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file()}
    assert files >= {
        "wsgi.py",
        ".env",
        ".gitignore",
        "README.md",
        "src/pages/page.html",
        "src/pages/contact/page.py",
        "src/pages/contact/page.html",
        "src/pages/404/page.html",
        "src/pages/500/page.html",
        "src/partials/html/base.html",
        "src/partials/css/app.css",
        "src/locales/en.json",
        "src/locales/fr.json",
        "tests/test_pages.py",
    }
    assert not [name for name in files if name.endswith(".in") or "dot-" in name]


def test_no_placeholder_is_left(made):
    for file in made.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert "@NAME@" not in (text := file.read_text("utf-8"))
            assert "@PACKAGE@" not in text
            assert "@SECRET_KEY@" not in text


def test_its_own_tests_pass(made):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=made,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


@pytest.mark.parametrize("command", ["dev", "serve"])
def test_it_is_served_with_its_form_and_its_languages(command, made, serving, token_in):
    with serving(command, cwd=made) as site:
        assert "Welcome to shop" in site.fetch("/")[1]
        assert "Bienvenue sur shop" in site.fetch("/", **{"Accept-Language": "fr"})[1]
        assert site.fetch("/nowhere")[0] == 404
        form = {"csrf_token": token_in(site.fetch("/contact")[1]), "name": "Ada"}
        status, block = site.fetch("/contact", "POST", urlencode(form), **{"X-Block": "main"})
        assert status == 200
        assert "<html" not in block
        assert 'aria-invalid="true"' in block
        whole = form | {"email": "ada@example.com", "message": "Hello"}
        assert "Thank you, Ada" in site.fetch("/contact", "POST", urlencode(whole), **{"X-Block": "main"})[1]
        assert "Traceback" not in site.stop()


def test_every_project_has_a_key_of_its_own_that_only_its_owner_reads(tmp_path):
    keys = set()
    for name in ("one", "two"):
        assert new(tmp_path / name).exit_code == 0
        env = tmp_path / name / ".env"
        keys.add(env.read_text())
        assert env.stat().st_mode & 0o777 == 0o600
    assert len(keys) == 2


def test_the_key_is_not_committed(made):
    assert ".env" in (made / ".gitignore").read_text().splitlines()


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    done = new(tmp_path)
    assert done.exit_code == 1
    assert "not empty" in done.output
    assert [file.name for file in tmp_path.iterdir()] == ["kept.txt"]


def test_a_file_of_that_name_is_refused(tmp_path):
    (tmp_path / "shop").write_text("mine")
    done = new(tmp_path / "shop")
    assert done.exit_code == 1
    assert "is a file" in done.output


def test_an_empty_working_folder_will_do(tmp_path, run):
    done = run("new", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert "cd " not in done.stdout
    assert (tmp_path / "wsgi.py").is_file()


def test_a_folder_that_can_not_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("mine")
    done = new(tmp_path / "file" / "shop")
    assert done.exit_code == 1
    assert "can't write" in done.output


@pytest.mark.parametrize(
    "name", ['Tom & "Ada"', "<b>", "it's", "Zürich", "back\\slash", "@SECRET_KEY@", "{{7*7}}"]
)
def test_any_name_is_shown_as_it_is(name, tmp_path):
    assert new(tmp_path / name).exit_code == 0
    made = tmp_path / name
    scope: dict[str, object] = {"__name__": "wsgi_of_any_name", "__file__": str(made / "wsgi.py")}
    exec(compile((made / "wsgi.py").read_text("utf-8"), str(made / "wsgi.py"), "exec"), scope)
    from asok_server.testing import Client
    from markupsafe import escape

    page = Client(scope["app"]).get("/")
    assert page.html.one("title").text == name
    assert f"<strong>{escape(name)}</strong>" in page.text


def test_a_name_that_no_page_can_show_is_refused(tmp_path):
    assert new(tmp_path / "a\nb").exit_code == 1
    assert not list(tmp_path.iterdir())


def test_an_empty_name_and_one_that_is_too_long_are_explained(tmp_path):
    assert "NAME is empty" in new("").output
    done = new(tmp_path / ("a" * 300))
    assert done.exit_code == 1
    assert "File name too long" in done.output
    assert not list(tmp_path.iterdir())


def test_a_name_that_looks_like_an_option_can_be_entered_as_shown(tmp_path, run):
    done = run("new", "--", "-x", cwd=tmp_path)
    assert "cd ./-x\n" in done.stdout
    assert (tmp_path / "-x" / "wsgi.py").is_file()
