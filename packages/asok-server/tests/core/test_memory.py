"""A request, and the body it brought, is gone when its answer is: without the garbage collector, which is late."""

import gc
import logging
import weakref

import pytest
from asok_server import Form, Request
from asok_server.testing import Client

FORM = Form({"name": Form.text("Name", "required")})
PAGES = {
    "pages/page.py": """
        def get(request):
            return request.html("page.html", form=request.shared("form"))

        def post(request):
            form = request.shared("form")
            if form.validate():
                request.flash("success", "Saved")
                request.redirect("/")
            return request.status_code(422).html("page.html", form=form)
        """,
    "pages/page.html": """
        {% extends "html/base.html" %}
        {% macro shown(field) %}{{ field }}{% endmacro %}
        {% block main %}
        {{ request.csrf_input() }}{{ shown(form.name) }}{{ path }}{{ __("hello", name="Ada") }}
        {% for message in get_flashed_messages() %}{{ loop.index }} {{ message.message }}{% endfor %}
        {% endblock %}
        """,
    "partials/html/base.html": "<html><head></head><body>{% block main %}{% endblock %}</body></html>",
    "locales/en.json": '{"hello": "Hello, {name}"}',
    "locales/fr.json": '{"hello": "Bonjour {name}"}',
    "pages/upload/page.py": "def post(request):\n    return {n: file.size for n, file in request.files.items()}",
    "pages/json/page.py": "def post(request):\n    return request.json(request.json_body)",
    "pages/login/page.py": "def get(request):\n    request.login('7')\n    return str(request.user)",
    "pages/stream/page.py": "def get(request):\n    return request.stream('page.html')",
    "pages/stream/page.html": "{{ request.csrf_input() }}",
    "pages/crash/page.py": "def get(request):\n    1 / 0",
    "pages/404/page.html": "<p>{{ request.error_message }}</p>",
}
REQUESTS = {
    "a page": lambda client: client.get("/"),
    "a block": lambda client: client.get("/", block="main"),
    "a form that is sent": lambda client: client.post("/", data={"name": "Ada"}),
    "a form with errors": lambda client: client.post("/", data={"name": ""}),
    "a form without its token": lambda client: client.post("/", data={"name": "Ada"}, csrf=False),
    "a form of too many fields": lambda client: client.post(
        "/", data="&" + "a=b&" * 2000, content_type="application/x-www-form-urlencoded"
    ),
    "an upload": lambda client: client.post("/upload", files={"a": ("a.txt", b"x" * 1_000_000)}),
    "JSON": lambda client: client.post("/json", json={"a": 1}),
    "JSON that is none": lambda client: client.post("/json", data=b"{", content_type="application/json"),
    "a login": lambda client: client.get("/login"),
    "a stream": lambda client: client.get("/stream"),
    "a page that fails": lambda client: client.get("/crash"),
    "a page that is not there": lambda client: client.get("/nothing"),
}


@pytest.fixture
def client(project):
    def setup(app):
        app.share(form=FORM, path=lambda request: request.path)
        app.user_loader(lambda identity: {"id": identity})

    return Client(project(PAGES, setup).app)


@pytest.fixture
def requests(monkeypatch):
    """Return the requests that are still there."""
    made = weakref.WeakSet()
    build = Request.__init__

    def building(request, *arguments):
        build(request, *arguments)
        made.add(request)

    monkeypatch.setattr(Request, "__init__", building)
    return made


@pytest.mark.parametrize("kind", REQUESTS)
def test_nothing_is_kept_of(kind, client, requests, caplog):
    caplog.set_level(logging.CRITICAL)  # the record of a failure would keep its frames
    REQUESTS[kind](client)
    gc.collect()
    gc.disable()
    try:
        REQUESTS[kind](client)
        assert not list(requests)
    finally:
        gc.enable()
