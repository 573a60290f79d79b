"""The sites under fire: every feature of the framework on some page, under three configurations."""

import gzip
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asok_server import Asok

KEY = "a key for the fuzz that is long enough to sign with"

CONFIGURATIONS: Mapping[str, Mapping[str, Any]] = {
    "open": {},
    "proxied": {
        "TRUSTED_PROXIES": ["127.0.0.1", "10.0.0.0/8", "::1"],
        "ALLOWED_HOSTS": ["localhost", ".example.com", "[::1]"],
        "REDIRECT_ORIGINS": ["https://login.example.org"],
        "SECRET_KEY_FALLBACKS": ["b key for the fuzz that is long enough to sign with"],
    },
    "small": {
        "CSRF": False,
        "TRUSTED_PROXIES": 1,
        "FORWARDED_HEADER": "forwarded",
        "MAX_CONTENT_LENGTH": 4096,
        "MAX_FORM_MEMORY": 1024,
        "MAX_FORM_FIELDS": 12,
        "MAX_FORM_PARTS": 6,
        "MAX_PART_HEADERS": 256,
        "MAX_JSON_DEPTH": 5,
    },
}

BASE = """
<!doctype html><html lang="{{ request.lang }}" dir="{{ request.direction }}"><head><title>{{ title }}</title>
<link rel="stylesheet" href="{{ static('css/app.css') }}"></head><body>
<nav>{% block nav %}<a href="{{ url_for('contact') }}">{{ __('greeting', name=request.args.get('name', '')) }}</a>
{% endblock %}</nav>
{% for flash in get_flashed_messages() %}<p class="{{ flash.category }}">{{ flash.message }}</p>{% endfor %}
<main>{% block main %}{% endblock %}</main>
<footer>{% block footer %}<form method="post" data-block="footer">{{ request.csrf_input() }}{{ newsletter }}</form>
{{ who }} {{ request.url }} {{ request.host }} {{ request.ip }} {{ request.location.city }}{% endblock %}</footer>
<script nonce="{{ request.csp_nonce }}">let page = {{ request.args|tojson }}</script></body></html>
"""

FORM = """
from asok_server import Form

FIELDS = {
    "name": Form.text("Name", "required|min:2|max:40"), "email": Form.email("E-mail", "required"),
    "secret": Form.password("Password", "confirmed"), "about": Form.textarea("About", "max:500"),
    "age": Form.number("Age", "integer|between:0,150"), "share": Form.number("Share", "numeric"),
    "token": Form.hidden("", "uuid"), "color": Form.color(), "level": Form.range("Level", "between:0,10"),
    "one": Form.select("One", "in:a,b", {"a": "A", "b": "B"}), "tick": Form.checkbox("Tick", "boolean"),
    "many": Form.select("Many", "", ["x", "y"], multiple=True), "radio": Form.radio("Radio", "", ["l", "r"]),
    "day": Form.date("Day", "date"), "hour": Form.time(), "at": Form.datetime_local(), "month": Form.month(),
    "q": Form.search(), "site": Form.url("Site"), "phone": Form.tel("Phone", "regex:[0-9 +]{3,20}"),
    "slug": Form.text("Slug", "slug"), "address[city]": Form.text("City", "required_if:tick,true"),
    "address[zip]": Form.text("Zip", "digits:5"),
}
"""

PAGES: Mapping[str, str] = {
    "page.py": "def get(request):\n    return request.html('page.html', title=request.args.get('title', 'Home'))\n",
    "page.html": """{% extends 'html/base.html' %}{% block main %}
        {% for key, value in request.args.items() %}<a href="{{ value }}" title='{{ key }}'>{{ value }}</a>{% endfor %}
        {{ request.browser.name }} {{ request.browser.os }} {{ request.browser.is_mobile }} {{ request.user_agent }}
        {% endblock %}""",
    "alone/page.html": "{% extends 'html/base.html' %}{% block main %}{{ request.path }}{% endblock %}",
    "contact/page.py": FORM
    + textwrap.dedent("""
        def render(request):
            form = Form(FIELDS, request)
            if form.validate():
                request.flash('success', f"Thanks, {form.data['name']}")
                request.redirect('/contact')
            if form.errors:
                request.status_code(422)
            return request.html('page.html', form=form)
        """),
    "contact/page.html": """{% extends 'html/base.html' %}{% block main %}<form method="post" data-block="main">
        {{ request.csrf_input() }}{{ form }}</form>{{ form.data|tojson }}{% endblock %}""",
    "upload/page.py": FORM
    + textwrap.dedent("""
        UPLOAD = Form({"doc": Form.file("Doc", "required|ext:png,txt,pdf|size:2000"),
                       "image": Form.file("Image", "image"), "all": Form.files("All", "max:3")})
        def post(request):
            form = UPLOAD.bind(request)
            ok = form.validate()
            files = [[f.filename, f.content_type, f.size] for _, f in request.files.multi_items()]
            return request.json({'ok': ok, 'errors': form.errors, 'files': files, 'fields': request.form})
        def put(request):
            return request.json({'bytes': len(request.stream.read())})
        def patch(request):
            return request.json([[p.name, p.filename] for p in request.iter_parts()])
        """),
    "api/page.py": """
        def get(request):
            return {'query': {k: request.args.getlist(k) for k in request.args}, 'ip': request.ip,
                    'scheme': request.scheme, 'host': request.host, 'url': request.url, 'lang': request.lang,
                    'headers': dict(request.headers), 'cookies': dict(request.cookies_dict)}
        def post(request):
            return request.json({'got': request.json_body})
        def delete(request):
            return request.status_code(202).json(None)
        """,
    "api/[id:int]/page.py": "def render(request):\n    return request.json(request.params['id'] % 7)\n",
    "api/[x:float]/page.py": "def get(request):\n    return request.json(request.params['x'])\n",
    "api/[key:uuid]/page.py": "def get(request):\n    return request.json(request.params['key'])\n",
    "api/[name:slug]/page.py": "def get(request):\n    return request.text(request.params['name'])\n",
    "api/[any]/page.py": "def get(request):\n    return request.text(request.params['any'])\n",
    "docs/[rest:path]/page.py": """
        def get(request):
            return request.send_file(request.params['rest'], base_dir=request.env('FILES'),
                                     as_attachment='show' not in request.args,
                                     filename=request.args.get('as') or None)
        """,
    "go/page.py": """
        def get(request):
            request.redirect(request.args['to'])
        def post(request):
            request.flash('info', request.form.get('message', '')[:200])
            request.back(request.form.get('default', '/'))
        """,
    "cookie/page.py": """
        def get(request):
            request.set_cookie('plain', request.args.get('v', '')[:900])
            request.set_cookie('sealed', request.args.get('v', '')[:900], signed=True)
            return request.text(str(request.signed_cookie('sealed')))
        """,
    "session/page.py": """
        def get(request):
            return request.json({'user': request.user, 'data': dict(request.session)})
        def post(request):
            request.session['value'] = request.form.get('value', '')[:300]
            if 'user' in request.form:
                request.login(request.form['user'][:100] or 'nobody')
            if 'out' in request.form:
                request.logout()
            request.back()
        """,
    "stream/page.py": """
        def get(request):
            if 'events' in request.args:
                return request.events({'data': value} for value in request.args.values())
            if 'template' in request.args:
                return request.stream('page.html', title='Stream')
            return request.stream(value for value in request.args.values())
        """,
    "abort/[status:int]/page.py": """
        def get(request):
            status = request.params['status']
            request.abort(status if 400 <= status < 500 else 400, request.args.get('why', ''))
        """,
    "404/page.html": "{% extends 'html/base.html' %}{% block main %}{{ request.error_message }}{% endblock %}",
    "400/page.html": "<p>{{ request.error_message }}</p>",
}

PARTIALS: Mapping[str, str] = {
    "html/base.html": BASE,
    "css/app.css": "body { color: #123 }\n" * 50,
    "js/app.js": "let a = 1;\n" * 50,
    "images/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ".hidden": "hidden",
}

LOCALES: Mapping[str, str] = {
    "en": '{"greeting": "Hello {name}"}',
    "fr": '{"greeting": "Bonjour {name}"}',
    "ar": '{"greeting": "{name}"}',
}


def make_site(root: Path, name: str) -> Asok:
    """Write a project below ``root`` and return its app, under one of the configurations."""
    for folder, files in (("pages", PAGES), ("partials", PARTIALS)):
        for path, text in files.items():
            _write(root / "src" / folder / path, textwrap.dedent(text).lstrip("\n"))
    for language, text in LOCALES.items():
        _write(root / f"src/locales/{language}.json", text)
    (root / "src/partials/css/app.css.gz").write_bytes(gzip.compress(PARTIALS["css/app.css"].encode()))
    _write(root / ".asok/geo.csv", "1.0.0.0,1.255.255.255,Paris,France,48.8,2.3\n")
    for path in ("report.txt", "page.html", "deep/er/image.png", ".secret"):
        _write(root / "files" / path, f"content of {path}\n" * 20)
    _write(root / ".env", f"FILES={root / 'files'}\n")
    return _made(root, name)


def _made(root: Path, name: str) -> Asok:
    from asok_server import Form

    app = Asok(root=root)
    app.config.update({"SECRET_KEY": KEY, **CONFIGURATIONS[name]})
    app.share(title="Fuzz", newsletter=Form({"mail": Form.email("Mail", "required")}), who=lambda r: r.user)
    app.user_loader(lambda identity: None if identity == "gone" else identity)
    app.mount("/mounted", _mounted)
    app.use(lambda request, following: following(request))
    app.after(lambda request, response: None)
    app.start()
    return app


def _mounted(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode("latin-1")]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
