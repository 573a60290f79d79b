"""The Request Handling page, heading by heading: one test for each documented line."""

import json
import re
from pathlib import Path

import pytest

from asok import Asok

FIREFOX_ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
SAFARI_ON_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1"
)
CHROME_ON_MAC = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
GEO = """\
first,last,city,country,lat,lon
2.125.160.0,2.125.160.255,Paris,France,48.8566,2.3522
"""


def page(body: str, name: str = "page") -> dict[str, str]:
    """A project of one page, ``/``, whose render() has this body."""
    return {f"src/pages/{name}.py": f"def render(request):\n    {body}\n"}


def token_in(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found, html
    return found[1]


class TestReadingInput:
    def test_args_holds_the_query_string(self, project):
        visitor = project({"src/pages/search/page.py": "def render(request):\n    return request.args['q']"})
        assert visitor.get("/search?q=hello").text == "hello"

    def test_args_get_works_as_well(self, project):
        visitor = project(page("return repr((request.args.get('q'), request.args.get('z')))"))
        assert visitor.get("/?q=hello").text == "('hello', None)"

    def test_a_missing_argument_is_a_clear_400(self, project):
        answer = project(page("return request.args['q']")).get("/")
        assert answer.status == 400
        assert "q" in answer.text

    def test_form_holds_the_posted_fields(self, project):
        visitor = project(page("return request.form['email']"), CSRF=False)
        assert visitor.post("/", {"email": "user@example.com"}).text == "user@example.com"

    def test_form_never_holds_the_query_string(self, project):
        visitor = project(page("return repr(request.form.get('email'))"), CSRF=False)
        assert visitor.post("/?email=query@example.com", {"name": "x"}).text == "None"

    def test_json_body_holds_the_posted_json(self, project):
        visitor = project(page("return request.json(request.json_body)"), CSRF=False)
        answer = visitor.post("/", body=b'{"key": "value"}', type="application/json")
        assert answer.json == {"key": "value"}

    def test_params_holds_what_the_folders_capture(self, project):
        visitor = project(
            {"src/pages/user/[id]/page.py": "def render(request):\n    return request.params['id']"}
        )
        assert visitor.get("/user/42").text == "42"

    def test_method_is_the_method(self, project):
        visitor = project(page("return request.method"), CSRF=False)
        assert visitor.get("/").text == "GET"
        assert visitor.post("/", {}).text == "POST"

    def test_path_is_the_path(self, project):
        visitor = project({"src/pages/contact/page.py": "def render(request):\n    return request.path"})
        assert visitor.get("/contact").text == "/contact"


class TestMetadata:
    def test_ip_is_the_peer_s_address(self, project):
        assert project(page("return request.ip")).get("/", REMOTE_ADDR="192.168.1.1").text == "192.168.1.1"

    def test_ip_is_the_client_s_address_behind_a_trusted_proxy(self, project):
        visitor = project(page("return request.ip"), TRUSTED_PROXIES=["10.0.0.0/8"])
        headers = {"X-Forwarded-For": "203.0.113.9, 10.0.0.7"}
        assert visitor.get("/", headers=headers, REMOTE_ADDR="10.0.0.1").text == "203.0.113.9"

    def test_ip_believes_nobody_by_default(self, project):
        headers = {"X-Forwarded-For": "203.0.113.9"}
        answer = project(page("return request.ip")).get("/", headers=headers, REMOTE_ADDR="192.168.1.1")
        assert answer.text == "192.168.1.1"

    def test_user_agent_is_the_raw_header(self, project):
        visitor = project(page("return request.text(request.user_agent)"))
        assert visitor.get("/", headers={"User-Agent": "Mozilla/5.0..."}).text == "Mozilla/5.0..."

    @pytest.mark.parametrize(
        ("agent", "name", "os", "mobile"),
        [
            (FIREFOX_ON_WINDOWS, "Firefox", "Windows", False),
            (SAFARI_ON_IPHONE, "Safari", "iOS", True),
            (CHROME_ON_MAC, "Chrome", "macOS", False),
        ],
    )
    def test_browser_knows_name_os_and_is_mobile(self, project, agent, name, os, mobile):
        body = "b = request.browser; return request.json([b.name, b.os, b.is_mobile])"
        assert project(page(body)).get("/", headers={"User-Agent": agent}).json == [name, os, mobile]

    def test_location_knows_city_country_lat_and_lon(self, project):
        keys = "['city', 'country', 'lat', 'lon']"
        visitor = project(
            page(f"return [request.location[key] for key in {keys}]") | {".asok/geo.csv": GEO},
        )
        assert visitor.get("/", REMOTE_ADDR="2.125.160.216").json == ["Paris", "France", 48.8566, 2.3522]

    def test_an_unknown_location_has_none_for_every_field(self, project):
        visitor = project(page("return [request.location['city']]") | {".asok/geo.csv": GEO})
        assert visitor.get("/", REMOTE_ADDR="8.8.8.8").json == [None]

    def test_location_is_unknown_without_a_database(self, project):
        assert project(page("return [request.location['country']]")).get("/").json == [None]


class TestRenderingResponses:
    def test_html_gives_the_template_every_keyword(self, project):
        files = page("return request.html('page.html', name='World', items=[1, 2, 3])")
        files["src/pages/page.html"] = "Hello {{ name }} {{ items|sum }}"
        answer = project(files).get("/")
        assert answer.text == "Hello World 6"
        assert answer.header("Content-Type") == "text/html; charset=utf-8"

    def test_html_escapes_what_it_is_given(self, project):
        files = page("return request.html('page.html', name='<script>')")
        files["src/pages/page.html"] = "{{ name }}"
        assert project(files).get("/").text == "&lt;script&gt;"

    def test_json_answers_with_json(self, project):
        answer = project(page("return request.json({'status': 'ok', 'count': 42})")).get("/")
        assert answer.json == {"status": "ok", "count": 42}
        assert answer.header("Content-Type") == "application/json"

    def test_block_answers_with_the_block_alone(self, project):
        files = page("return request.block('page.html', 'main', form='the form')")
        files |= {
            "src/partials/html/base.html": "<html><nav>menu</nav>{% block main %}{% endblock %}</html>",
            "src/pages/page.html": (
                "{% extends 'html/base.html' %}{% block main %}<p>{{ form }}</p>{% endblock %}"
            ),
        }
        assert project(files).get("/").text == "<p>the form</p>"

    def test_the_block_name_is_required(self, project):
        files = page("return request.block('page.html')") | {"src/pages/page.html": "x"}
        assert project(files).get("/").status == 500


BLOCK_PAGE = {
    "src/pages/page.py": """
        from asok import Form

        def render(request):
            form = Form({'name': Form.text('Name', 'required|min:2')}, request)
            if form.validate():
                request.flash('success', 'Sent!')
                form.reset()
            return request.html('page.html', form=form)
        """,
    "src/partials/html/base.html": """
        <!doctype html><html><head><title>T</title></head>
        <body><nav>menu</nav><main>{% block main %}{% endblock %}</main></body></html>
        """,
    "src/pages/page.html": """
        {% extends 'html/base.html' %}
        {% block main %}{% for msg in get_flashed_messages() %}<b class="{{ msg.category }}">{{ msg.message }}</b>
        {% endfor %}<form method="POST" data-block="main">{{ request.csrf_input() }}{{ form.name }}
        <button type="submit">Send</button></form>{% endblock %}
        """,
}


class TestNativeBlockSwap:
    def test_a_get_shows_the_whole_page(self, project):
        answer = project(BLOCK_PAGE).get("/")
        assert "<nav>menu</nav>" in answer.text
        assert 'name="name"' in answer.text

    def test_every_full_page_carries_the_client_script(self, project):
        visitor = project(BLOCK_PAGE)
        tag = re.search(
            r'<script src="(/static/asok\.js\?v=[^"]+)" defer></script></head>', visitor.get("/").text
        )
        assert tag
        answer = visitor.get(tag[1])
        assert answer.status == 200
        assert "immutable" in (answer.header("Cache-Control") or "")

    def test_x_block_gets_that_block_of_what_html_would_show(self, project):
        visitor = project(BLOCK_PAGE)
        token = token_in(visitor.get("/").text)
        answer = visitor.post("/", {"csrf_token": token, "name": "Ada"}, headers={"X-Block": "main"})
        assert answer.status == 200
        assert '<b class="success">Sent!</b>' in answer.text
        assert "<nav>" not in answer.text
        assert "X-Block" in (answer.header("Vary") or "")

    def test_the_same_code_serves_a_browser_without_script(self, project):
        visitor = project(BLOCK_PAGE)
        token = token_in(visitor.get("/").text)
        answer = visitor.post("/", {"csrf_token": token, "name": "Ada"})
        assert '<b class="success">Sent!</b>' in answer.text
        assert "<nav>menu</nav>" in answer.text

    def test_a_bad_form_shows_its_error_in_the_block(self, project):
        visitor = project(BLOCK_PAGE)
        token = token_in(visitor.get("/").text)
        answer = visitor.post("/", {"csrf_token": token, "name": "A"}, headers={"X-Block": "main"})
        assert "Sent!" not in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert 'value="A"' in answer.text

    def test_an_unknown_block_is_a_clear_400_and_never_the_page(self, project):
        answer = project(BLOCK_PAGE).get("/", headers={"X-Block": "sidebar<x>"})
        assert answer.status == 400
        assert "sidebar" not in answer.text
        assert "<form" not in answer.text

    def test_several_blocks_travel_in_one_answer(self, project):
        files = page("return request.html('page.html')")
        files["src/pages/page.html"] = "{% block a %}1{% endblock %}-{% block b %}2{% endblock %}"
        answer = project(files).get("/", headers={"X-Block": "a,b"})
        assert answer.text == ('<template data-block="a">1</template><template data-block="b">2</template>')


class TestResponseStatusCode:
    def test_status_code_sets_the_status(self, project):
        answer = project(page("request.status_code(201); return request.json({'created': True})")).get("/")
        assert answer.status == 201
        assert answer.json == {"created": True}

    def test_status_code_chains(self, project):
        answer = project(page("return request.status_code(201).json({'created': True})")).get("/")
        assert answer.status == 201

    def test_status_code_compares_as_an_integer(self, project):
        body = """
            before = request.status_code == 200
            request.status_code(404)
            after = request.status_code == 404
            return request.json([before, after, isinstance(request.status_code, int), request.status_code + 1])
        """
        answer = project({"src/pages/page.py": f"def render(request):{body}"}).get("/")
        assert answer.status == 404
        assert answer.json == [True, True, True, 405]


class TestFileDownload:
    @pytest.fixture
    def report(self, tmp_path_factory) -> Path:
        file = tmp_path_factory.mktemp("files") / "report.pdf"
        file.write_bytes(b"%PDF-1.7 the report")
        return file

    def test_send_file_takes_an_absolute_path_and_downloads(self, project, report):
        answer = project(page(f"return request.send_file({str(report)!r})")).get("/")
        assert answer.body == b"%PDF-1.7 the report"
        assert answer.header("Content-Type") == "application/pdf"
        assert (answer.header("Content-Disposition") or "").startswith('attachment; filename="report.pdf"')

    def test_send_file_shows_inline_when_asked(self, project, report):
        answer = project(page(f"return request.send_file({str(report)!r}, as_attachment=False)")).get("/")
        assert (answer.header("Content-Disposition") or "").startswith("inline")

    def test_send_file_takes_another_name(self, project, report):
        answer = project(page(f"return request.send_file({str(report)!r}, filename='export.csv')")).get("/")
        assert 'filename="export.csv"' in (answer.header("Content-Disposition") or "")

    def test_a_missing_file_is_a_404(self, project, report):
        assert project(page(f"return request.send_file({str(report) + 'x'!r})")).get("/").status == 404


class TestRedirect:
    def test_redirect_stops_and_sends_302(self, project):
        answer = project(page("request.redirect('/dashboard'); return 'not reached'")).get("/")
        assert answer.status == 302
        assert answer.header("Location") == "/dashboard"

    def test_redirect_raises_redirect_exception(self, project):
        body = """
            from asok import RedirectException
            try:
                request.redirect('/dashboard')
            except RedirectException as error:
                return type(error).__name__
        """
        assert (
            project({"src/pages/page.py": f"def render(request):{body}"}).get("/").text == "RedirectException"
        )

    def test_redirect_never_leaves_the_site_by_accident(self, project):
        answer = project(page("request.redirect(request.args['next'])")).get("/?next=//evil.example")
        assert answer.status == 400
        assert answer.header("Location") is None

    def test_a_block_request_learns_of_the_redirect_in_a_header(self, project):
        answer = project(page("request.redirect('/dashboard')")).get("/", headers={"X-Block": "main"})
        assert answer.status == 200
        assert answer.header("X-Redirect") == "/dashboard"
        assert answer.header("Location") is None
        assert answer.body == b""


class TestRedirectBack:
    def test_back_goes_to_the_referer(self, project):
        headers = {"Referer": "http://127.0.0.1/news?page=2"}
        answer = project(page("request.back()")).get("/", headers=headers)
        assert answer.status == 302
        assert (answer.header("Location") or "").endswith("/news?page=2")

    def test_back_goes_to_the_front_page_without_a_referer(self, project):
        assert project(page("request.back()")).get("/").header("Location") == "/"

    def test_back_takes_a_default(self, project):
        assert project(page("request.back(default='/home')")).get("/").header("Location") == "/home"

    def test_back_never_follows_a_foreign_referer(self, project):
        headers = {"Referer": "https://evil.example/"}
        assert project(page("request.back()")).get("/", headers=headers).header("Location") == "/"


FLASH_PAGES = {
    "src/pages/send/page.py": """
        def render(request):
            request.flash('success', 'Your message has been sent!')
            request.flash('info', '<b>')
            request.redirect('/contact')
        """,
    "src/pages/contact/page.html": """
        {% for msg in get_flashed_messages() %}
            <div class="flash {{ msg.category }}">{{ msg.message }}</div>
        {% endfor %}
        """,
}


class TestFlashMessages:
    def test_a_flash_survives_the_redirect_and_shows_once(self, project):
        visitor = project(FLASH_PAGES)
        assert visitor.get("/send").header("Location") == "/contact"
        shown = visitor.get("/contact").text
        assert '<div class="flash success">Your message has been sent!</div>' in shown
        assert '<div class="flash info">&lt;b&gt;</div>' in shown
        assert "flash" not in visitor.get("/contact").text

    def test_nobody_else_sees_it(self, project):
        visitor = project(FLASH_PAGES)
        visitor.get("/send")
        assert "flash" not in type(visitor)(visitor.app).get("/contact").text


CSRF_PAGE = {
    "src/pages/page.py": """
        def get(request):
            return request.html('page.html')

        def answer(request):
            return request.method

        post = put = delete = patch = answer
        """,
    "src/pages/page.html": """
        <form method="POST">{{ request.csrf_input() }}</form>
        <script type="text/plain">{'X-CSRF-Token': '{{ request.csrf_token_value }}'}</script>
        """,
}


class TestCSRFProtection:
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_it_is_on_by_default(self, project, method):
        assert project(CSRF_PAGE).send(method, "/").status == 403

    def test_the_hidden_input_lets_a_form_through(self, project):
        visitor = project(CSRF_PAGE)
        token = token_in(visitor.get("/").text)
        assert visitor.post("/", {"csrf_token": token}).text == "POST"

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_the_header_lets_a_script_through(self, project, method):
        visitor = project(CSRF_PAGE)
        token = re.search(r"'X-CSRF-Token': '([^']+)'", visitor.get("/").text)
        assert token
        assert visitor.send(method, "/", headers={"X-CSRF-Token": token[1]}).text == method

    def test_a_token_of_another_visitor_is_refused(self, project):
        visitor = project(CSRF_PAGE)
        token = token_in(type(visitor)(visitor.app).get("/").text)
        visitor.get("/")
        assert visitor.post("/", {"csrf_token": token}).status == 403


class TestCookies:
    def test_cookies_dict_holds_all_cookies(self, project):
        visitor = project(page("return dict(request.cookies_dict)"))
        visitor.cookies = {"key": "value", "other": "x"}
        assert visitor.get("/").json == {"key": "value", "other": "x"}

    def test_cookies_dict_get_reads_one(self, project):
        visitor = project(page("return [request.cookies_dict.get('key'), request.cookies_dict.get('none')]"))
        visitor.cookies = {"key": "value"}
        assert visitor.get("/").json == ["value", None]


class TestEnvironmentVariables:
    def test_env_reads_the_environment(self, project, monkeypatch):
        monkeypatch.setenv("GREETING", "hello")
        assert project(page("return request.env('GREETING')")).get("/").text == "hello"

    def test_env_takes_a_default(self, project, monkeypatch):
        monkeypatch.delenv("MISSING", raising=False)
        assert project(page("return request.env('MISSING', 'default')")).get("/").text == "default"

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("true", True),
            ("False", False),
            ("null", None),
            ("42", 42),
            ("1.5", 1.5),
            ("[1, 2]", [1, 2]),
            ("007", "007"),
        ],
    )
    def test_env_casts(self, project, monkeypatch, text, value):
        monkeypatch.setenv("VALUE", text)
        assert project(page("return [request.env('VALUE')]")).get("/").json == [value]

    def test_env_reads_the_env_file_below_the_environment(self, project, monkeypatch):
        monkeypatch.setenv("ONE", "environment")
        files = page("return [request.env('ONE'), request.env('TWO')]") | {".env": "ONE=file\nTWO=file\n"}
        assert project(files).get("/").json == ["environment", "file"]


LANGUAGE_PAGE = {
    "src/pages/page.html": "{{ request.lang }}: {{ __('welcome') }}",
    "src/pages/python/page.py": "def render(request):\n    return request.__('welcome')",
    "src/locales/en.json": json.dumps({"welcome": "Welcome"}),
    "src/locales/fr.json": json.dumps({"welcome": "Bienvenue"}),
}


class TestInternationalization:
    def test_the_default_is_the_config_s(self, project):
        assert project(LANGUAGE_PAGE, LOCALE="fr").get("/").text == "fr: Bienvenue"

    def test_accept_language_beats_the_default(self, project):
        answer = project(LANGUAGE_PAGE).get("/", headers={"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.8"})
        assert answer.text == "fr: Bienvenue"
        assert "Accept-Language" in (answer.header("Vary") or "")

    def test_the_cookie_beats_accept_language(self, project):
        visitor = project(LANGUAGE_PAGE)
        visitor.cookies = {"asok_lang": "en"}
        assert visitor.get("/", headers={"Accept-Language": "fr"}).text == "en: Welcome"

    def test_the_query_beats_the_cookie_and_is_remembered(self, project):
        visitor = project(LANGUAGE_PAGE)
        visitor.cookies = {"asok_lang": "en"}
        assert visitor.get("/?lang=fr").text == "fr: Bienvenue"
        assert visitor.get("/").text == "fr: Bienvenue"

    def test_a_language_without_a_catalogue_is_never_chosen(self, project):
        visitor = project(LANGUAGE_PAGE)
        assert visitor.get("/?lang=../../etc").text == "en: Welcome"
        assert "asok_lang" not in visitor.cookies

    def test_python_translates_as_well(self, project):
        assert project(LANGUAGE_PAGE).get("/python?lang=fr").text == "Bienvenue"

    def test_a_missing_key_is_shown_as_it_is(self, project):
        files = {"src/pages/page.html": "{{ __('not.there') }}"}
        assert project(files).get("/").text == "not.there"


SHARED_PAGE = {
    "src/pages/page.html": "<h1>{{ site_name }} {{ version }}</h1>{% if user %}Hello, {{ user.name }}{% endif %}",
    "src/pages/python/page.py": "def render(request):\n    return str(request.shared('user') is request.shared('user'))",
    "src/pages/unused/page.html": "nothing",
}


class User:
    name = "Ada"


class TestVariableSharing:
    def test_values_are_in_every_template(self, project):
        visitor = project(
            SHARED_PAGE, lambda app: app.share(site_name="My Blog", version="1.0", user=lambda r: None)
        )
        assert visitor.get("/").text == "<h1>My Blog 1.0</h1>"

    def test_a_callable_gets_the_request(self, project):
        visitor = project(
            {"src/pages/page.html": "{{ where }}"},
            lambda app: app.share(where=lambda anything: anything.path),
        )
        assert visitor.get("/").text == "/"

    def test_a_callable_is_called_once_and_only_when_used(self, project):
        calls: list[object] = []

        def user(request: object) -> User:
            calls.append(request)
            return User()

        def share(app: Asok) -> None:
            app.share(site_name="My Blog", version="1.0", user=user)

        visitor = project(SHARED_PAGE, share)
        assert visitor.get("/unused").text == "nothing"
        assert not calls
        assert visitor.get("/").text == "<h1>My Blog 1.0</h1>Hello, Ada"
        assert len(calls) == 1

    def test_shared_gives_the_value_to_python(self, project):
        visitor = project(SHARED_PAGE, lambda app: app.share(user=lambda r: User()))
        assert visitor.get("/python").text == "True"

    def test_what_a_page_gives_wins_over_what_is_shared(self, project):
        files = page("return request.html('page.html', site_name='Mine')")
        files["src/pages/page.html"] = "{{ site_name }}"
        assert project(files, lambda app: app.share(site_name="Shared")).get("/").text == "Mine"
