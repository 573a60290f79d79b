"""A project's src/partials, with traps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from asok_server.files.static import Statics


@pytest.fixture
def partials(tmp_path: Path) -> Path:
    partials = tmp_path / "src" / "partials"
    for folder in ("css", "js", "images", "html", "css/.cache", "js/__pycache__"):
        (partials / folder).mkdir(parents=True)
    files = {
        "css/app.css": "body { color: black }",
        "css/.hidden.css": "hidden",
        "css/.cache/a.css": "hidden",
        "js/app.js": "let answer = 42",
        "js/tool.py": "SECRET = 1",
        "js/__pycache__/tool.cpython-311.pyc": "code",
        "js/page.jinja": "{{ secret }}",
        "images/logo é.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "images/demo.html": "<p>demo</p>",
        "html/base.html": "{% block main %}{% endblock %}",
        "html/style.css": "template's own",
        "card.html": "{{ card }}",
        "robots.txt": "User-agent: *",
    }
    for name, text in files.items():
        (partials / name).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    (partials / "images" / "out.txt").symlink_to(tmp_path / "secret.txt")
    return partials


@pytest.fixture
def statics(partials: Path) -> Statics:
    return Statics([partials])


@pytest.fixture
def version(statics: Statics) -> Callable[[str], str]:
    """Return the hash in a file's address."""
    return lambda name: statics.url(name).partition("?v=")[2]
