"""Rules 2, 3, 6 and 17 as a visitor meets them: whole requests through the app."""

import io
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from asok_server import Asok

SHOWN = "{% for flash in get_flashed_messages() %}[{{ flash.message }}]{% endfor %}"

PAGES = {
    "page.py": """
def get(request):
    return request.html("page.html")
""",
    "page.html": "{{ request.csrf_input() }}" + SHOWN,
    "plain/page.py": """
def render(request):
    return "plain"
""",
    "session/page.py": """
def get(request):
    return dict(request.session)


def post(request):
    request.session.update(request.form)
    return "saved"
""",
    "login/page.py": """
def post(request):
    request.login(request.form["user"])
    request.redirect("/who")
""",
    "logout/page.py": """
def post(request):
    request.logout()
    request.flash("info", "Bye")
    request.redirect("/who")
""",
    "who/page.py": """
def get(request):
    return request.user or "nobody"
""",
    "flash/page.py": """
def render(request):
    for message in request.args.getlist("m"):
        request.flash("info", message)
    request.redirect("/")
""",
    "shows-and-fails/page.py": """
def get(request):
    request.html("page.html")
    raise RuntimeError("on purpose")
""",
    "shows-and-fails/page.html": SHOWN,
    "shows-and-leaves/page.py": """
def get(request):
    request.html("page.html")
    request.redirect("/plain")
""",
    "shows-and-leaves/page.html": SHOWN,
    "shows-and-aborts/page.py": """
from asok_server import Abort


def get(request):
    request.html("page.html")
    raise Abort(404, "gone")
""",
    "shows-and-aborts/page.html": SHOWN,
    "huge/page.py": """
def get(request):
    request.session["x"] = "y" * 5000
    return "never seen"
""",
    "go/page.py": """
def get(request):
    request.redirect(request.args["to"])
""",
    "back/page.py": """
def get(request):
    request.back(default="/home")
""",
    "verb/page.py": """
def render(request):
    return request.method
""",
}


@pytest.fixture
def app(tmp_path):
    for name, text in PAGES.items():
        file = tmp_path / "src" / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    app = Asok("tests", root=tmp_path)
    app.config["SECRET_KEY"] = "a-key-for-tests-of-sessions-0123456789"
    app.config["REDIRECT_ORIGINS"] = ["https://login.example.net"]
    app.user_loader(lambda user_id: f"user {user_id}")
    return app


class Visitor:
    """A browser, as far as cookies, forms and the address bar go."""

    def __init__(self, app, scheme="http", host="example.com"):
        self.app, self.scheme, self.host = validator(app), scheme, host
        self.cookies: dict[str, str] = {}

    def send(self, method, path, body=b"", content_type="application/x-www-form-urlencoded", **environ):
        path, _, query = path.partition("?")
        environ |= {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(body),
        }
        if body or method not in ("GET", "HEAD"):
            environ |= {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": content_type}
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        setup_testing_defaults(environ)
        answer = {}
        chunks = self.app(
            environ, lambda status, headers, _=None: answer.update(status=status, headers=headers)
        )
        text = b"".join(chunks).decode()
        chunks.close()
        return self.kept(Answer(int(answer["status"][:3]), answer["headers"], text))

    def kept(self, answer):
        for header in answer.all("Set-Cookie"):
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return answer

    def get(self, path, **environ):
        return self.send("GET", path, **environ)

    def token(self):
        return re.search('name="csrf_token" value="([^"]+)"', self.get("/").text)[1]

    def post(self, path, **fields):
        origin = {"HTTP_ORIGIN": f"{self.scheme}://{self.host}"}
        return self.send("POST", path, urlencode({"csrf_token": self.token(), **fields}).encode(), **origin)


class Answer:
    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name):
        [value] = self.all(name)
        return value


@pytest.fixture
def visitor(app):
    return Visitor(app)


# Rule 2: the session


def test_rule_2_an_untouched_session_is_not_sent_and_its_page_may_be_cached(visitor):
    answer = visitor.get("/plain")
    assert not answer.all("Set-Cookie")
    assert not answer.all("Cache-Control")
    assert "Cookie" not in "".join(answer.all("Vary"))


def test_rule_2_a_session_that_was_read_makes_the_answer_private(visitor):
    answer = visitor.get("/session")
    assert not answer.all("Set-Cookie")
    assert "private" in answer.one("Cache-Control")
    assert "Cookie" in answer.one("Vary")


def session_cookie(answer):
    pair, *attributes = answer.one("Set-Cookie").split("; ")
    return pair.partition("=")[0], set(attributes)


def test_rule_2_the_cookie_on_plain_http(visitor):
    name, attributes = session_cookie(visitor.get("/"))
    assert name == "asok_session"
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= attributes
    assert "Secure" not in attributes


def test_rule_2_the_cookie_on_https(app):
    name, attributes = session_cookie(Visitor(app, "https").get("/"))
    assert name == "__Host-asok_session"
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= attributes
    assert not any(attribute.startswith("Domain") for attribute in attributes)


def test_rule_2_a_session_that_does_not_fit_is_a_500_without_its_cookie(visitor):
    answer = visitor.get("/huge")
    assert answer.status == 500
    assert not answer.all("Set-Cookie")
    assert "never seen" not in answer.text


def test_rule_2_a_login_changes_the_cookie_and_a_logout_kills_every_copy(app, visitor):
    visitor.post("/session", theme="dark")
    anonymous = dict(visitor.cookies)
    assert visitor.post("/login", user="42").status == 302
    assert visitor.cookies != anonymous
    assert visitor.get("/who").text == "user 42"
    assert "dark" in visitor.get("/session").text
    thief = Visitor(app)
    thief.cookies = dict(visitor.cookies)
    assert thief.get("/who").text == "user 42"
    visitor.post("/logout")
    assert visitor.get("/who").text == "nobody"
    assert thief.get("/who").text == "nobody"
    assert thief.get("/session").text == "{}"


# Rule 3: CSRF


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "text/plain", ""])
def test_rule_3_every_method_that_changes_something_needs_a_token_whatever_it_carries(visitor, method, kind):
    assert visitor.send(method, "/verb", b"{}", kind).status == 403
    token = visitor.token()
    assert visitor.send(method, "/verb", b"{}", kind).status == 403
    assert visitor.send(method, "/verb", b"{}", kind, HTTP_X_CSRF_TOKEN=token).text == method


def test_rule_3_the_token_is_not_taken_from_the_query(visitor):
    assert visitor.send("POST", f"/verb?csrf_token={visitor.token()}").status == 403


def test_rule_3_a_token_of_another_visitor_is_refused(app, visitor):
    other = Visitor(app).token()
    visitor.token()
    assert visitor.send("POST", "/verb", HTTP_X_CSRF_TOKEN=other).status == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "https://example.com"},
        {"HTTP_ORIGIN": "http://example.com:8080"},
    ],
)
def test_rule_3_a_request_from_elsewhere_is_refused_whatever_token_it_has(visitor, sent):
    assert visitor.send("POST", "/verb", HTTP_X_CSRF_TOKEN=visitor.token(), **sent).status == 403


def test_rule_3_over_https_without_origin_the_referer_decides(app):
    visitor = Visitor(app, "https")
    token = visitor.token()
    assert visitor.send("POST", "/verb", HTTP_X_CSRF_TOKEN=token).status == 403
    sent = {"HTTP_X_CSRF_TOKEN": token, "HTTP_REFERER": "https://example.com/x"}
    assert visitor.send("POST", "/verb", **sent).status == 200
    assert visitor.send("POST", "/verb", **sent | {"HTTP_REFERER": "https://evil.example/"}).status == 403


def test_rule_3_login_and_logout_forms_need_a_token_too(visitor):
    assert visitor.send("POST", "/login", b"user=42").status == 403
    visitor.post("/login", user="42")
    assert visitor.send("POST", "/logout").status == 403
    assert visitor.get("/who").text == "user 42"


def test_rule_3_a_login_makes_old_tokens_worthless(visitor):
    old = visitor.token()
    visitor.post("/login", user="42")
    assert visitor.send("POST", "/verb", HTTP_X_CSRF_TOKEN=old).status == 403


def test_rule_3_a_refusal_leaves_no_session_behind(visitor):
    assert not visitor.send("POST", "/verb").all("Set-Cookie")


# Rule 6: redirects


@pytest.mark.parametrize(
    "to", ["//evil.example", "/%5Cevil.example", "https://evil.example/", "javascript:x", "x"]
)
def test_rule_6_a_redirect_that_leads_out_is_a_400(visitor, to):
    answer = visitor.get(f"/go?to={to}")
    assert answer.status == 400
    assert not answer.all("Location")
    assert "evil" not in answer.text


@pytest.mark.parametrize("to", ["/x", "http://example.com/x", "https://login.example.net/x"])
def test_rule_6_a_redirect_to_an_allowed_place_goes(visitor, to):
    answer = visitor.get(f"/go?to={to}")
    assert (answer.status, answer.one("Location")) == (302, to)


@pytest.mark.parametrize(
    ("referer", "location"),
    [
        ("http://example.com/form?x=1", "http://example.com/form?x=1"),
        ("http://evil.example/", "/home"),
        ("https://login.example.net/", "/home"),
        ("\\\\evil", "/home"),
    ],
)
def test_rule_6_back_never_leads_out(visitor, referer, location):
    assert visitor.get("/back", HTTP_REFERER=referer).one("Location") == location


# Rule 17: flash


def test_rule_17_messages_ride_along_with_a_redirect_and_are_shown_once(visitor):
    assert visitor.get("/flash?m=one&m=%3Cb%3E").status == 302
    assert "[one][&lt;b&gt;]" in visitor.get("/").text
    assert "[" not in visitor.get("/").text


def test_rule_17_messages_of_several_requests_add_up(visitor):
    visitor.get("/flash?m=one")
    visitor.get("/flash?m=two")
    visitor.get("/plain")
    visitor.get("/who")
    assert "[one][two]" in visitor.get("/").text


@pytest.mark.parametrize(
    ("path", "status"), [("/shows-and-fails", 500), ("/shows-and-leaves", 302), ("/shows-and-aborts", 404)]
)
def test_rule_17_a_page_that_did_not_get_to_show_them_loses_none(visitor, path, status):
    visitor.get("/flash?m=one")
    assert visitor.get(path).status == status
    assert "[one]" in visitor.get("/").text


def test_rule_17_a_head_request_shows_nothing_and_loses_nothing(visitor):
    visitor.get("/flash?m=one")
    assert visitor.send("HEAD", "/").text == ""
    assert "[one]" in visitor.get("/").text


def test_rule_17_a_goodbye_survives_the_logout(visitor):
    visitor.post("/login", user="42")
    visitor.post("/logout")
    assert "[Bye]" in visitor.get("/").text


# Redis away


@pytest.fixture
def with_redis(app, redis_server):
    app.config |= {"SESSION_BACKEND": "redis", "REDIS_URL": redis_server.url}
    return Visitor(app)


@pytest.mark.redis
def test_while_redis_is_away_pages_are_read_and_changes_are_a_503(with_redis, redis_server):
    with_redis.post("/login", user="42")
    token = with_redis.token()
    assert with_redis.get("/who").text == "user 42"
    redis_server.stop()
    assert with_redis.get("/plain").status == 200
    assert with_redis.get("/who").text == "nobody"
    assert with_redis.get("/").status == 200
    assert with_redis.get("/flash?m=one").status == 503
    assert with_redis.send("POST", "/verb", HTTP_X_CSRF_TOKEN=token).status == 503
    assert Visitor(with_redis.app).get("/").status == 200


@pytest.mark.redis
def test_a_change_that_can_not_be_saved_is_a_503_and_not_a_success(with_redis, redis_server):
    """A visitor without a session: that Redis is away shows only when the answer is about to go."""
    redis_server.stop()
    answer = with_redis.get("/flash?m=one")
    assert answer.status == 503
    assert not answer.all("Location")
    assert not answer.all("Set-Cookie")
