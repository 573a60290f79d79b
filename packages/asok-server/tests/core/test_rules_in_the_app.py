"""The rules of safety, seen from outside: requests in, answers out."""

import importlib
import json
import re
import sys
from textwrap import dedent

import pytest
from asok_server.answers import NoAnswer
from asok_server.config import ConfigWarning
from asok_server.errors import ConfigError
from asok_server.testing.calls import call, environ_of

PAGE = {
    "pages/page.py": "def get(request):\n    return request.html('page.html')\n",
    "pages/page.html": "<p>page</p>",
}


def render(body: str) -> dict[str, str]:
    return {"pages/page.py": f"def render(request):\n    {body}\n"}


class TestRule1Start:
    @pytest.mark.parametrize("key", ["", "short", "x" * 40])
    def test_rule_1_a_weak_key_refuses_to_start_and_says_how_to_make_one(self, project, key):
        with pytest.raises(ConfigError, match="secrets"):
            project(PAGE, SECRET_KEY=key).app.start()

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("REDIRECT_ORIGINS", ["login.example.com"]),
            ("REDIRECT_ORIGINS", ["https://example.com/"]),
            ("REDIRECT_ORIGINS", ["https://example.com; script-src *"]),
            ("TRUSTED_PROXIES", ["the proxy"]),
            ("ALLOWED_HOSTS", ["a.com,b.com"]),
            ("LOCALE", ""),
            ("LOCALE", "en, fr"),
            ("CSP", "https://images.example.com"),
            ("CSP", "img-src: 'self'"),
            ("CSP", "img-src self"),
            ("CSP", "img-src 'self', script-src 'self'"),
        ],
    )
    def test_rule_1_a_setting_that_can_mean_nothing_refuses_to_start_and_is_named(self, project, key, value):
        with pytest.raises(ConfigError, match=key):
            project(PAGE, **{key: value}).app.start()

    @pytest.mark.parametrize(
        ("key", "value", "right"),
        [
            ("ALLOWED_HOSTS", "https://example.com", "'example.com'"),
            ("ALLOWED_HOSTS", "example.com, example.net", "a list"),
            ("TRUSTED_PROXIES", "nginx", "'10.0.0.0/8'"),
        ],
    )
    def test_rule_1_a_host_or_proxy_that_is_none_is_told_how_one_is_written(self, project, key, value, right):
        with pytest.raises(ConfigError, match=right):
            project(PAGE, **{key: value}).app.start()

    def test_rule_1_an_env_file_that_is_no_text_refuses_to_start_and_is_named(self, project, tmp_path):
        (tmp_path / ".env").write_bytes(b"NAME=caf\xe9\n")
        with pytest.raises(ConfigError, match=r"\.env is not UTF-8"):
            project(PAGE).app.start()

    def test_rule_1_production_is_the_default(self, project):
        answer = project(render("return 1 / 0")).send()
        assert answer.status == 500
        assert "ZeroDivisionError" not in answer.text


class TestRule2Sessions:
    @pytest.mark.parametrize("nobody", ["None", "''", "{'id': None}", "type('User', (), {'id': None})"])
    def test_rule_2_nobody_is_never_logged_in(self, project, nobody, caplog):
        answer = project(render(f"request.login({nobody})\n    return 'in'")).send()
        assert answer.status == 500
        assert not answer.all("Set-Cookie")
        assert "a user id can't be empty" in caplog.text

    @pytest.mark.parametrize("thing", ["object()", "type('User', (), {'id': object()})", "len", "(1,)"])
    def test_rule_2_no_object_in_memory_is_logged_in(self, project, thing, caplog):
        answer = project(render(f"request.login({thing})\n    return 'in'")).send()
        assert answer.status == 500
        assert not answer.all("Set-Cookie")
        assert "is no id, and has none" in caplog.text

    @pytest.mark.parametrize(("scheme", "samesite"), [("https", "None"), ("http", "Lax")])
    def test_rule_2_a_session_for_other_sites_needs_https(self, project, scheme, samesite):
        site = project(render("request.session['a'] = 1; return 'x'"), SESSION_SAMESITE="None")
        assert f"SameSite={samesite}" in site.send(scheme=scheme).header("Set-Cookie")

    @pytest.mark.parametrize("user", ["7", "'7'", "{'id': 7}", "type('User', (), {'id': '7'})"])
    def test_rule_2_an_id_or_whoever_has_one_is_logged_in(self, project, user):
        page = render(f"request.login({user})\n    return request.session.user_id")
        assert project(page).send().text == "7"


class TestRule3Csrf:
    def test_rule_3_who_writes_a_form_without_its_token_is_told_what_to_write(self, project):
        refused = project(render("return 'never'"), DEBUG=True).send("POST")
        assert refused.status == 403
        assert "{{ request.csrf_input() }}" in refused.text

    def test_rule_3_visitors_are_told_to_reload_the_page(self, project):
        refused = project(render("return 'never'")).send("POST")
        assert refused.status == 403
        assert "Reload the page" in refused.text
        assert "csrf_input" not in refused.text


class TestRule4Verbs:
    @pytest.mark.parametrize("method", ["get", "Get", "FOO", "__INIT__", "RENDER", "PROPFIND"])
    @pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
    def test_rule_4_a_method_out_of_the_set_is_never_looked_up(self, project, method):
        files = {
            "pages/page.py": "def render(request):\n    return 'x'\ndef foo(request):\n    return 'secret'\n"
        }
        assert project(files).send(method).status == 501

    def test_rule_4_trace_is_not_answered(self, project):
        answer = project(PAGE).send("TRACE")
        assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD, OPTIONS")

    def test_rule_4_a_method_that_the_page_lacks_is_405_with_allow(self, project):
        answer = project(PAGE, CSRF=False).send("DELETE")
        assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD, OPTIONS")

    def test_rule_4_options_names_what_is_allowed(self, project):
        answer = project(render("return 'x'")).send("OPTIONS")
        assert answer.status == 204
        assert answer.header("Allow") == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
        assert answer.body == b""

    def test_rule_4_options_for_the_whole_site_names_every_method(self, project):
        environ = environ_of("OPTIONS", "http", "localhost", "*", "", b"")
        status, headers, body = call(project(PAGE).app, environ)  # wsgiref.validate does not know this target
        assert (status, dict(headers)["Allow"], body) == (
            204,
            "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
            b"",
        )

    def test_rule_4_no_other_method_has_the_whole_site_for_a_target(self, project):
        environ = environ_of("GET", "http", "localhost", "*", "", b"")
        assert call(project(PAGE).app, environ)[0] == 404

    @pytest.mark.parametrize("method", ["get", "FOO", "PROPFIND"])
    @pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
    def test_rule_4_a_method_out_of_the_set_is_told_so_before_any_page_is_missed(self, project, method):
        assert project(PAGE).send(method, "/nowhere").status == 501

    def test_rule_4_head_is_get_without_a_body(self, project):
        site = project(render("return 'hello'"))
        answer = site.send("HEAD")
        assert (answer.status, answer.body, answer.header("Content-Length")) == (200, b"", "5")

    @pytest.mark.parametrize("name", ["_method", "X-HTTP-Method-Override"])
    def test_rule_4_a_method_is_never_overridden(self, project, name):
        site = project(render("return request.method"), CSRF=False)
        sent = site.send(
            "POST",
            body=f"{name}=DELETE".encode(),
            CONTENT_TYPE="application/x-www-form-urlencoded",
            HTTP_X_HTTP_METHOD_OVERRIDE="DELETE",
        )
        assert sent.text == "POST"

    def test_rule_4_the_method_s_own_function_wins_over_render(self, project):
        files = {
            "pages/page.py": "def render(request):\n    return 'render'\ndef post(request):\n    return 'post'\n"
        }
        site = project(files, CSRF=False)
        assert (site.send("POST").text, site.send("PUT").text) == ("post", "render")


class TestRule5Routes:
    @pytest.mark.parametrize(
        "path", ["/metrics", "/health", "/admin", "/404", "/500", "/page.py", "/page.html"]
    )
    def test_rule_5_nothing_is_public_that_was_not_asked_for(self, project, path):
        files = PAGE | {"pages/404/page.html": "not there"}
        assert project(files).send(path=path).status == 404

    @pytest.mark.parametrize(
        "path",
        [
            "/static/html/base.html",
            "/static/../pages/page.py",
            "/static/css/.secret",
            "/static/",
            "/static/css",
            "/.env",
        ],
    )
    def test_rule_5_source_files_and_dotfiles_are_404(self, project, path):
        files = PAGE | {
            "partials/html/base.html": "x",
            "partials/css/.secret": "x",
            "partials/css/a.css": "x",
        }
        assert project(files).send(path=path).status == 404

    @pytest.mark.parametrize("path", ["/\xff", "/\xc3", "/a\xed\xa0\x80", "/\xc0\xaf"])
    def test_rule_5_a_path_that_is_no_utf_8_is_404(self, project, path):
        site = project(
            {"pages/[rest:path]/page.py": "def get(request):\n    return request.params['rest']\n"}
        )
        assert site.send(PATH_INFO=path).status == 404

    def test_rule_5_a_path_in_utf_8_is_decoded_once(self, project):
        site = project(
            {"pages/[rest:path]/page.py": "def get(request):\n    return request.params['rest']\n"}
        )
        assert site.send(path="/%C3%A9%2541").text == "é%41"

    def test_a_slash_too_many_leads_to_the_page(self, project):
        site = project({"pages/a/page.html": "a"})
        answer = site.send(path="/a/", query="x=1")
        assert (answer.status, answer.header("Location")) == (308, "/a?x=1")
        assert site.send(path="//a/").status == 404

    def test_two_slashes_are_no_address_of_the_front_page(self, project):
        assert project(PAGE).send(path="//").status == 404


class TestRule7HeadersOut:
    @pytest.mark.parametrize("value", ["a\r\nSet-Cookie: x=1", "a\nb", "a\0b", "€"])
    def test_rule_7_what_no_header_can_carry_never_leaves(self, project, value):
        answer = project(render(f"request.header('X-Test', {value!r}); return 'x'")).send()
        assert answer.status == 500
        assert answer.header("X-Test") is None

    def test_rule_7_a_response_of_the_page_s_own_is_checked_as_well(self, project):
        body = "from asok_server import Response; return Response(b'x', 200, (('X-Test', 'a\\r\\nb'),))"
        assert project(render(body)).send().status == 500

    @pytest.mark.parametrize("name", ["Connection", "transfer-encoding", "Upgrade", "Keep-Alive"])
    def test_rule_7_what_is_the_server_s_to_send_never_reaches_it(self, project, name, caplog):
        answer = project(render(f"return request.header({name!r}, 'x').text('x')")).send()
        assert (answer.status, answer.header(name)) == (500, None)
        assert "PEP 3333" in caplog.text

    @pytest.mark.parametrize("value", ["5", "None", "['a']", "b'a'"])
    def test_rule_7_a_header_that_is_no_text_is_named(self, project, value, caplog):
        assert project(render(f"return request.header('X-Test', {value}).text('x')")).send().status == 500
        assert f"the header 'X-Test' is {value}: both are texts" in caplog.text

    def test_rule_7_a_translated_text_leaves_as_a_plain_one(self, project):
        line = "return request.header('X-Test', request.__('v_required', label='It')).text('x')"
        assert project(render(line)).send().header("X-Test") == "It is required."

    def test_rule_7_headers_that_are_no_pairs_are_told_so(self, project, caplog):
        body = "from asok_server import Response; return Response(b'x', 200, {'X-Test': 'a'})"
        assert project(render(body)).send().status == 500
        assert "the headers of a Response are pairs" in caplog.text

    def test_rule_7_a_cookie_is_lax_and_for_the_whole_site(self, project):
        site = project(render("request.set_cookie('a', 'b c'); return 'x'"))
        assert site.send().header("Set-Cookie") == 'a="b\\040c"; Path=/; SameSite=Lax'
        assert "Secure" not in site.send().header("Set-Cookie")
        assert "Secure" in site.send(scheme="https").header("Set-Cookie")

    def test_rule_7_and_8_any_cookie_comes_back_as_it_was(self, project):
        files = {
            "pages/page.py": "def get(request):\n    request.set_cookie('a', 'é \";,\\\\ %41')\n    return 'x'\n",
            "pages/read/page.py": "def get(request):\n    return [request.cookies_dict['a']]\n",
        }
        site = project(files)
        pair = site.send().header("Set-Cookie").partition("; ")[0]
        assert json.loads(site.send(path="/read", HTTP_COOKIE=pair).body) == ['é ";,\\ %41']

    @pytest.mark.parametrize(
        "answer",
        [
            "request.header('Content-Length', '3').text('é\u00e9')",
            "request.header('Content-Length', '9').text('')",
            "Response(b'abc', 200, (('content-length', '2'),))",
        ],
    )
    def test_rule_7_a_length_that_is_not_the_body_s_is_an_error_that_says_so(self, project, answer, caplog):
        body = f"from asok_server import Response; return {answer}"
        assert project(render(body)).send().status == 500
        assert "leave it out" in caplog.text

    def test_rule_7_a_length_that_is_right_is_sent_once(self, project):
        body = "from asok_server import Response; return Response(b'abc', 200, (('Content-Length', '3'),))"
        for answer in (render(body), render("return request.header('Content-Length', '3').text('abc')")):
            assert project(answer).send().all("Content-Length") == ["3"]

    def test_rule_7_what_answers_head_may_say_the_length_of_a_body_that_it_has_not_made(self, project):
        page = "def head(request):\n    return request.header('Content-Length', '9').text('')\n"
        assert project({"pages/page.py": page}).send("HEAD").all("Content-Length") == ["9"]


class TestRule9Files:
    @pytest.mark.parametrize("asked", [{}, {"HTTP_RANGE": "bytes=0-1"}, {"HTTP_IF_NONE_MATCH": "*"}])
    def test_rule_9_a_file_keeps_the_status_of_its_page_and_is_then_sent_whole(
        self, project, tmp_path, asked
    ):
        (tmp_path / "gone.html").write_text("<p>gone</p>")
        line = f"return request.send_file({str(tmp_path / 'gone.html')!r}, as_attachment=False)"
        error_page = {"pages/404/page.py": f"def get(request):\n    {line}\n"}
        answer = project(render(f"request.status_code(410)\n    {line}") | error_page)
        assert (answer.send(**asked).status, answer.send(**asked).text) == (410, "<p>gone</p>")
        missing = answer.send(path="/nowhere", **asked)
        assert (missing.status, missing.text) == (404, "<p>gone</p>")

    def test_rule_9_a_static_file_sets_no_cookie_whatever_a_middleware_does(self, project):
        def setup(app):
            @app.use
            def counting(request, following):
                request.session["seen"] = request.session.get("seen", 0) + 1
                return following(request.set_cookie("visitor", "7"))

        site = project(PAGE | {"partials/css/app.css": "a{}"}, setup)
        assert not site.send(path="/static/css/app.css").all("Set-Cookie")
        assert len(site.send().all("Set-Cookie")) == 2
        assert len(site.send(path="/static/missing.css").all("Set-Cookie")) == 2


class TestRule10Escaping:
    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \x01javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
        ],
    )
    @pytest.mark.parametrize(
        "tag",
        [
            '<a href="{{ url }}">',
            "<a href='{{ url }}'>",
            "<a href={{ url }}>",
            '<form action="{{ url }}">',
            '<button formaction="{{ url }}">',
            '<iframe src="{{ url }}">',
            '<a class="x" HREF = "{{ url }}">',
            '<a href="{% if true %}{{ url }}{% endif %}">',
            '<a href="{{ url|safe }}">',
            '<{{ "a" }} href="{{ url }}">',
            '<!--> <a href="{{ url }}">',
            '<!-- x --!> <a href="{{ url }}">',
        ],
    )
    def test_rule_10_an_address_that_runs_something_is_made_inert(self, project, url, tag):
        files = render(f"return request.html('page.html', url={url!r})") | {"pages/page.html": tag}
        assert "script:" not in project(files).send().text.lower()
        assert "data:" not in project(files).send().text

    @pytest.mark.parametrize(
        "url", ["/a?b=c:d", "https://example.com/x", "mailto:a@b.c", "tel:+1", "?q=a:b", "#x:y", "a/b:c", ""]
    )
    def test_rule_10_any_other_address_passes(self, project, url):
        files = render(f"return request.html('page.html', url={url!r})") | {
            "pages/page.html": '<a href="{{ url }}">'
        }
        assert project(files).send().text == f'<a href="{url}">'

    def test_rule_10_an_address_may_not_be_put_together_to_run_something(self, project):
        files = render("return request.html('page.html', a='java', b='script:x')")
        files["pages/page.html"] = '<a href="{{ a }}{{ b }}">'
        assert project(files).send().text == '<a href="java">'

    @pytest.mark.parametrize(
        "value",
        ["{{ a }}{% if b %}{{ b }}{% endif %}", "{% for part in (a, b) %}{{ part }}{% endfor %}"],
    )
    def test_rule_10_statements_put_no_address_together_that_runs_something(self, project, value):
        files = render("return request.html('page.html', a='javascript', b='\\t:alert(1)')")
        files["pages/page.html"] = f'<a href="{value}">'
        assert project(files).send().text == '<a href="javascript#">'

    def test_rule_10_an_address_among_attributes_is_made_inert_as_well(self, project):
        files = render("return request.html('page.html', x='javascript:x')")
        files["pages/page.html"] = (
            "<a{{ {'HREF': x, 'title': x, 'id': none, 'src': missing}|xmlattr }}>"
            "<a {{ {'href': '/x', 'action': x|trusted_url}|xmlattr(false) }}>"
        )
        assert project(files).send().text == (
            '<a HREF="#" title="javascript:x"><a href="/x" action="javascript:x">'
        )

    def test_rule_10_what_is_vouched_for_passes(self, project):
        files = render("return request.html('page.html', url='data:image/png;base64,x')")
        files["pages/page.html"] = '<img src="{{ url|trusted_url }}">'
        assert project(files).send().text == '<img src="data:image/png;base64,x">'

    def test_rule_10_other_attributes_and_texts_are_left_alone(self, project):
        files = render("return request.html('page.html', x='javascript:x')")
        files["pages/page.html"] = '<p title="{{ x }}">{{ x }}</p><!-- <a href="{{ x }}"> --><p>{{ x }}</p>'
        text = project(files).send().text
        assert '<p title="javascript:x">javascript:x</p>' in text
        assert text.endswith("<p>javascript:x</p>")

    def test_rule_10_json_in_a_script_is_safe(self, project):
        files = render("return request.html('page.html', x='</script><!--')")
        files["pages/page.html"] = "<script>let x = {{ x|tojson }}</script>"
        assert project(files).send().text.count("</script>") == 1


class TestRule11Headers:
    @pytest.mark.parametrize("path", ["/", "/nowhere", "/fails", "/moved", "/static/a.css"])
    def test_rule_11_every_answer_has_them(self, project, path):
        files = PAGE | {
            "pages/fails/page.py": "def get(request):\n    1 / 0\n",
            "pages/moved/page.py": "def get(request):\n    request.redirect('/')\n",
            "partials/a.css": "a{}",
        }
        answer = project(files).send(path=path)
        assert answer.header("X-Content-Type-Options") == "nosniff"
        assert answer.header("Referrer-Policy") == "strict-origin-when-cross-origin"
        assert answer.header("Cross-Origin-Opener-Policy") == "same-origin"
        assert "frame-ancestors" in answer.header("Content-Security-Policy")
        assert answer.header("Access-Control-Allow-Origin") is None
        assert answer.header("Strict-Transport-Security") is None

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"),
            ("cross-origin-opener-policy", "unsafe-none"),
            ("Strict-Transport-Security", "max-age=0"),
        ],
    )
    def test_rule_11_a_page_s_own_header_is_not_contradicted(self, project, name, value):
        answer = project(render(f"return request.header({name!r}, {value!r}).text('x')")).send(scheme="https")
        assert answer.all(name) == [value]
        assert answer.all("X-Content-Type-Options") == ["nosniff"]
        made = f"from asok_server import Response\ndef get(request):\n    return Response(b'', 200, (({name!r}, {value!r}),))\n"
        assert project({"pages/page.py": made}).send(scheme="https").all(name) == [value]

    def test_rule_11_https_is_strict(self, project):
        assert project(PAGE).send(scheme="https").header("Strict-Transport-Security")

    def test_rule_11_a_nonce_is_there_where_a_template_asks(self, project):
        files = PAGE | {"pages/page.html": '<script nonce="{{ request.csp_nonce }}">1</script>'}
        answer = project(files).send()
        nonce = answer.text.split('"')[1]
        assert f"'nonce-{nonce}'" in answer.header("Content-Security-Policy")
        assert nonce not in project(files).send().text


BLOCKS = {
    "pages/page.html": "{% extends 'html/base.html' %}{% block main %}main{% endblock %}",
    "partials/html/base.html": "<html><head></head><body>{% block main %}{% endblock %}{% block side %}side{% endblock %}</body></html>",
}


class TestRule12Blocks:
    @pytest.mark.parametrize(
        "asked",
        [
            "nothing",
            "main,nothing",
            "",
            ",",
            "main,",
            "<b>",
            "main side",
            "self",
            "__class__",
            "é" * 2000,
            ",".join(map(str, range(17))),
        ],
    )
    def test_rule_12_what_is_no_block_is_a_400_that_reflects_nothing(self, project, asked):
        answer = project(BLOCKS).send(HTTP_X_BLOCK=asked.encode().decode("latin-1"))
        assert answer.status == 400
        assert answer.text.startswith("<!doctype html>")
        if len(asked) > 6:
            assert asked not in answer.text

    def test_rule_12_sixteen_blocks_are_not_too_many_and_doubles_count_once(self, project):
        assert project(BLOCKS).send(HTTP_X_BLOCK=",".join(["main", "side"] * 8)).status == 200

    def test_rule_12_every_answer_of_a_page_with_blocks_varies(self, project):
        site = project(BLOCKS)
        assert "X-Block" in site.send().header("Vary")
        assert "X-Block" in site.send(HTTP_X_BLOCK="main").header("Vary")
        assert site.send(HTTP_X_BLOCK="main").text == "main"

    def test_rule_12_a_stream_of_a_page_with_blocks_varies(self, project):
        site = project(BLOCKS | render("return request.stream('page.html')"))
        assert "X-Block" in site.send().header("Vary")

    @pytest.mark.parametrize("asked", [None, "main"])
    def test_rule_12_a_redirect_varies_since_a_block_request_is_told_in_another_way(self, project, asked):
        site = project(PAGE | {"pages/a/page.html": "a"})
        answer = site.send(path="/a/", HTTP_X_BLOCK=asked)
        assert answer.status == (308 if asked is None else 200)
        assert answer.header("Vary") == "X-Block"

    def test_rule_12_a_block_that_can_not_be_told_from_the_rest_comes_with_the_whole_page(self, project):
        page = "<!doctype html><head></head><p>a</p>{% filter reverse %}{% block main %}b{% endblock %}{% endfilter %}"
        site = project({"pages/page.html": page})
        answer = site.send(HTTP_X_BLOCK="main")
        assert (answer.status, answer.text) == (200, site.send().text)
        assert answer.text.startswith("<!doctype html><head><script")

    def test_rule_12_a_part_of_a_page_is_not_taken_for_such_a_block(self, project, caplog):
        page = "<p>a</p>{% filter reverse %}{% block main %}b{% endblock %}{% endfilter %}"
        assert project({"pages/page.html": page}).send(HTTP_X_BLOCK="main").status == 500
        assert "block 'main' of 'page.html' can't be rendered alone" in caplog.text

    def test_a_page_without_blocks_does_not_vary(self, project):
        assert project(PAGE).send().header("Vary") is None


class TestRule13Errors:
    def test_rule_13_a_failed_page_sets_no_cookie_and_says_nothing(self, project, caplog):
        body = "request.set_cookie('a', 'b'); request.session['x'] = 1; request.flash('a', 'b'); raise ValueError('secret')"
        answer = project(render(body)).send()
        assert answer.status == 500
        assert answer.header("Set-Cookie") is None
        assert "secret" not in answer.text
        assert "secret" in caplog.text

    def test_rule_13_the_log_and_the_answer_share_an_id(self, project, caplog):
        answer = project(render("return 1 / 0")).send()
        number = answer.header("X-Request-Id")
        assert [record.request_id for record in caplog.records] == [number]

    def test_rule_13_an_error_page_that_fails_is_replaced(self, project, caplog):
        files = render("return 1 / 0") | {"pages/500/page.html": "{{ 1 / 0 }}"}
        answer = project(files).send()
        assert answer.status == 500
        assert "Something went wrong here" in answer.text
        assert len(caplog.records) == 2

    @pytest.mark.parametrize(
        "body",
        ["request.events(None)", "request.stream(5)", "Response(None)", "Response(5)", "Response([5])"],
    )
    def test_rule_13_what_can_not_be_streamed_is_a_500(self, project, body, caplog):
        body = f"from asok_server import Response; return {body}"
        assert project(render(body)).send().status == 500
        assert "NoAnswer" in caplog.text

    @pytest.mark.parametrize("event", ["{'data': 'x'}", "'x'", "b'x'"])
    def test_rule_13_one_event_in_place_of_several_is_a_500(self, project, event, caplog):
        assert project(render(f"return request.events({event})")).send().status == 500
        assert "this is one event" in caplog.text

    def test_rule_13_a_stream_in_a_response_of_the_page_s_own_is_logged_where_it_breaks(
        self, project, caplog
    ):
        body = "from asok_server import Response; return Response((1 / n for n in [0]), 201)"
        assert project(render(body)).send().status == 500
        assert "ZeroDivisionError" in caplog.text

    def test_rule_13_a_stream_in_a_response_of_the_page_s_own_keeps_its_status(self, project):
        body = "from asok_server import Response; return Response(iter([b'a', b'b']), 201)"
        answer = project(render(body)).send()
        assert (answer.status, answer.body) == (201, b"ab")

    def test_rule_13_an_error_page_that_shows_nothing_refuses_to_start(self, project):
        files = PAGE | {"pages/404/page.py": "def post(request):\n    return 'x'\n"}
        with pytest.raises(ConfigError, match=r"404/page\.py shows no error: define render"):
            project(files).app.start()

    def test_rule_13_a_page_that_exits_ends_its_request_alone(self, project, caplog):
        answer = project(render("raise SystemExit('enough')")).send()
        assert answer.status == 500
        assert "enough" in caplog.text

    @pytest.mark.parametrize("answer", ["{1, 2}", "(1, 2)", "range(2)"])
    def test_rule_13_what_is_all_there_and_no_text_breaks_off_no_stream(self, project, answer, caplog):
        assert project(render(f"return {answer}")).send().status == 500
        assert "streamed int" in caplog.text

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ("None", "returned None; did you forget `return`?"),
            ("42", "returned a value of the type int"),
            ("'gone', 404", "returned a tuple: set a status with request.status_code(404)"),
        ],
    )
    def test_rule_13_the_log_says_which_function_gave_no_answer(self, project, answer, words, caplog):
        files = {"pages/page.py": f"import json\n\ndef get(request):\n    return {answer}\n"}
        assert project(files).send().status == 500
        assert f"src/pages/page.py:3: get {words}" in caplog.text

    def test_rule_13_the_log_says_which_middleware_gave_no_answer(self, project, caplog):
        def forgetful(request, following):
            following(request)

        assert project(PAGE, lambda app: app.use(forgetful)).send().status == 500
        assert f"{__file__}:{forgetful.__code__.co_firstlineno}: forgetful returned None" in caplog.text

    @pytest.mark.parametrize("answer", ["b'x', 99", "b'x', 100", "b'x', 600", "'x'"])
    def test_rule_13_a_response_that_no_server_can_send_is_a_500(self, project, answer, caplog):
        page = f"from asok_server import Response\ndef get(request):\n    return Response({answer})\n"
        assert project({"pages/page.py": page}).send().status == 500
        assert "NoAnswer" in caplog.text

    def test_rule_13_a_page_that_returns_nothing_is_explained_in_the_log(self, project, caplog):
        assert project(render("pass")).send().status == 500
        assert "return" in caplog.text

    @pytest.mark.parametrize(
        ("line", "hint"),
        [
            ("return 'gone', 404", "request.status_code(404)"),
            ("return {1, 2}", "JSON is a dict or list"),
            ("return request.html", "forget to call it"),
            ("return 5", "return str, bytes, dict, list"),
        ],
    )
    def test_rule_13_a_page_that_returns_no_answer_is_told_what_to_do(self, project, line, hint, caplog):
        assert project(render(line)).send().status == 500
        assert hint in caplog.text

    @pytest.mark.parametrize("line", ["return 'x'", "yield 'x'"])
    def test_rule_13_what_would_have_to_be_awaited_is_told_what_to_do(self, project, line, caplog):
        page = f"async def later():\n    {line}\ndef get(request):\n    return later()\n"
        assert project({"pages/page.py": page}).send().status == 500
        assert "not with `async def`" in caplog.text

    @pytest.mark.parametrize(
        "sent", [{"query": "debug=1"}, {"HTTP_X_DEBUG": "1"}, {"HTTP_COOKIE": "DEBUG=1"}]
    )
    def test_rule_13_no_request_turns_debugging_on(self, project, sent):
        assert "ZeroDivisionError" not in project(render("return 1 / 0")).send(**sent).text

    def test_debug_shows_what_went_wrong(self, project):
        answer = project(render("return 1 / 0"), DEBUG=True).send()
        assert answer.status == 500
        assert "ZeroDivisionError" in answer.text

    def test_an_error_page_of_the_project_s_own_is_whole_even_for_a_block_request(self, project):
        files = PAGE | {
            "pages/404/page.html": "<html>{% block main %}{{ request.error_message }}{% endblock %}</html>"
        }
        answer = project(files).send(path="/nowhere", HTTP_X_BLOCK="main")
        assert (answer.status, answer.text) == (404, "<html></html>")

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ("yield 1 / 0", 500),
            ("yield ''\n    yield 1 / 0", 500),
            ("yield 5", 500),
            ("request.abort(404)\n    yield 'x'", 404),
            ("yield request.args['q']", 400),
            ("request.redirect('/x')\n    yield", 302),
            ("request.status_code(202)\n    yield 'x'", 202),
            ("yield 'x'", 200),
        ],
    )
    def test_rule_13_what_happens_before_the_first_chunk_is_answered(self, project, body, status):
        site = project(render(body))
        assert site.send().status == site.send("HEAD").status == status

    def test_rule_13_a_streamed_template_that_fails_at_once_is_a_500(self, project):
        files = render("return request.stream('page.html')") | {"pages/page.html": "{{ 1 / 0 }}"}
        assert project(files).send().status == 500

    def test_a_stream_may_change_the_session_before_its_first_chunk(self, project):
        answer = project(render("request.session['x'] = 1\n    yield 'x'")).send()
        assert answer.text == "x"
        assert answer.header("Set-Cookie")

    def test_server_sent_events_do_not_wait_for_the_first_event(self, project):
        site = project(render("return request.events(1 / event for event in [0])"))
        with pytest.raises(ZeroDivisionError):
            site.send()

    @pytest.mark.parametrize(
        "body", ["yield 'x'\n    yield 1 / 0", "return request.events(1 / event for event in [1, 0])"]
    )
    def test_rule_13_a_stream_that_breaks_off_is_logged_under_the_number_in_its_headers(
        self, project, body, caplog
    ):
        started = []
        environ = environ_of("GET", "http", "localhost", "/", "", b"")
        chunks = project(render(body)).app(environ, lambda status, headers: started.append(dict(headers)))
        with pytest.raises(ZeroDivisionError):
            list(chunks)
        [record] = caplog.records
        assert (record.request_id, record.path) == (started[0]["X-Request-Id"], "/")
        assert "ZeroDivisionError" in caplog.text

    @pytest.mark.parametrize("status", [0, 99, 200, 302, 600, 1000])
    def test_rule_13_abort_takes_the_status_of_an_error_only(self, project, status, caplog):
        assert project(render(f"request.abort({status})")).send().status == 500
        assert f"{status} is no status of an error" in caplog.text

    @pytest.mark.parametrize("status", ["'404'", "404.0", "None"])
    @pytest.mark.parametrize("call", ["abort", "status_code"])
    def test_rule_13_a_status_that_is_no_number_is_told_so(self, project, call, status, caplog):
        assert project(render(f"request.{call}({status})")).send().status == 500
        assert f"ValueError: {status} is no status of" in caplog.text

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("return request.text(None)", "request.text takes a str, not None"),
            ("return request.url_for(None)", "None names no page"),
            ("return request.static(None)", "there is no static file None"),
            ("return request.shared(None)", "nothing is shared as None"),
            ("request.abort(404, ValueError('x'))", "the message of an error page is a str"),
            ("request.redirect(5)", "a redirect leads to a str, not to 5"),
            ("request.login({})", "{} has no 'id'"),
        ],
    )
    def test_rule_13_what_is_no_text_is_refused_by_name(self, project, line, said, caplog):
        assert project(render(line)).send().status == 500
        assert said in caplog.text

    @pytest.mark.parametrize("own", [{}, {"pages/404/page.html": "<p>own</p>"}])
    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("application/json", "application/json"),
            ("Application/JSON; charset=utf-8", "application/json"),
            ("application/json, text/plain, */*", "application/json"),
            ("text/html;q=0.5, application/json", "application/json"),
            ("application/json;q=0.9, text/*;q=0.8", "application/json"),
            ("application/json;q=0.5, */*", "text/html; charset=utf-8"),
            ("application/json, text/html", "text/html; charset=utf-8"),
            ("application/json;q=0", "text/html; charset=utf-8"),
            ("application/json;q=high", "text/html; charset=utf-8"),
            ("application/*", "text/html; charset=utf-8"),
            ("*/*", "text/html; charset=utf-8"),
            (None, "text/html; charset=utf-8"),
        ],
    )
    def test_an_error_is_json_for_those_who_like_that_better(self, project, own, accept, kind):
        answer = project(PAGE | own).send(path="/nowhere", HTTP_ACCEPT=accept)
        assert (answer.status, answer.header("Content-Type")) == (404, kind)
        assert "Accept" in answer.header("Vary")
        if kind == "application/json":
            said = {"status": 404, "message": "There is no page at this address."}
            assert json.loads(answer.body) == {"error": said}

    def test_an_error_as_json_says_what_abort_said_and_no_more(self, project, caplog):
        aborted = project(render("request.abort(418, 'Tea')")).send(HTTP_ACCEPT="application/json")
        assert json.loads(aborted.body) == {"error": {"status": 418, "message": "Tea"}}
        failed = project(render("raise ValueError('secret')")).send(HTTP_ACCEPT="application/json")
        assert json.loads(failed.body)["error"]["status"] == 500
        assert "secret" not in failed.text
        assert failed.header("X-Request-Id")

    def test_an_error_page_with_a_module_decides_by_itself(self, project):
        files = {"pages/404/page.py": "def get(request):\n    return {'mine': request.error_message}\n"}
        answer = project(PAGE | files).send(path="/nowhere", HTTP_ACCEPT="application/json")
        assert json.loads(answer.body) == {"mine": ""}

    def test_a_block_request_gets_a_whole_document_whatever_it_accepts(self, project):
        answer = project(PAGE).send(path="/nowhere", HTTP_ACCEPT="application/json", HTTP_X_BLOCK="main")
        assert answer.text.startswith("<!doctype html>")

    @pytest.mark.parametrize("own", [{}, {"pages/404/page.html": "<p>own</p>"}])
    def test_rule_13_an_error_page_is_not_described_as_the_content_that_failed(self, project, own):
        lines = (
            "request.header('Content-Type', 'text/csv').header('Content-Length', '3').header('X-Kept', '1')"
        )
        answer = project(render(f"{lines}\n    request.abort(404)") | own).send()
        assert answer.header("Content-Type") == "text/html; charset=utf-8"
        assert answer.all("Content-Length") == [str(len(answer.body))]
        assert answer.header("X-Kept") == "1"

    def test_abort_shows_its_message_as_text(self, project):
        answer = project(render("request.abort(418, '<b>')")).send()
        assert answer.status == 418
        assert "&lt;b&gt;" in answer.text


class TestRule14Languages:
    def files(self):
        return {
            "pages/page.html": "{{ request.lang }}",
            "locales/en.json": '{"a": "a"}',
            "locales/fr.json": '{"a": "b"}',
            "partials/a.css": "a{}",
        }

    @pytest.mark.parametrize("lang", ["../fr", "fr/../../x", "*", "xx", "fr\x00", "%00", "f" * 5000])
    def test_rule_14_only_a_language_that_exists_is_chosen_or_kept(self, project, lang):
        answer = project(self.files()).send(query=f"lang={lang}")
        assert answer.text == "en"
        assert answer.header("Set-Cookie") is None

    def test_rule_14_a_choice_is_kept_for_a_year_and_served_at_once(self, project):
        answer = project(self.files()).send(query="lang=fr")
        assert (answer.status, answer.text) == (200, "fr")
        assert answer.header("Set-Cookie").startswith("asok_lang=fr; ")
        assert "Max-Age=31536000" in answer.header("Set-Cookie")

    def test_rule_14_a_choice_that_is_kept_already_is_not_set_again(self, project):
        assert (
            project(self.files()).send(query="lang=fr", HTTP_COOKIE="asok_lang=fr").header("Set-Cookie")
            is None
        )

    def test_rule_14_a_page_in_several_languages_varies(self, project):
        assert project(self.files()).send().header("Vary") == "Accept-Language, Cookie"

    def test_rule_14_static_files_set_no_cookie(self, project):
        assert project(self.files()).send(path="/static/a.css", query="lang=fr").header("Set-Cookie") is None


class TestRule15Limits:
    @pytest.mark.parametrize(
        ("config", "body", "kind"),
        [
            ({"MAX_CONTENT_LENGTH": 10}, b"a=" + b"x" * 20, "application/x-www-form-urlencoded"),
            ({"MAX_FORM_MEMORY": 10}, b"a=" + b"x" * 20, "application/x-www-form-urlencoded"),
            ({"MAX_FORM_FIELDS": 2}, b"a&b&c", "application/x-www-form-urlencoded"),
        ],
    )
    def test_rule_15_a_limit_is_a_4xx_that_names_it(self, project, config, body, kind):
        site = project(render("return dict(request.form)"), CSRF=False, **config)
        answer = site.send("POST", body=body, CONTENT_TYPE=kind)
        assert answer.status == 413
        assert next(iter(config)).lower() in answer.text.lower()

    def test_rule_15_the_query_has_the_same_limit(self, project):
        site = project(render("return dict(request.args)"), MAX_FORM_FIELDS=2)
        assert site.send(query="a&b&c").status == 413

    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b'{"a": NaN}',
            b"\xff",
            b"[" * 200 + b"]" * 200,
            b"1" * 5000,
            b'\xef\xbb\xbf{"a": Infinity}',
            b"",
        ],
    )
    def test_rule_15_bad_json_is_a_400(self, project, body):
        site = project(render("return {'got': request.json_body}"), CSRF=False)
        assert site.send("POST", body=body, CONTENT_TYPE="application/json").status == 400

    def test_json_of_another_type_is_a_415(self, project):
        site = project(render("return {'got': request.json_body}"), CSRF=False)
        assert site.send("POST", body=b"{}", CONTENT_TYPE="text/plain; x=application/json").status == 415


class TestRule16Hosts:
    @pytest.mark.parametrize(
        "host",
        ["evil.example", "a b", "a/b", "x:99999999", "[::1", "a@b", "", "a\\b", "localhost.evil.example"],
    )
    def test_rule_16_a_host_that_is_not_allowed_is_a_400(self, project, host):
        site = project(PAGE, ALLOWED_HOSTS=["localhost", ".example.com"])
        assert site.send(HTTP_HOST=host, SERVER_NAME="evil.example").status == 400

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "example.com", "a.b.example.com:443"])
    def test_rule_16_an_allowed_host_passes(self, project, host):
        site = project(PAGE, ALLOWED_HOSTS=["localhost", ".example.com"])
        assert [site.send(HTTP_HOST=host).status for _ in range(2)] == [200, 200]

    def test_rule_16_a_host_is_looked_at_even_where_nobody_asks_for_it(self, project):
        assert project(render("return 'x'")).send(HTTP_HOST="a b").status == 400
        assert project(render("return 'x'")).send(path="/nowhere", HTTP_HOST="a b").status == 400

    def test_rule_16_a_forwarded_host_meets_the_list_too(self, project):
        site = project(
            render("return request.host"), ALLOWED_HOSTS=["example.com"], TRUSTED_PROXIES=["127.0.0.1"]
        )
        good = site.send(
            HTTP_HOST="internal", HTTP_X_FORWARDED_HOST="example.com", HTTP_X_FORWARDED_FOR="1.2.3.4"
        )
        bad = site.send(
            HTTP_HOST="example.com", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_FOR="1.2.3.4"
        )
        assert (good.status, good.text) == (200, "example.com")
        assert bad.status == 400


class TestTheApp:
    def test_middlewares_wrap_the_page_the_first_one_outermost(self, project):
        def setup(app):
            app.use(lambda request, following: following(request).__class__(b"1" + following(request).body))
            app.use(lambda request, following: "2" + following(request).body.decode())

        assert project(render("return 'page'"), setup).send().text == "12page"

    def test_middlewares_of_the_project_come_by_name(self, project):
        files = render("return request.environ['seen']") | {
            "middlewares/b.py": "def handle(request, following):\n    request.environ['seen'] += 'b'\n    return following(request)\n",
            "middlewares/a.py": "def handle(request, following):\n    request.environ['seen'] = 'a'\n    return following(request)\n",
        }
        assert project(files).send().text == "ab"

    def test_a_middleware_may_redirect_and_keep_a_flash(self, project):
        def setup(app):
            @app.use
            def closed(request, following):
                request.flash("info", "closed")
                request.redirect("/closed")

        answer = project(PAGE, setup).send()
        assert (answer.status, answer.header("Location")) == (302, "/closed")
        assert answer.header("Set-Cookie")

    def test_before_may_answer_and_after_may_change(self, project):
        def setup(app):
            app.before(lambda request: "early" if request.path == "/early" else None)
            app.after(lambda request, response: request.header("X-Seen", str(response.status)) and None)

        files = PAGE | {"pages/early/page.html": "late"}
        site = project(files, setup)
        assert site.send(path="/early").text == "early"
        assert site.send(path="/nowhere").header("X-Seen") == "404"

    def test_what_after_returns_is_an_answer_like_any_other(self, project, caplog):
        site = project(PAGE, lambda app: app.after(lambda request, response: {"status": response.status}))
        assert json.loads(site.send().body) == {"status": 200}
        lost = project(PAGE, lambda app: app.after(lambda request, response: request))
        assert lost.send().status == 500
        assert "NoAnswer" in caplog.text

    def test_another_app_may_be_mounted(self, project):
        def other(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [f"{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}".encode()]

        site = project(PAGE, lambda app: app.mount("/shop", other))
        assert site.send(path="/shop/a").text == "/shop|/a"
        assert site.send(path="/shop").text == "/shop|"
        assert site.send(path="/shopping").status == 404

    def test_an_app_may_be_mounted_at_any_text(self, project):
        def other(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [environ["SCRIPT_NAME"].encode("latin-1")]

        site = project(PAGE, lambda app: app.mount("/café", other))
        assert site.send(path="/café/x").text == "/café"

    @pytest.mark.parametrize("begun", [False, True])
    def test_rule_13_no_exception_of_a_mounted_app_leaves_the_callable(self, project, begun, caplog):
        def other(environ, start_response):
            if begun:
                start_response("200 OK", [("Content-Type", "text/plain")])
            raise ValueError("secret")

        answer = project(PAGE, lambda app: app.mount("/shop", other)).send(path="/shop/a")
        assert answer.status == 500
        assert answer.header("X-Content-Type-Options") == "nosniff"
        assert "secret" not in answer.text
        assert answer.header("X-Request-Id") in caplog.text

    @pytest.mark.parametrize("page", ["shop", "shop/cart"])
    def test_a_page_that_a_mounted_app_hides_refuses_to_start(self, project, page):
        site = project({f"pages/{page}/page.html": "x"}, lambda app: app.mount("/shop", print))
        with pytest.raises(ConfigError, match="can't be reached"):
            site.app.start()

    def test_the_static_files_can_not_be_hidden(self, project):
        with pytest.raises(ConfigError, match="static files"):
            project(PAGE).app.mount("/static", print)

    def test_an_app_that_serves_can_not_be_configured(self, project):
        site = project(PAGE)
        site.send()
        with pytest.raises(ConfigError):
            site.app.share(x=1)

    def test_a_key_that_is_set_while_the_app_serves_is_warned_about(self, project):
        app = project(PAGE).app
        app.config["LOCALE"] = "fr"
        app.start()
        assert app.config["LOCALE"] == "fr"
        for change in (
            lambda: app.config.__setitem__("CSRF", False),
            lambda: app.config.update(CSRF=False),
            lambda: app.config.__ior__({"CSRF": False}),
        ):
            with pytest.warns(ConfigWarning, match="after its first request") as warned:
                change()
            assert warned[0].filename == __file__

    def test_an_app_that_did_not_start_can_still_be_configured(self, project):
        app = project(PAGE, CSP="img-src self").app
        with pytest.raises(ConfigError):
            app.start()
        app.config["CSP"] = "img-src 'self'"
        app.start()

    def test_two_pages_of_one_address_refuse_to_start(self, project):
        files = {"pages/[a]/page.html": "a", "pages/[b]/page.html": "b"}
        with pytest.raises(ConfigError, match="same address"):
            project(files).app.start()

    def test_a_page_below_static_refuses_to_start(self, project):
        with pytest.raises(ConfigError, match="static"):
            project({"pages/static/page.html": "a"}).app.start()

    def test_a_page_that_answers_nothing_refuses_to_start(self, project):
        with pytest.raises(ConfigError, match="answers nothing"):
            project({"pages/page.py": "x = 1\n"}).app.start()

    @pytest.mark.parametrize(
        ("page", "problem"),
        [
            ("def get():\n    return ''\n", r"page\.py: get has to take the request and nothing else"),
            ("def post(request, id):\n    return ''\n", "post has to take the request"),
            ("def render(*, request):\n    return ''\n", "render has to take the request"),
        ],
    )
    def test_a_page_that_no_request_can_be_given_to_refuses_to_start(self, project, page, problem):
        with pytest.raises(ConfigError, match=problem):
            project({"pages/page.py": page}).app.start()

    @pytest.mark.parametrize(
        "page",
        [
            "def get(request, page=1):\n    return ''\n",
            "def get(*arguments, **options):\n    return ''\n",
            "class Page:\n    def __call__(self, request):\n        return ''\nget = Page()\n",
            "get = str\n",
        ],
    )
    def test_whatever_takes_a_request_may_answer(self, project, page):
        assert project({"pages/page.py": page}).send().status == 200

    @pytest.mark.parametrize("line", ["return 'x'", "yield 'x'"])
    def test_an_asynchronous_page_refuses_to_start(self, project, line):
        with pytest.raises(ConfigError, match=r"page\.py: write post with `def`, not with `async def`"):
            project({"pages/page.py": f"async def post(request):\n    {line}\n"}).app.start()

    @pytest.mark.parametrize("name", ["use", "before", "after", "user_loader"])
    def test_a_hook_that_is_no_function_is_refused_where_it_stands(self, project, name):
        with pytest.raises(ConfigError, match="None is no function"):
            getattr(project({}).app, name)(None)

    def test_a_decorator_may_give_a_page_more_than_the_request(self, project):
        page = """
            from functools import wraps

            def with_connection(page):
                @wraps(page)
                def called(request):
                    return page(request, "a connection")
                return called

            @with_connection
            def get(request, connection):
                return connection
        """
        assert project({"pages/page.py": dedent(page)}).send().text == "a connection"

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("use", "request, next"),
            ("before", "request"),
            ("after", "request, response"),
            ("user_loader", "user_id"),
        ],
    )
    def test_a_hook_that_can_not_be_called_is_refused_where_it_stands(self, project, name, arguments):
        with pytest.raises(ConfigError, match=rf"has to take \({arguments}\) and nothing else"):
            getattr(project({}).app, name)(lambda: None)

    @pytest.mark.parametrize("handle", ["def handle(request): ...", "handle = None", "handle = 5"])
    def test_a_middleware_file_that_can_not_be_called_keeps_the_app_from_starting(self, project, handle):
        with pytest.raises(ConfigError, match=r"middlewares/a\.py"):
            project(PAGE | {"middlewares/a.py": handle}).app.start()

    def test_a_shared_function_that_takes_no_request_is_refused_where_it_stands(self, project):
        with pytest.raises(ConfigError, match="share now=lambda request"):
            project({}).app.share(now=lambda: 5)

    @pytest.mark.parametrize("function", [str, lambda request, more=1: 5, lambda *all: 5])
    def test_whatever_takes_a_request_may_be_shared(self, project, function):
        project({}).app.share(now=function)

    def test_a_mounted_app_that_is_no_function_is_refused_where_it_stands(self, project):
        with pytest.raises(ConfigError, match="None is no function"):
            project({}).app.mount("/shop", None)

    def test_a_page_may_return_what_it_likes(self, project):
        files = {
            "pages/text/page.py": "def get(request):\n    return 'é'\n",
            "pages/bytes/page.py": "def get(request):\n    return b'x'\n",
            "pages/list/page.py": "def get(request):\n    return [1]\n",
            "pages/stream/page.py": "def get(request):\n    yield 'a'\n    yield ''\n    yield b'b'\n",
            "pages/streamed/page.py": "def get(request):\n    return request.stream(str(n) for n in range(3))\n",
            "pages/template/page.py": "def get(request):\n    return request.stream('page.html', n=2)\n",
            "pages/template/page.html": "n={{ n }}",
        }
        site = project(files)
        answers = {
            name: site.send(path=f"/{name}")
            for name in ("text", "bytes", "list", "stream", "streamed", "template")
        }
        assert [answer.body for answer in answers.values()] == [
            "é".encode(),
            b"x",
            b"[1]",
            b"ab",
            b"012",
            b"n=2",
        ]
        assert answers["text"].header("Content-Type") == "text/html; charset=utf-8"
        assert answers["bytes"].header("Content-Type") == "application/octet-stream"
        assert answers["list"].header("Content-Type") == "application/json"

    def test_the_body_that_came_is_a_stream_as_well(self, project):
        site = project(render("return request.stream.read(3)"), CSRF=False)
        assert site.send("POST", body=b"hello", CONTENT_TYPE="text/plain").body == b"hel"

    def test_a_page_that_streams_its_body_asks_for_the_token_in_the_header(self, project):
        page = "def get(request):\n    return request.csrf_token_value\n"
        page += "def post(request):\n    return str(len(list(request.iter_parts())))\n"
        site = project({"pages/page.py": page})
        shown = site.send()
        token, cookie = shown.text, (shown.header("Set-Cookie") or "").partition(";")[0]
        body = (
            f'--X\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--X--\r\n'.encode()
        )
        sent = {"body": body, "CONTENT_TYPE": "multipart/form-data; boundary=X", "HTTP_COOKIE": cookie}
        refused = site.send("POST", **sent)
        assert (refused.status, "X-CSRF-Token" in refused.text) == (400, True)
        assert site.send("POST", **sent, HTTP_X_CSRF_TOKEN=token).text == "1"

    def test_a_body_that_was_read_as_a_form_leaves_nothing_to_its_stream(self, project):
        site = project(render("return f'{len(request.form[\"a\"])} {request.stream.read()}'"), CSRF=False)
        for size in (1, 200_000):
            sent = site.send(
                "POST", body=b"a=" + b"x" * size, CONTENT_TYPE="application/x-www-form-urlencoded"
            )
            assert sent.text == f"{size} b''"

    def test_a_streamed_template_may_hold_a_form(self, project):
        files = {
            "pages/page.py": "def get(request):\n    return request.stream('page.html')\n",
            "pages/page.html": "{% include 'html/form.html' %}",
            "partials/html/form.html": "<form>{{ request.csrf_input() }}</form>",
        }
        answer = project(files).send()
        assert 'name="csrf_token"' in answer.text
        assert answer.header("Set-Cookie")

    def test_a_streamed_template_without_a_form_sets_no_cookie(self, project):
        files = {
            "pages/page.py": "def get(request):\n    return request.stream('page.html')\n",
            "pages/page.html": "{% extends 'html/base.html' %}{% block main %}{{ request.user }}{% endblock %}",
            "partials/html/base.html": "<main>{% block main %}{% endblock %}</main>",
        }
        answer = project(files).send()
        assert answer.text == "<main>None</main>"
        assert answer.header("Set-Cookie") is None

    def test_events_are_sent_as_the_standard_writes_them(self, project):
        body = "return request.events(['a\\nb', {'event': 'x', 'id': 1, 'data': {'n': 1}}])"
        answer = project(render(body)).send()
        assert answer.text == 'data: a\ndata: b\n\nevent: x\nid: 1\ndata: {"n":1}\n\n'
        assert answer.header("Content-Type").startswith("text/event-stream")

    @pytest.mark.parametrize("retry", ["'soon'", "-1", "1.5", "'1\\n2'", "'٣'"])
    def test_an_event_waits_for_a_number_of_milliseconds_only(self, project, retry):
        answer = render(f"return request.events([{{'data': 'x', 'retry': {retry}}}])")
        with pytest.raises(NoAnswer, match="an event"):
            call(project(answer).app, environ_of("GET", "http", "localhost", "/", "", b""))

    def test_url_for_and_static_know_where_the_app_is_mounted(self, project):
        files = {"pages/page.html": "{{ url_for('') }} {{ static('a.css') }}", "partials/a.css": "a{}"}
        text = project(files).send(SCRIPT_NAME="/app").text
        assert text.startswith("/app/ /app/static/a.css?v=")


class TestWhereTheProjectIs:
    @pytest.mark.parametrize("given", ["", "__name__"])
    def test_an_app_is_rooted_where_its_module_is_whoever_imports_it(self, tmp_path, monkeypatch, given):
        (tmp_path / "rooted_app.py").write_text(
            f"from asok_server import Asok\napp = Asok({given})\n", "utf-8"
        )
        monkeypatch.syspath_prepend(tmp_path)
        assert importlib.import_module("rooted_app").app.root == tmp_path
        del sys.modules["rooted_app"]

    def test_a_project_without_a_page_says_where_it_looked_for_them(self, project, tmp_path, caplog):
        assert project({}).send().status == 404
        assert f"no page below {tmp_path / 'src/pages'}" in caplog.text

    def test_an_app_that_is_made_of_others_needs_no_page(self, project, caplog):
        project({}, lambda app: app.mount("/shop", print)).app.start()
        assert not caplog.records

    def test_a_missing_key_is_asked_for_by_the_file_it_may_be_in(self, project, tmp_path):
        with pytest.raises(ConfigError, match=re.escape(str(tmp_path / ".env"))):
            project(PAGE, SECRET_KEY="").app.start()
