"""The cost of a request is the number of Python calls that are made for it."""

import hashlib
import io
import sys

import pytest
from asok_server.testing.calls import call, environ_of

PAGES = {
    "pages/page.py": "def get(request):\n    return request.json({'status': 'ok', 'count': 42})\n",
    "pages/user/[id]/page.py": "def get(request):\n    return request.json(request.params['id'])\n",
    "pages/form/page.py": """
from asok_server import Form

FORM = Form({"name": Form.text("Name", "required|min:2"), "email": Form.email("E-mail", "required")})


def get(request):
    return request.text(request.csrf_token_value)


def post(request):
    form = FORM.bind(request)
    return request.json(form.data if form.validate() else form.errors)
""",
    "partials/app.css": "body { color: #123 }",
}
OWN = "asok_"


@pytest.fixture
def app(project):
    app = project(PAGES).app
    app.start()
    return app


@pytest.fixture
def calls(app):
    """Return the functions of the framework that a request runs through, the page's own among them."""

    def run(path, method="GET", body=b"", **more):
        environ = environ_of(method, "http", "localhost", path, "", body) | more
        made: list[str] = []

        def record(frame, event, arg):
            if event == "call" and frame.f_globals.get("__name__", "").startswith(OWN):
                made.append(frame.f_code.co_qualname)

        started = []
        call(app, {**environ, "wsgi.input": io.BytesIO(body)})  # what is made at first use is made
        before = sys.getprofile()
        sys.setprofile(record)
        try:
            app(environ, lambda *start: started.append(start))
        finally:
            sys.setprofile(before)
        return made, started[-1]

    return run


def test_a_small_json_answer_takes_14_calls(calls):
    made, (status, _) = calls("/")
    assert status == "200 OK"
    assert len(made) <= 14, " ".join(made)


def test_a_captured_segment_takes_one_more(calls):
    made, (status, _) = calls("/user/42")
    assert status == "200 OK"
    assert len(made) <= 15, " ".join(made)


def test_a_304_takes_no_more_than_21(calls):
    version = hashlib.sha256(PAGES["partials/app.css"].encode()).hexdigest()[:16]
    made, (status, _) = calls("/static/app.css", HTTP_IF_NONE_MATCH=f'"{version}"')
    assert status == "304 Not Modified"
    assert len(made) <= 21, made


def test_a_form_with_its_token_takes_no_more_than_90(app, calls):
    _, headers, token = call(app, environ_of("GET", "http", "localhost", "/form", "", b""))
    made, (status, _) = calls(
        "/form",
        "POST",
        b"name=Ada&email=ada%40example.com&csrf_token=" + token,
        HTTP_COOKIE=dict(headers)["Set-Cookie"].partition(";")[0],
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )
    assert status == "200 OK"
    assert len(made) <= 90, f"{len(made)}: {' '.join(made)}"
