"""The pytest plugin, in a pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def pytest_run(tmp_path: Path):
    """Write files and run pytest on them."""

    def run(files: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    return run


PROJECT = {
    "wsgi.py": """
from helper import KEY
from asok_server import Asok
app = Asok(__name__)
app.config['SECRET_KEY'] = KEY
""",
    "helper.py": "KEY = 'a-key-for-tests-only-' * 3",
    "src/pages/page.py": """
def render(request):
    from helper import KEY
    return request.text('found' if KEY else '')
""",
}


def test_a_project_has_a_client(pytest_run):
    test = """
def test_home(client):
    assert client.get('/').text == 'found'

def test_each_client_is_new(client, app):
    assert not client.cookies
    assert client.app is app
"""
    done = pytest_run({**PROJECT, "tests/test_home.py": test})
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_it_is_found_from_a_folder_below(pytest_run):
    test = "def test_home(client): assert client.get('/').status == 200"
    done = pytest_run({**PROJECT, "tests/deep/test_home.py": test}, "tests/deep/test_home.py::test_home")
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_project_may_have_an_app_fixture_of_its_own(pytest_run):
    conftest = """
import pytest

@pytest.fixture
def app():
    def app(environ, start_response):
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return [b'mine']
    return app
"""
    test = "def test_home(client): assert client.get('/').text == 'mine'"
    done = pytest_run({**PROJECT, "tests/conftest.py": conftest, "tests/test_home.py": test})
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_foreign_projects_have_neither_the_fixtures_nor_the_server(pytest_run):
    test = """
import sys

def test_nothing_is_imported():
    assert 'asok_server.app' not in sys.modules
    assert 'asok_server.testing' not in sys.modules

def test_client(client):
    pass
"""
    done = pytest_run({"wsgi.py": "application = None", "test_it.py": test})
    assert "1 passed, 1 error" in done.stdout, done.stdout + done.stderr
    assert "fixture 'client' not found" in done.stdout


def test_other_plugins_clients_are_left_alone(pytest_run):
    plugin = """
import pytest

@pytest.fixture
def client():
    return 'theirs'
"""
    test = "def test_client(client): assert client == 'theirs'"
    done = pytest_run({"theirs.py": plugin, "test_it.py": test}, "-p", "theirs")
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_starting_pytest_does_not_import_the_server(pytest_run):
    test = """
import sys

def test_nothing_is_imported_for_a_test_that_does_not_ask():
    assert 'asok_server.app' not in sys.modules
"""
    done = pytest_run({**PROJECT, "tests/test_home.py": test})
    assert "1 passed" in done.stdout, done.stdout + done.stderr
