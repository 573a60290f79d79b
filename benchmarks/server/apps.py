"""The same small site in Asok, Falcon, Bottle and Flask, every one of them with its rules of safety on.

JSON at ``/``, a captured segment at ``/user/<id>``, a form at ``/form`` behind a CSRF token that is bound to
a signed session, the same at ``/note``, which leaves a message in the session, and a stylesheet with a
validator at ``/static/app.css``.
"""

import hashlib
import hmac
import json
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEY = "a key for the benchmark that is long enough"
DATA = {"status": "ok", "count": 42}
EMAIL = "ada@example.com"
CSS = "body { color: #123 }\n" * 40
SENT = "Thank you, we will answer soon."

App = Callable[..., Any]


def asok(extra_pages: int = 0) -> App:
    from asok import Asok

    root = Path(tempfile.mkdtemp())
    pages = {
        "page.py": f"def get(request):\n    return request.json({DATA!r})\n",
        "user/[id]/page.py": "def get(request):\n    return request.json({'id': request.params['id']})\n",
        "form/page.py": """
from asok import Form

FORM = Form({"name": Form.text("Name", "required|min:2"), "email": Form.email("E-mail", "required|email")})


def get(request):
    return request.text(request.csrf_token_value)


def post(request):
    form = FORM.bind(request)
    if form.validate():
        if request.path == "/note":
            request.flash("success", "SENT")
        return request.json(form.data)
    return request.status_code(422).json(form.errors)
""".replace("SENT", SENT),
    }
    pages["note/page.py"] = pages["form/page.py"]
    pages |= {f"p{number}/page.py": pages["page.py"] for number in range(extra_pages)}
    for name, text in pages.items():
        file = root / "src/pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    style = root / "src/partials/app.css"
    style.parent.mkdir(parents=True)
    style.write_text(CSS, "utf-8")
    app = Asok(root=root)
    app.config["SECRET_KEY"] = KEY
    return app


def falcon() -> App:
    import falcon
    import itsdangerous

    signer = itsdangerous.URLSafeTimedSerializer(KEY)
    style = Path(tempfile.mkdtemp())
    (style / "app.css").write_text(CSS, "utf-8")

    class Root:
        def on_get(self, request: Any, response: Any) -> None:
            response.media = DATA

    class User:
        def on_get(self, request: Any, response: Any, id: str) -> None:  # noqa: A002
            response.media = {"id": id}

    class Form:
        """Session, token and validation by hand, as Falcon leaves them to its users."""

        def __init__(self, message: str | None = None) -> None:
            self.message = message

        def on_get(self, request: Any, response: Any) -> None:
            secret = secrets.token_urlsafe(24)
            response.set_cookie("session", signer.dumps({"csrf": secret}), http_only=True, same_site="Lax")
            response.text = hashlib.sha256(secret.encode()).hexdigest()

        def on_post(self, request: Any, response: Any) -> None:
            session = signer.loads(request.cookies["session"], max_age=3600)
            form = request.get_media()
            expected = hashlib.sha256(session["csrf"].encode()).hexdigest()
            if not hmac.compare_digest(form["csrf_token"], expected):
                raise falcon.HTTPForbidden
            errors = by_hand(form)
            response.status = falcon.HTTP_422 if errors else falcon.HTTP_200
            response.media = errors or {"name": form["name"], "email": form["email"]}
            response.set_header("Vary", "Cookie")
            response.set_header("Cache-Control", "private")
            if self.message and not errors:  # an unchanged session is not sent again, as in ours
                session.setdefault("flashes", []).append(["success", self.message])
                response.set_cookie("session", signer.dumps(session), http_only=True, same_site="Lax")

    app = falcon.App(middleware=[Safety()])
    app.add_route("/", Root())
    app.add_route("/user/{id}", User())
    app.add_route("/form", Form())
    app.add_route("/note", Form(SENT))
    app.add_static_route("/static", str(style))
    return app


def by_hand(form: dict[str, str]) -> dict[str, str]:
    from email_validator import EmailNotValidError, validate_email

    errors: dict[str, str] = {}
    if len(form.get("name", "").strip()) < 2:
        errors["name"] = "Name is too short"
    try:
        validate_email(form.get("email", ""), check_deliverability=False)
    except EmailNotValidError as error:
        errors["email"] = str(error)
    return errors


class Safety:
    """The security headers that Asok sends, for Falcon."""

    def process_response(self, request: Any, response: Any, resource: Any, succeeded: bool) -> None:
        for name, value in HEADERS:
            response.set_header(name, value)


HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "script-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'self'",
    ),
)


def bottle() -> App:
    import bottle

    app = bottle.Bottle()

    @app.hook("after_request")
    def safe() -> None:
        for name, value in HEADERS:
            bottle.response.set_header(name, value)

    @app.get("/")
    def root() -> Any:
        return DATA

    @app.get("/user/<id>")
    def user(id: str) -> Any:  # noqa: A002
        return {"id": id}

    return app


def flask() -> App:
    from flask import Flask, flash, jsonify, request, send_from_directory
    from flask_wtf import CSRFProtect, FlaskForm
    from flask_wtf.csrf import generate_csrf
    from wtforms import EmailField, StringField
    from wtforms.validators import Email, InputRequired, Length

    style = Path(tempfile.mkdtemp())
    (style / "app.css").write_text(CSS, "utf-8")
    app = Flask("bench", static_folder=None)
    app.config["SECRET_KEY"] = KEY
    CSRFProtect(app)

    class Contact(FlaskForm):
        name = StringField("Name", [InputRequired(), Length(min=2)])
        email = EmailField("E-mail", [InputRequired(), Email()])

    @app.after_request
    def safe(response: Any) -> Any:
        response.headers.extend(HEADERS)
        return response

    @app.get("/")
    def root() -> Any:
        return jsonify(DATA)

    @app.get("/user/<id>")
    def user(id: str) -> Any:  # noqa: A002
        return jsonify({"id": id})

    @app.get("/form")
    def show() -> Any:
        return generate_csrf()

    @app.post("/form")
    @app.post("/note")
    def send() -> Any:
        form = Contact()
        if form.validate_on_submit():
            if request.path == "/note":
                flash(SENT, "success")
            return jsonify({"name": form.name.data, "email": form.email.data})
        return jsonify(form.errors), 422

    @app.get("/static/<path:name>")
    def static(name: str) -> Any:
        return send_from_directory(style, name, conditional=True)

    _ = (root, user, show, send, static, safe, request)
    return app.wsgi_app


def canonical(body: bytes) -> Any:
    """What an answer says, whatever white space its JSON has."""
    return json.loads(body)
