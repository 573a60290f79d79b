"""A small project, and a client under wsgiref's validator."""

from collections.abc import Callable
from pathlib import Path
from wsgiref.validate import validator

import pytest
from asok_server import Asok
from asok_server.testing import Client

PAGES = {
    "page.py": """
def get(request):
    request.session['visits'] = request.session.get('visits', 0) + 1
    return request.html('page.html', visits=request.session['visits'])

def post(request):
    request.flash('success', 'Saved ' + request.form['name'])
    request.redirect('/?saved=1')
""",
    "page.html": """<!doctype html>
<html><head><title>Home</title></head><body>
{% block main %}<main><h1>Visit {{ visits }}</h1>
{% for message in get_flashed_messages() %}
<p class="flash {{ message.category }}">{{ message.message }}</p>{% endfor %}
<form method="post">{{ request.csrf_input() }}<input name="name" value="Ada"></form>
</main>{% endblock %}
</body></html>""",
    "echo/page.py": """
def described(file):
    return [file.filename, file.read().decode(), file.content_type]

def render(request):
    patched, kind = request.method == 'PATCH', request.environ.get('CONTENT_TYPE')
    return request.json({
        'method': request.method,
        'args': {name: request.args.getlist(name) for name in request.args},
        'form': {name: request.form.getlist(name) for name in request.form},
        'files': {name: [described(f) for f in request.files.getlist(name)] for name in request.files},
        'body': request.environ['wsgi.input'].read(1000).decode('latin-1') if patched else None,
        'json': request.json_body if kind == 'application/json' else None,
        'type': kind,
        'header': request.headers.get('X-Test'),
        'cookies': dict(request.cookies_dict),
        'url': request.url,
        'path': request.path,
        'ip': request.ip,
    })
""",
    "echo/[name]/page.py": "def render(request): return request.json(request.params['name'])",
    "login/page.py": """
def post(request):
    request.login('ada')
    return request.text('hello')

def get(request):
    return request.text(request.session.user_id or 'nobody')

def delete(request):
    request.logout()
    return request.text('bye')
""",
    "cookies/page.py": """
def render(request):
    request.set_cookie('plain', 'a b;é')
    request.set_cookie('sub', 'x', path='/cookies')
    request.set_cookie('secured', 'y', secure=True)
    if 'delete' in request.args:
        request.delete_cookie('plain')
    return request.json(dict(request.cookies_dict))
""",
    "loop/page.py": "def render(request): request.redirect('/loop')",
    "out/page.py": "def render(request): request.redirect('https://example.org/')",
    "keep/page.py": "def render(request): request.redirect('/echo', 307)",
}


class Validated:
    """An app under wsgiref's validator, which a client can still ask for its sessions."""

    def __init__(self, app: Asok) -> None:
        self.start = app.start
        self._call = validator(app)

    def __call__(self, environ, start_response):
        return self._call(environ, start_response)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, source in PAGES.items():
        path = tmp_path / "src" / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return tmp_path


@pytest.fixture
def visitor(project: Path) -> Callable[..., Client]:
    """Make a client of the project's app."""
    app = Asok(root=project)
    app.config["SECRET_KEY"] = "a-key-for-tests-only-" * 3
    app.config["REDIRECT_ORIGINS"] = ("https://example.org",)
    return lambda **options: Client(Validated(app), **options)
